/** Nested stacks of the CDK: their templates are files of the assembly, which nothing but metadata or a list of assets names. */
import { describe, expect, it } from 'vitest';
import { findings, snapshotOf, uriOf } from '../../support/workspace';

const hash = '5f0c3a1e9b';
const file = 'ProdTablesC0277E16.nested.template.json';
const deeper = 'ProdTablesInner11.nested.template.json';
const queue = (environment: unknown) => ({
  Type: 'AWS::SQS::Queue',
  Properties: { Tags: [{ Key: 'Environment', Value: environment }] },
  Metadata: { 'aws:cdk:path': 'Prod/Queue/Resource' },
});

interface Nesting {
  readonly environment: unknown;
  readonly given?: object;
  readonly condition?: readonly [string, string];
  /** By what the file is known. */
  readonly by: readonly ('metadata' | 'assets')[];
}

const url = (name: string) => ({
  'Fn::Join': [
    '',
    ['https://s3.eu-west-1.', { Ref: 'AWS::URLSuffix' }, `/cdk-hnb659fds-assets-1-eu-west-1/${name}.json`],
  ],
});

function nested(name: string, path: string, { given, condition, by }: Nesting) {
  return {
    Type: 'AWS::CloudFormation::Stack',
    ...(condition ? { Condition: 'C' } : {}),
    Properties: { TemplateURL: url(name), ...(given ? { Parameters: given } : {}) },
    Metadata: {
      'aws:cdk:path': 'Prod/Tables.NestedStack/Tables.NestedStackResource',
      ...(by.includes('metadata') ? { 'aws:asset:path': path, 'aws:asset:property': 'TemplateURL' } : {}),
    },
  };
}

function assembly(nesting: Nesting, inner: object = {}) {
  const { environment, condition, by } = nesting;
  const stack = {
    type: 'aws:cloudformation:stack',
    environment: 'aws://111122223333/eu-west-1',
    properties: { templateFile: 'Prod.template.json' },
    displayName: 'Prod',
  };
  const asset = (path: string) => ({ source: { path, packaging: 'file' }, destinations: {} });
  const files = {
    'manifest.json': { version: '55.0.0', artifacts: { Prod: stack } },
    'Prod.template.json': {
      ...(condition ? { Conditions: { C: { 'Fn::Equals': condition } } } : {}),
      Resources: { Nested: nested(hash, file, nesting), Own: queue('prod') },
    },
    [file]: { Parameters: { Env: { Type: 'String' } }, Resources: { Queue: queue(environment), ...inner } },
    ...(by.includes('assets')
      ? { 'Prod.assets.json': { version: '55.0.0', files: { [hash]: asset(file), deep: asset(deeper) } } }
      : {}),
  };
  return Object.fromEntries(Object.entries(files).map(([path, text]) => [`cdk.out/${path}`, JSON.stringify(text)]));
}

const mixes = (nesting: Nesting) =>
  findings(assembly(nesting)).flatMap(({ finding: { rule, severity } }) =>
    rule === 'mixed-environments' ? [severity] : [],
  );

const env = { Ref: 'Env' };

describe.each([{ by: ['metadata', 'assets'] }, { by: ['metadata'] }, { by: ['assets'] }] as const)(
  'a nested stack that is known by $by',
  ({ by }) => {
    it('lands with its parent', () => {
      expect(mixes({ by, environment: 'dev' })).toEqual(['error']);
      expect(mixes({ by, environment: 'prod' })).toEqual([]);
    });

    it('has the parameters that its parent gives it', () => {
      expect(mixes({ by, environment: env, given: { Env: 'dev' } })).toEqual(['error']);
      expect(mixes({ by, environment: env, given: { Env: 'prod' } })).toEqual([]);
    });

    it('is there when its condition holds', () => {
      expect(mixes({ by, environment: 'dev', condition: ['a', 'a'] })).toEqual(['error']);
      expect(mixes({ by, environment: 'dev', condition: ['a', 'b'] })).toEqual([]);
    });
  },
);

it('lands in the account of the outermost stack, however deep it is nested', () => {
  for (const by of [['metadata'], ['assets']] as const) {
    const nesting: Nesting = { by, environment: 'prod' };
    const documents = {
      ...assembly(nesting, { Deeper: nested('deep', deeper, nesting) }),
      [`cdk.out/${deeper}`]: JSON.stringify({ Resources: { Queue: queue('prod') } }),
    };
    const { index } = snapshotOf(documents);
    expect(index.landingsOf(uriOf(`cdk.out/${deeper}`)).map(({ account }) => account)).toEqual(['111122223333']);
  }
});

it('lands nowhere where nobody says which file it is', () => {
  const { index } = snapshotOf(assembly({ by: [], environment: 'prod' }));
  expect(index.landingsOf(uriOf(`cdk.out/${file}`))).toEqual([]);
});
