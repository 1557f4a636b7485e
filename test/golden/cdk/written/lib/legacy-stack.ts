import { Stack, type StackProps } from 'aws-cdk-lib';
import { CfnRole } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';

/** A role in CloudFormation's own words. */
export class LegacyStack extends Stack {
  constructor(scope: Construct, id: string, props: StackProps) {
    super(scope, id, props);
    const trust = {
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Principal: { Service: 'ec2.amazonaws.com' }, Action: 'sts:AssumeRole' }],
    };
    new CfnRole(this, 'Legacy', {
      assumeRolePolicyDocument: trust,
      policies: [
        {
          policyName: 'pass',
          policyDocument: {
            Version: '2012-10-17',
            Statement: [{ Effect: 'Allow', Action: ['iam:PassRole'], Resource: '*' }],
          },
        },
      ],
    });
    new CfnRole(this, 'Other', {
      assumeRolePolicyDocument: trust,
      policies: [
        {
          policyName: 'no-pass',
          policyDocument: {
            Version: '2012-10-17',
            Statement: [{ Effect: 'Deny', Action: ['iam:PassRole'], Resource: '*' }],
          },
        },
      ],
    });
  }
}
