import { Stack, type StackProps } from 'aws-cdk-lib';
import { Effect, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';

/** Two roles, each allowed the same in the same words: nothing tells the statements apart. */
export class BuildStack extends Stack {
  constructor(scope: Construct, id: string, props: StackProps) {
    super(scope, id, props);
    const builder = new Role(this, 'Builder', { assumedBy: new ServicePrincipal('codebuild.amazonaws.com') });
    builder.addToPolicy(new PolicyStatement({ actions: ['ecs:RunTask'], resources: ['arn:aws:ecs:*:*:task-definition/a:*'] }));
    builder.addToPolicy(new PolicyStatement({ actions: ['iam:PassRole'], resources: ['*'] }));
    const refused = new Role(this, 'Refused', { assumedBy: new ServicePrincipal('codebuild.amazonaws.com') });
    refused.addToPolicy(new PolicyStatement({ effect: Effect.DENY, actions: ['iam:PassRole'], resources: ['*'] }));
  }
}
