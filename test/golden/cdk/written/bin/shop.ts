import { App } from 'aws-cdk-lib';
import { BuildStack } from '../lib/build-stack';
import { DeployStack } from '../lib/deploy-stack';
import { LegacyStack } from '../lib/legacy-stack';

const app = new App();
const env = { account: '111122223333', region: 'eu-west-1' };
new DeployStack(app, 'Deploy', { env });
new BuildStack(app, 'Build', { env });
new LegacyStack(app, 'Legacy', { env });
