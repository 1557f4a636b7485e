import { App, type Environment, Stage } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { DeployerStack } from '../lib/deployer-stack';
import { OrdersStack } from '../lib/orders-stack';

class OrdersStage extends Stage {
  constructor(scope: Construct, environment: 'Prod' | 'Dev', env: Environment) {
    super(scope, environment, { env });
    new OrdersStack(this, 'Orders', { environment: environment.toLowerCase() });
    new DeployerStack(this, 'Deployer', { environment: environment.toLowerCase() });
  }
}

const app = new App();
// expected: mixed-environments, because both stages are deployed into the same account
const account = { account: '111122223333', region: 'eu-west-1' };
new OrdersStage(app, 'Prod', account);
new OrdersStage(app, 'Dev', account);
