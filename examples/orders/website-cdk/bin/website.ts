import { App, type Environment, Stage } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { DeployerStack } from '../lib/deployer-stack';
import { WebsiteStack } from '../lib/website-stack';

class WebsiteStage extends Stage {
  constructor(scope: Construct, environment: 'Prod' | 'Dev', env: Environment) {
    super(scope, environment, { env });
    new WebsiteStack(this, 'Website', { environment: environment.toLowerCase() });
    new DeployerStack(this, 'Deployer', { environment: environment.toLowerCase() });
  }
}

const app = new App();
// expected: mixed-environments, because both stages are deployed into the same account
const account = { account: '111122223333', region: 'eu-west-1' };
new WebsiteStage(app, 'Prod', account);
new WebsiteStage(app, 'Dev', account);
