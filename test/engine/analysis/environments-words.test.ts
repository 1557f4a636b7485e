import { describe, expect, it } from 'vitest';
import { vocabulary } from '../../../server/src/engine/analysis/environments/environments';
import type { Settings } from '../../../server/src/engine/model/settings';
import type { Uri } from '../../../server/src/engine/text/text';

const words = vocabulary([]);
const environmentIn = (name: string) => words.environmentIn(name)?.name;

describe('words that are no environment', () => {
  it.each([
    'product',
    'products',
    'producer',
    'productivity',
    'prodigy',
    'reproduce',
    'devops',
    'DevOps',
    'dev-ops',
    'DevSecOps',
    'device',
    'developer',
    'developers',
    'devkit',
    'development-kit',
    'DevelopmentKit',
    'deviation',
    'testament',
    'latest',
    'attest',
    'contest',
    'stagecoach',
    'staged',
    'live-stream',
    'LiveStream',
    'livestream',
    'intel',
    'interface',
    'int32',
    'bigint',
    'healthcheck-test',
    'build-stage',
    'first-stage-processor',
    'StagingBucket',
    'cdk-staging-bucket',
    'data-staging-area',
    'acme-etl-staging',
    'raw-staging',
    'RedshiftStaging',
    'dev-alerts',
    'qa-engineers',
    'dev-readonly',
    'post-production-video',
    'video-production-jobs',
    'film-production-assets',
    'prod-like',
    'semi-prod',
    'quasi-prod',
    'lower-than-prod',
    'below-prod',
    'anti-prod',
    'mock-prod',
    'prod-test-x',
    'test-prod-x',
    'business-development',
    'dev-null',
    'dev-docs',
    'dev-mode',
    'dev-overview',
    'dev-oncall',
    'dev-board-1',
    'qa-answers',
    'sandbox-runner',
    'orders',
    '',
    '-',
    'constructor',
    '__proto__',
  ])('%s', name => {
    expect(environmentIn(name)).toBeUndefined();
  });
});

describe('names of an environment', () => {
  it.each([
    ['prod', 'production'],
    ['Production', 'production'],
    ['PRD', 'production'],
    ['orders-prod', 'production'],
    ['prod1', 'production'],
    ['orders_prod2_table', 'production'],
    ['ProdOrders', 'production'],
    ['ordersProd', 'production'],
    ['live', 'production'],
    ['arn:aws:dynamodb:eu-west-1:111122223333:table/prod-orders', 'production'],
    ['alias/prod-key', 'production'],
    ['api.dev.example.com', 'development'],
    ['dev_orders', 'development'],
    ['QAUsers', 'test'],
    ['test', 'test'],
    ['TestStage', 'test'],
    ['test-eu-west-1', 'test'],
    ['Beta', 'test'],
    ['stage', 'staging'],
    ['orders-stg', 'staging'],
    ['uat', 'staging'],
    ['orders-staging', 'staging'],
    ['etl-stg', 'staging'],
    ['etl-staging-prod', 'production'],
    ['sbx-orders', 'development'],
    ['pr123', 'development'],
  ])('%s is %s', (name, environment) => {
    expect(environmentIn(name)).toBe(environment);
  });
});

describe('what stands before prod turns it', () => {
  it.each([
    ['non-prod', 'development'],
    ['nonprod', 'development'],
    ['NonProd', 'development'],
    ['orders-non-production', 'development'],
    ['not-prod', 'development'],
    ['pre-prod', 'staging'],
    ['preprod', 'staging'],
    ['PreProd-orders', 'staging'],
  ])('%s is %s', (name, environment) => {
    expect(environmentIn(name)).toBe(environment);
  });
});

describe('a name that says two environments says none', () => {
  it.each(['dev-to-prod-replicator', 'prod-to-dev-copy', 'qa-staging'])('%s', name => {
    expect(environmentIn(name)).toBeUndefined();
  });

  it('but the same one twice is said', () => {
    expect(environmentIn('prod-orders-production')).toBe('production');
    expect(environmentIn('nonprod-orders-nonprod')).toBe('development');
  });
});

describe('declared environments', () => {
  const at = { uri: 'file:///bulkhead.yaml' as Uri, path: [], part: 'value' } as const;
  const declaring = (...environments: Omit<Settings['environments'][number], 'at'>[]) =>
    vocabulary([
      {
        environments: environments.map(one => ({ ...one, at })),
        accounts: [],
        deployments: [],
        principals: {},
        rules: {},
      },
    ]);

  it('an alias wins over a usual word', () => {
    const own = declaring({ name: 'playground', tier: 'development', aliases: ['prod'] });
    expect(own.environmentIn('orders-prod')).toEqual({ name: 'playground', tier: 'development' });
  });

  it('an alias of several words is one word', () => {
    const own = declaring({ name: 'blue', tier: 'production', aliases: ['eu-live'] });
    expect(own.environmentIn('orders-eu-live')?.name).toBe('blue');
    expect(own.environmentIn('orders-live')).toBeUndefined();
  });

  it('an environment without a tier takes that of the word in its name', () => {
    const own = declaring({ name: 'prod-eu', aliases: [] });
    expect(own.environmentIn('prod-eu-orders')).toEqual({ name: 'prod-eu', tier: 'production' });
  });

  it('usual words stand for a declared environment of the usual name', () => {
    const own = declaring({ name: 'staging', tier: 'production', aliases: [] });
    expect(own.environmentIn('stg')).toEqual({ name: 'staging', tier: 'production' });
  });

  it('negations still come first', () => {
    const own = declaring({ name: 'production', tier: 'production', aliases: ['live'] });
    expect(own.environmentIn('non-live-orders')?.name).toBe('development');
  });

  it('names an environment nobody declared without a tier', () => {
    expect(words.environmentCalled('shared')).toEqual({ name: 'shared', tier: undefined });
    expect(words.environmentCalled('prd')).toEqual({ name: 'production', tier: 'production' });
  });
});
