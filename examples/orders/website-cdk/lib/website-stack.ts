import { Stack, Tags } from 'aws-cdk-lib';
import { AttributeType, BillingMode, Table } from 'aws-cdk-lib/aws-dynamodb';
import { Code, Function as LambdaFunction, Runtime } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';

/** The website of one environment: a function and the sessions that only it should touch. */
export class WebsiteStack extends Stack {
  constructor(scope: Construct, id: string, { environment }: { environment: string }) {
    super(scope, id);
    Tags.of(this).add('Environment', environment);

    const table = new Table(this, 'Sessions', {
      tableName: `sessions-${environment}`,
      partitionKey: { name: 'id', type: AttributeType.STRING },
      billingMode: BillingMode.PAY_PER_REQUEST,
    });
    const server = new LambdaFunction(this, 'Server', {
      functionName: `website-${environment}`,
      runtime: Runtime.NODEJS_22_X,
      handler: 'index.handler',
      code: Code.fromInline('exports.handler = async () => ({ statusCode: 200 });'),
      environment: { TABLE: table.tableName },
    });
    table.grantReadWriteData(server);
  }
}
