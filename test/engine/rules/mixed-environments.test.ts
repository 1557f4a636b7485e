import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createWorkspace } from '../../../server/src/engine/workspace/workspace';
import { type Documents, findings, findingsOf, uriOf } from '../../support/workspace';

/** What this rule says: severity, path and the text under the squiggle. */
function said(documents: Documents): readonly string[] {
  return findings(documents)
    .filter(({ finding }) => finding.rule === 'mixed-environments')
    .map(({ finding, path, text }) => `${finding.severity} ${path} ${text}`);
}

interface Stack {
  readonly account?: string;
  readonly tags?: Readonly<Record<string, string>>;
  readonly path?: string;
  readonly resources: Readonly<Record<string, object>>;
}

/** A CDK app of these stacks. */
function app(stacks: Readonly<Record<string, Stack>>): Documents {
  const artifacts = Object.entries(stacks).map(([id, { account = 'unknown-account', tags, path = id }]) => [
    id,
    {
      type: 'aws:cloudformation:stack',
      environment: `aws://${account}/eu-west-1`,
      properties: { templateFile: `${id}.template.json`, ...(tags ? { tags } : {}) },
      displayName: path,
    },
  ]);
  const manifest = JSON.stringify({ version: '55.0.0', artifacts: Object.fromEntries(artifacts) });
  const templates = Object.entries(stacks).map(([id, { resources }]) => [
    `cdk.out/${id}.template.json`,
    JSON.stringify({ Resources: resources }),
  ]);
  return { 'cdk.out/manifest.json': manifest, ...Object.fromEntries(templates) };
}

function queue(environment?: string): object {
  const tags = environment === undefined ? {} : { Properties: { Tags: [{ Key: 'Environment', Value: environment }] } };
  return { Type: 'AWS::SQS::Queue', Metadata: { 'aws:cdk:path': 'x' }, ...tags };
}

const template = (resources: Readonly<Record<string, object>>) => JSON.stringify({ Resources: resources });
const prod = '111122223333';
const dev = '444455556666';

describe('stacks of a CDK app', () => {
  it('in one account are a mix by the names of the stacks', () => {
    const documents = app({
      'orders-prod': { account: prod, resources: { A: queue(), B: queue() } },
      'orders-dev': { account: prod, resources: { C: queue() } },
    });
    expect(said(documents)).toEqual(['error cdk.out/orders-dev.template.json "C"']);
  });

  it('without a known account are none', () => {
    const documents = app({
      'orders-prod': { resources: { A: queue('prod') } },
      'orders-dev': { resources: { C: queue('dev') } },
    });
    expect(said(documents)).toEqual([]);
  });

  it('are reported once for an account, however many there are', () => {
    const stacks = Object.fromEntries(
      Array.from({ length: 6 }, (_, i) => [
        `S${i}`,
        { account: prod, resources: { A: queue(i > 1 ? 'prod' : 'dev') } },
      ]),
    );
    expect(said(app(stacks))).toEqual(['error cdk.out/S0.template.json "dev"']);
  });

  it('take the tag of the resource before that of the stack, and that before a name', () => {
    const named = { Type: 'AWS::SQS::Queue', Properties: { QueueName: 'orders-dev' } };
    const documents = app({ S: { account: prod, tags: { Environment: 'prod' }, resources: { A: named, B: queue() } } });
    expect(said(documents)).toEqual([]);
    const tagged = app({
      S: { account: prod, tags: { Environment: 'prod' }, resources: { A: queue('dev'), B: queue() } },
    });
    expect(said(tagged)).toEqual(['error cdk.out/S.template.json "dev"']);
  });

  it('land where `bulkhead.yaml` sends them instead', () => {
    const settings = `version: 1
accounts:
  - { id: "${prod}", name: prod, environment: production }
  - { id: "${dev}", name: dev, environment: development }
deployments:
  - { files: "cdk.out/D.template.json", account: dev }
`;
    const documents = app({
      P: { account: prod, resources: { A: queue('prod') } },
      D: { account: prod, resources: { C: queue('dev') } },
    });
    expect(said(documents)).toEqual(['error cdk.out/D.template.json "dev"']);
    expect(said({ ...documents, 'bulkhead.yaml': settings })).toEqual([
      `information cdk.out/manifest.json "aws://${prod}/eu-west-1"`,
    ]);
  });

  it('in an account declared for one environment are reported on the other side, however large', () => {
    const settings = `version: 1\naccounts: [{ id: "${prod}", environment: production }]\n`;
    const documents = app({ D: { account: prod, resources: { A: queue('dev'), B: queue('dev'), C: queue('prod') } } });
    expect(said({ ...documents, 'bulkhead.yaml': settings })).toEqual(['error cdk.out/D.template.json "dev"']);
  });

  it('named after where their pipelines deploy to are none', () => {
    const pipeline = { Type: 'AWS::CodePipeline::Pipeline', Properties: { Name: 'orders' } };
    const documents = app({
      'pipeline-prod': { account: prod, resources: { A: pipeline } },
      'pipeline-dev': { account: prod, resources: { A: pipeline } },
    });
    expect(said(documents)).toEqual([]);
  });
});

describe('stacks in a stack', () => {
  const stacks = (files: Readonly<Record<string, string>>, condition?: string) => {
    const nested = Object.entries(files).map(([id, file]) => [
      id,
      {
        Type: 'AWS::CloudFormation::Stack',
        ...(condition ? { Condition: condition } : {}),
        Properties: { TemplateURL: `./${file}` },
      },
    ]);
    return Object.fromEntries(nested);
  };
  const children = {
    'dev.json': template({ A: queue('dev') }),
    'prod.json': template({ A: queue('prod'), B: queue('prod') }),
  };
  const both = stacks({ D: 'dev.json', P: 'prod.json' });

  it('share the account of the parent', () => {
    expect(said({ ...children, 'parent.json': template(both) })).toEqual(['error dev.json "dev"']);
  });

  it('share it with what the parent makes, and with stacks further down', () => {
    const parent = template({ ...stacks({ M: 'middle.json' }), X: queue('prod'), Y: queue('prod') });
    const middle = template(stacks({ D: 'dev.json' }));
    expect(said({ 'dev.json': children['dev.json'], 'middle.json': middle, 'parent.json': parent })).toEqual([
      'error dev.json "dev"',
    ]);
  });

  it('are told of what one of them mixes by itself in its own template alone', () => {
    const mixed = { 'dev.json': template({ A: queue('dev'), B: queue('prod'), C: queue('prod') }) };
    const parents = { 'one.json': template(both), 'two.json': template(both) };
    expect(said({ ...children, ...mixed, ...parents })).toEqual(['error dev.json "dev"']);
  });

  it('in a stack of a known account share that account, with whatever else is in it', () => {
    const documents = app({
      Parent: { account: prod, resources: stacks({ D: 'dev.json' }) },
      Other: { account: prod, resources: { X: queue('prod'), Y: queue('prod') } },
    });
    expect(said({ ...documents, 'cdk.out/dev.json': children['dev.json'] })).toEqual(['error cdk.out/dev.json "dev"']);
  });

  it('under conditions may be alternatives', () => {
    const parent = JSON.stringify({
      Parameters: { Env: { Type: 'String' } },
      Conditions: { IsDev: { 'Fn::Equals': [{ Ref: 'Env' }, 'dev'] } },
      Resources: { ...stacks({ D: 'dev.json' }, 'IsDev'), ...stacks({ P: 'prod.json' }) },
    });
    expect(said({ ...children, 'parent.json': parent })).toEqual([]);
  });

  it('that nest each other are read to an end', () => {
    const a = template({ ...stacks({ B: 'b.json' }), Q: queue('dev') });
    const b = template({ ...stacks({ A: 'a.json', Own: 'b.json' }), Q: queue('prod') });
    expect(said({ 'a.json': a, 'b.json': b })).toEqual([]);
  });

  it('of a stack set are in other accounts', () => {
    const set = (file: string) => ({ Type: 'AWS::CloudFormation::StackSet', Properties: { TemplateURL: `./${file}` } });
    const parent = template({ D: set('dev.json'), P: set('prod.json') });
    expect(said({ ...children, 'parent.json': parent })).toEqual([]);
  });
});

describe('templates that `bulkhead.yaml` sends to one account', () => {
  const sending = (...entries: readonly string[]) => `version: 1
accounts: [{ id: "${prod}", name: main }, { id: "${dev}", name: other }]
deployments: [${entries.join(', ')}]
`;
  const bucket = (name: string) => `Resources:
  Data: { Type: AWS::S3::Bucket, Properties: { BucketName: !Sub "${name}" } }
`;
  const two = { 'stacks/a.yaml': bucket('acme-dev-data'), 'stacks/b.yaml': bucket('acme-prod-data') };
  const open = { 'app.yaml': `Parameters: { Env: { Type: String } }\n${bucket('acme-${Env}-data')}` };

  it('are a mix of each other', () => {
    const settings = sending('{ files: "stacks/*.yaml", account: main }');
    expect(said({ ...two, 'bulkhead.yaml': settings })).toEqual(['warning stacks/a.yaml "acme-dev-data"']);
  });

  it('are none in two accounts, or in none', () => {
    const apart = sending('{ files: stacks/a.yaml, account: main }', '{ files: stacks/b.yaml, account: other }');
    expect(said({ ...two, 'bulkhead.yaml': apart })).toEqual([]);
    expect(said({ ...two, 'bulkhead.yaml': sending('{ files: "stacks/*", region: eu-west-1 }') })).toEqual([]);
  });

  it('are a mix when they are one template with other parameters', () => {
    const twice = (second: string) =>
      sending(
        '{ files: app.yaml, account: main, parameters: { Env: prod } }',
        `{ files: app.yaml, account: ${second}, parameters: { Env: dev } }`,
      );
    expect(said({ ...open, 'bulkhead.yaml': twice('main') })).toEqual(['warning app.yaml "acme-${Env}-data"']);
    expect(said({ ...open, 'bulkhead.yaml': twice('other') })).toEqual([]);
  });

  it('are known by what comes later', () => {
    const workspace = createWorkspace();
    const texts = { ...two, 'bulkhead.yaml': sending('{ files: "stacks/*.yaml", account: main }') };
    const set = Object.entries(texts).map(([path, text]) => ({ uri: uriOf(path), text }));
    const count = () => findingsOf(workspace.apply({})).length;
    workspace.apply({ set });
    expect(count()).toBe(1);
    workspace.apply({ set: [{ uri: uriOf('stacks/a.yaml'), text: bucket('acme-prod-logs') }] });
    expect(count()).toBe(0);
    workspace.apply({ set: [{ uri: uriOf('stacks/c.yaml'), text: bucket('acme-dev-logs') }] });
    expect(count()).toBe(1);
  });
});

describe('several projects in one account', () => {
  const queues = (tags: Readonly<Record<string, string>>) => {
    const resources = Object.entries(tags).map(([name, Environment]) => [name, { name, tags: { Environment } }]);
    return JSON.stringify({
      provider: { aws: { allowed_account_ids: [prod] } },
      resource: { aws_sqs_queue: Object.fromEntries(resources) },
    });
  };
  const stack = (...environments: readonly string[]) =>
    app({ S: { account: prod, resources: Object.fromEntries(environments.map((one, i) => [`Q${i}`, queue(one)])) } });

  it('are told each of its own mix', () => {
    const documents = {
      ...stack('dev', 'prod', 'prod'),
      'tf/main.tf.json': queues({ a: 'prod', b: 'prod', c: 'dev' }),
    };
    expect(said(documents)).toEqual(['error cdk.out/S.template.json "dev"', 'error tf/main.tf.json "dev"']);
  });

  it('are told once of what only all of them mix', () => {
    const documents = { ...stack('prod', 'prod'), 'tf/main.tf.json': queues({ c: 'dev' }) };
    expect(said(documents)).toEqual(['error tf/main.tf.json "dev"']);
  });
});

it('two things of one name are told apart by where they stand in the workspace, never by where that lies', () => {
  const queue = (environment: string) =>
    JSON.stringify({
      provider: { aws: { allowed_account_ids: [prod] } },
      resource: { aws_sqs_queue: { q: { tags: { Environment: environment } } } },
    });
  const [only] = findings({ 'main.tf.json': queue('prod'), 'a/main.tf.json': queue('dev') });
  const { message, related } = only!.finding;
  const texts = [message, ...related.map(one => one.message)].join('\n');
  expect(texts).toContain('`aws_sqs_queue.q` of `a/main.tf.json` is development');
  expect(texts).toContain('`aws_sqs_queue.q` of `main.tf.json`');
  expect(texts).not.toContain('workspace');
});

describe('what `bulkhead.yaml` says of files', () => {
  it('is held against the tags in them', () => {
    const settings = `version: 1\ndeployments: [{ files: "prod/**", environment: production }]\n`;
    const documents = { 'prod/a.json': template({ A: queue('dev'), B: queue('dev') }), 'bulkhead.yaml': settings };
    expect(said(documents)).toEqual(['error prod/a.json "dev"']);
    expect(said({ ...documents, 'prod/a.json': template({ A: queue('prod'), B: queue() }) })).toEqual([]);
  });
});

describe('what may not share an account', () => {
  const documents = {
    'a.json': template({ A: queue('staging'), B: queue('dev'), C: queue('dev') }),
  };

  it('is production and others, unless told otherwise', () => {
    expect(said(documents)).toEqual([]);
    const settings = 'version: 1\nseparate: [[staging, [development]]]\n';
    expect(said({ ...documents, 'bulkhead.yaml': settings })).toEqual(['error a.json "staging"']);
  });

  it('may be environments of their own names', () => {
    const settings = 'version: 1\nenvironments: { blue: , green: }\nseparate: [[blue, green]]\n';
    const own = { 'a.json': template({ A: queue('blue'), B: queue('green'), C: queue('green') }) };
    expect(said(own)).toEqual([]);
    expect(said({ ...own, 'bulkhead.yaml': settings })).toEqual(['error a.json "blue"']);
  });
});

describe('setting a tag', () => {
  const titles = (documents: Documents) =>
    findings(documents).flatMap(({ finding }) =>
      finding.fixes.filter(({ id }) => id.startsWith('set-')).map(({ title }) => title),
    );

  it('is not offered for what a name looks like', () => {
    const named = { Type: 'AWS::SQS::Queue', Properties: { QueueName: 'orders-prod' } };
    expect(titles({ 'a.json': template({ A: named, B: queue('dev') }) })).toEqual([]);
  });

  it('takes the word of the provider for the environment', () => {
    const text = JSON.stringify({
      provider: { aws: { default_tags: [{ tags: { Environment: 'prd' } }] } },
      resource: {
        aws_sqs_queue: { a: { name: 'a' }, b: { name: 'b', tags: { Environment: 'dev' } }, c: { name: 'c' } },
      },
    });
    expect(titles({ 'main.tf.json': text })).toEqual([
      "Set the tag of `aws_sqs_queue.b` to `prd`, as the provider's default tag",
    ]);
  });

  it('leaves tags alone that others have too', () => {
    const sam = `Transform: AWS::Serverless-2016-10-31
Globals: { Function: { Tags: { Environment: prod } } }
Resources:
  A: { Type: AWS::Serverless::Function }
  B: { Type: AWS::Serverless::Function, Properties: { Tags: { Environment: dev } } }
`;
    expect(titles({ 'a.yaml': sam })).toEqual(['Set the tag of `B` to `prod`, like `A`']);
  });

  it('leaves a parameter in its place', () => {
    const documents = {
      'app.yaml': `Parameters: { Env: { Type: String } }
Resources:
  Q: { Type: AWS::SQS::Queue, Properties: { Tags: [{ Key: Environment, Value: !Ref Env }] } }
`,
      'bulkhead.yaml': `version: 1
accounts: [{ id: "${dev}", name: dev, environment: development }]
deployments: [{ files: app.yaml, account: dev, parameters: { Env: prod } }]
`,
    };
    expect(said(documents)).toEqual(['error app.yaml Env']);
    expect(titles(documents)).toEqual([]);
  });
});

describe('resources of one name', () => {
  const messages = (documents: Documents) => findings(documents).map(({ finding }) => finding.message);

  it('are told apart by their folders', () => {
    const root = (environment: string) =>
      JSON.stringify({
        provider: { aws: { allowed_account_ids: [prod] } },
        resource: { aws_s3_bucket: { b: { tags: { Environment: environment } } } },
      });
    expect(messages({ 'envs/dev/main.tf.json': root('dev'), 'envs/prod/main.tf.json': root('prod') })).toEqual([
      expect.stringMatching(
        /^`aws_s3_bucket.b` of `dev\/main.tf.json` is development .* with `aws_s3_bucket.b` of `prod\/main.tf.json`,/,
      ),
    ]);
  });

  it('are what a file makes when its provider speaks for them', () => {
    const text = JSON.stringify({
      provider: { aws: { default_tags: [{ tags: { Environment: 'prod' } }] } },
      resource: { aws_sqs_queue: { a: {}, b: { tags: { Environment: 'dev' } }, c: {} } },
    });
    expect(messages({ 'main.tf.json': text })).toEqual([
      expect.stringContaining('as what `main.tf.json` makes, which is production'),
    ]);
  });
});

it('the order of resources changes nothing but which of equals comes first, and each pair is said once', () => {
  const environment = fc.constantFrom('prod', 'production', 'dev', 'test', 'staging', undefined);
  const severities = (resources: readonly (readonly [string, object])[]) =>
    said({ 'a.json': template(Object.fromEntries(resources)) }).map(line => line.split(' ')[0]);
  fc.assert(
    fc.property(fc.array(environment, { maxLength: 6 }), environments => {
      const resources = environments.map((one, i) => [`R${i}`, queue(one)] as const);
      const lower = new Set(environments.filter(one => one !== undefined && !one.startsWith('prod')));
      const expected = environments.some(one => one?.startsWith('prod')) ? lower.size : 0;
      // Pairs whose smaller side is production share their place, and so are one finding.
      expect(severities(resources).length).toBeLessThanOrEqual(expected);
      expect(severities(resources).length > 0).toBe(expected > 0);
      expect(severities([...resources].reverse())).toEqual(severities(resources));
    }),
    { numRuns: 60 },
  );
});

it('a parameter in place of an environment takes the finding away', () => {
  const environments = fc.array(fc.constantFrom('prod', 'dev', 'qa'), { minLength: 1, maxLength: 4 });
  fc.assert(
    fc.property(environments, all => {
      const open = all.map((_, i) => [
        `R${i}`,
        { Type: 'AWS::SQS::Queue', Properties: { Tags: [{ Key: 'Environment', Value: { Ref: 'Env' } }] } },
      ]);
      const text = JSON.stringify({
        Parameters: { Env: { Type: 'String', Default: all[0], AllowedValues: all } },
        Resources: Object.fromEntries(open),
      });
      expect(said({ 'a.json': text })).toEqual([]);
    }),
    { numRuns: 20 },
  );
});
