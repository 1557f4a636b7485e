import type { Tier } from './environment';

/** An environment that exists without being declared, and the words for it, in lower case. */
export interface UsualEnvironment {
  readonly name: string;
  /** Absent: it serves every environment, so that nothing in it is a mix. */
  readonly tier?: Tier;
  /** Mean the environment wherever they are one token of a name. */
  readonly words: readonly string[];
  /** Mean it only when nothing else is said: `live` is production, a `live-stream` is none. */
  readonly aloneWords: readonly string[];
}

/** The environments that everyone has, and what people call them in names and tags of public templates. */
export const usualEnvironments: readonly UsualEnvironment[] = [
  {
    name: 'production',
    tier: 'production',
    words: ['prod', 'production', 'prd', 'prodn'],
    aloneWords: ['live'],
  },
  {
    name: 'staging',
    tier: 'staging',
    words: ['stg', 'staging', 'preprod', 'preproduction', 'uat'],
    aloneWords: ['stage', 'gamma'],
  },
  {
    name: 'test',
    tier: 'test',
    words: ['qa'],
    aloneWords: ['test', 'testing', 'tst', 'sit', 'int', 'integration', 'perf', 'beta'],
  },
  {
    name: 'development',
    tier: 'development',
    words: ['dev', 'devel', 'develop', 'development', 'nonprod', 'nonproduction', 'sandbox', 'sbx'],
    aloneWords: ['np', 'demo', 'ephemeral', 'feature', 'alpha'],
  },
];

/** Environments of accounts that serve all others; a workload's name never says them, a declaration does. */
export const sharedEnvironments: readonly string[] = [
  'shared',
  'tooling',
  'management',
  'security',
  'audit',
  'log-archive',
  'network',
  'infrastructure',
  'backup',
  'identity',
];

/** Turn a word for production that follows them into another environment, or into none: `non-prod`, `post-production`. */
export const negations: ReadonlyMap<string, 'development' | 'staging' | undefined> = new Map([
  ['non', 'development'],
  ['not', 'development'],
  ['no', 'development'],
  ['pre', 'staging'],
  ...(
    [
      'post',
      'semi',
      'quasi',
      'pseudo',

      'anti',
      'below',
      'than',
      'mock',
      'fake',
      'test',
      'testing',
      'tst',
    ] as const
  ).map(word => [word, undefined] as const),
]);

/** People, and what they use: `dev-team`, `qa-engineers`, `dev-docs`. */
const ofPeople = [
  'access',
  'admins',
  'alert',
  'alerts',
  'blog',
  'board',
  'boards',
  'bot',
  'bots',
  'desk',
  'docs',
  'engineer',
  'engineering',
  'engineers',
  'guide',
  'office',
  'oncall',
  'overview',
  'portal',
  'readonly',
  'report',
  'reports',
  'team',
  'teams',
  'tool',
  'tooling',
  'tools',
  'vpn',
  'wiki',
];

/** Words before which a word for the environment is an ordinary one: `dev-ops`, `development-kit`, `staging-bucket`. */
export const ordinaryBefore: ReadonlyMap<string, readonly string[]> = new Map([
  ['development', [...ofPeople, 'box', 'kit', 'kits', 'mode', 'null', 'ops', 'rel', 'runner', 'runners', 'sec']],
  ['test', [...ofPeople, 'answers', 'forum', 'pairs', 'questions']],
  ['production', ['like', 'mode', 'test', 'testing', 'tst']],
  ['staging', ['area', 'assets', 'bucket', 'dir', 'directory', 'folder', 'layer', 'schema', 'table', 'tables', 'zone']],
]);

/** Words after which a word is an ordinary one, by that word: what is loaded is put into `etl-staging` first, in every environment. */
export const ordinaryAfter: ReadonlyMap<string, readonly string[]> = new Map([
  ['development', ['business', 'career', 'community', 'economic', 'personal', 'professional', 'skills', 'talent']],
  ['production', ['film', 'movie', 'music', 'theater', 'theatre', 'tv', 'video']],
  [
    'staging',
    [
      'data',
      'dwh',
      'elt',
      'etl',
      'import',
      'imports',
      'ingest',
      'ingestion',
      'raw',
      'redshift',
      'snowflake',
      'warehouse',
    ],
  ],
]);

/** Ends of hosts whose names say an environment of their owner's: Azure's `prod-00`, the `sandbox` of who takes payments. */
export const ownersHosts: readonly string[] = [
  'adyen.com',
  'apple.com',
  'braintreegateway.com',
  'ebay.com',
  'intuit.com',
  'logic.azure.com',
  'paypal.com',
  'plaid.com',
  'powerplatform.com',
  'salesforce.com',
];

/** Part of how an environment is said, not of what it is called: `TestStage`, `env:test`, `module.test`. */
export const companions: ReadonlySet<string> = new Set([
  'account',
  'env',
  'environment',
  'module',
  'stage',
  'workspace',
]);
