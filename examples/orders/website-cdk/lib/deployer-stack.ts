import { ArnFormat, Stack, Tags } from 'aws-cdk-lib';
import { AccountRootPrincipal, PolicyStatement, Role } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';

/** The role with which developers deploy the website. */
export class DeployerStack extends Stack {
  constructor(scope: Construct, id: string, { environment }: { environment: string }) {
    super(scope, id);
    Tags.of(this).add('Environment', environment);

    const deployer = new Role(this, 'Deployer', {
      roleName: `website-deployer-${environment}`,
      assumedBy: new AccountRootPrincipal(),
    });
    deployer.addToPolicy(
      new PolicyStatement({
        actions: ['lambda:CreateFunction', 'lambda:UpdateFunctionCode'],
        resources: [
          this.formatArn({
            service: 'lambda',
            resource: 'function',
            resourceName: 'website-*',
            arnFormat: ArnFormat.COLON_RESOURCE_NAME,
          }),
        ],
      }),
    );
    // expected: broad-pass-role, because every role of the account may be given to a function
    deployer.addToPolicy(
      new PolicyStatement({
        actions: ['iam:PassRole'],
        resources: [this.formatArn({ service: 'iam', region: '', resource: 'role', resourceName: '*' })],
      }),
    );
  }
}
