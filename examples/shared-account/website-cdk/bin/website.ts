import { App, type Environment, Stage } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { WebsiteStack } from '../lib/website-stack';

class WebsiteStage extends Stage {
  constructor(scope: Construct, environment: 'Prod' | 'Staging', env: Environment) {
    super(scope, environment, { env });
    new WebsiteStack(this, 'Website', { environment: environment.toLowerCase() });
  }
}

const app = new App();
new WebsiteStage(app, 'Prod', { account: '222233334444', region: 'eu-west-1' });
new WebsiteStage(app, 'Staging', { account: '222233334444', region: 'eu-west-1' });
