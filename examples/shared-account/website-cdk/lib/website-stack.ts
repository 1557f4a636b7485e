import { Stack, Tags } from 'aws-cdk-lib';
import { AttributeType, BillingMode, Table } from 'aws-cdk-lib/aws-dynamodb';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';

/** The website of one environment: what visitors leave behind, and what is to be mailed to them. */
export class WebsiteStack extends Stack {
  constructor(scope: Construct, id: string, { environment }: { environment: string }) {
    super(scope, id);
    Tags.of(this).add('Environment', environment);

    // expected: mixed-environments, because staging is deployed into the account of production
    new Table(this, 'Sessions', {
      tableName: `sessions-${environment}`,
      partitionKey: { name: 'id', type: AttributeType.STRING },
      billingMode: BillingMode.PAY_PER_REQUEST,
    });
    new Queue(this, 'Mails', { queueName: `mails-${environment}` });
  }
}
