import { NestedStack, Stack, type StackProps } from 'aws-cdk-lib';
import { AttributeType, Table } from 'aws-cdk-lib/aws-dynamodb';
import { AccountRootPrincipal, PolicyStatement, Role } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import { Worker } from './worker';

/** A role whose policy is made by what it is granted first, and a nested stack. */
export class DeployStack extends Stack {
  constructor(scope: Construct, id: string, props: StackProps) {
    super(scope, id, props);
    const table = new Table(this, 'Orders', { partitionKey: { name: 'id', type: AttributeType.STRING } });
    const deployer = new Role(this, 'Deployer', { assumedBy: new AccountRootPrincipal() });
    table.grantReadData(deployer);
    deployer.addToPolicy(
      new PolicyStatement({
        actions: ['iam:PassRole'],
        resources: ['*'],
      }),
    );
    new Worker(new NestedStack(this, 'Inner'), 'Worker', table);
  }
}
