import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, test } from 'vitest';
import type { Deployment } from '../../../server/src/engine/model/deployment';
import { show } from '../../../server/src/engine/model/text';
import { createWorkspace } from '../../../server/src/engine/workspace/workspace';
import { type Documents, findings, pathOf, snapshotOf, uriOf } from '../../support/workspace';

const folder = join(import.meta.dirname, '../../golden/sam-config');
const golden: Documents = Object.fromEntries(
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter(path => /\.\w+$/.test(path))
    .map(path => [path, readFileSync(join(folder, path), 'utf8')]),
);

const template = 'Parameters: { Stage: { Type: String } }\nResources: { Queue: { Type: AWS::SQS::Queue } }\n';

function deployed(documents: Documents, path = 'samconfig.toml'): readonly Deployment[] {
  return snapshotOf(documents).facts(uriOf(path))?.deployments ?? [];
}

/** Each problem with the text that it stands at. */
function problemsOf(documents: Documents, path = 'samconfig.toml'): readonly string[] {
  const snapshot = snapshotOf(documents);
  return snapshot
    .problems(uriOf(path))
    .map(({ message, severity, range }) => `${severity} ${documents[path]!.slice(range.start, range.end)}: ${message}`);
}

const claims = ({ claims }: Deployment) => claims.map(({ source, text }) => `${source} ${show(text)}`);
const parameters = ({ parameters }: Deployment) =>
  Object.fromEntries(Object.entries(parameters).map(([name, text]) => [name, show(text)]));

describe('a samconfig of three environments', () => {
  const [first, staging, prod] = deployed(golden);

  it('is read without a problem', () => {
    expect(problemsOf(golden)).toEqual([]);
    expect(
      snapshotOf(golden)
        .facts(uriOf('samconfig.toml'))
        ?.accounts.map(({ id }) => id),
    ).toEqual(['444455556666', '111122223333']);
  });

  it('deploys the template beside it, also the one that `sam build` made of it', () => {
    expect(deployed(golden).map(({ id, document }) => `${id} ${pathOf(document)}`)).toEqual([
      'default template.yaml',
      'staging template.yaml',
      'prod template.yaml',
    ]);
  });

  it('says the account by the role of CloudFormation alone', () => {
    expect([first, staging, prod].map(one => one?.account && show(one.account))).toEqual([
      undefined,
      '444455556666',
      '111122223333',
    ]);
  });

  it('takes what is said for all commands of an environment', () => {
    expect([first, staging, prod].map(one => [one?.name, one?.region && show(one.region)])).toEqual([
      ['orders', 'eu-west-1'],
      ['orders-staging', 'eu-west-1'],
      ['orders-prod', 'eu-central-1'],
    ]);
  });

  it('gives parameters as a text and as a list', () => {
    expect([first, staging, prod].map(one => parameters(one!))).toEqual([
      { Stage: 'dev' },
      { Stage: 'staging', LogLevel: 'DEBUG' },
      { Stage: 'prod', LogLevel: 'WARN', Zones: 'a,b' },
    ]);
  });

  it('says its environment by name, tags, profile and stack; `default` says none', () => {
    expect(claims(first!)).toEqual(['stack-name orders']);
    expect(claims(staging!)).toEqual([
      'stack-tag staging',
      'deployment staging',
      'deployment orders-staging',
      'stack-name orders-staging',
    ]);
    expect(claims(prod!)).toEqual([
      'stack-tag prod',
      'deployment prod',
      'deployment orders-prod',
      'stack-name orders-prod',
    ]);
  });

  it('has every claim and value where it is written', () => {
    const snapshot = snapshotOf(golden);
    const written = [...prod!.claims.map(({ text }) => text), ...Object.values(prod!.parameters), prod!.account!].map(
      ({ at }) => {
        const { start, end } = snapshot.range(at);
        return golden['samconfig.toml']!.slice(start, end);
      },
    );
    expect(written).toEqual([
      'prod',
      'prod',
      '"orders-prod"',
      '"orders-prod"',
      '"prod"',
      'WARN',
      '"a,b"',
      '"arn:aws:iam::111122223333:role/cloudformation-deploy"',
    ]);
  });
});

describe('the template of an environment', () => {
  const config = (...lines: readonly string[]) => ['[prod.deploy.parameters]', 'stack_name = "a"', ...lines].join('\n');
  const documentOf = (documents: Documents) => deployed(documents).map(({ document }) => pathOf(document));

  it.each([
    [
      'is template.yml or template.json too',
      { 'samconfig.toml': config(), 'template.json': template },
      'template.json',
    ],
    [
      'is the one that it names',
      { 'samconfig.toml': config('template_file = "./infra/orders.yaml"') },
      'infra/orders.yaml',
    ],
    [
      'may be written with backslashes',
      { 'samconfig.toml': config("template_file = 'infra\\orders.yaml'") },
      'infra/orders.yaml',
    ],
    [
      'is the one that is built',
      { 'samconfig.toml': config('[prod.build.parameters]', 'template_file = "infra/orders.yaml"') },
      'infra/orders.yaml',
    ],
    [
      'is the one that is built, of another folder',
      { 'samconfig.toml': config('template_file = "api/.aws-sam/build/template.yaml"'), 'api/template.yml': template },
      'api/template.yml',
    ],
    [
      'is the one that is packaged',
      {
        'samconfig.toml': config(
          'template_file = "packaged.yaml"',
          '[prod.package.parameters]',
          'template_file = "orders.yaml"',
          'output_template_file = "packaged.yaml"',
        ),
        'orders.yaml': template,
      },
      'orders.yaml',
    ],
    [
      'is named for all commands',
      { 'samconfig.toml': `[prod.global.parameters]\ntemplate = "a.yaml"\n${config()}` },
      'a.yaml',
    ],
  ])('%s', (_, documents, expected) => {
    expect(documentOf(documents)).toEqual([expected]);
  });

  it('is none of the workspace where it has a URL', () => {
    expect(documentOf({ 'samconfig.toml': config('template_file = "https://s3.amazonaws.com/a/b.yaml"') })).toEqual([]);
  });
});

describe('an environment', () => {
  it.each([
    ['[prod.sync.parameters]\nstack_name = "a"\nwatch = true', 1],
    ['[prod.global.parameters]\nstack_name = "a"', 1],
    ['[prod.build.parameters]\ncached = true', 0],
    ['[prod]', 0],
    ['prod = 1', 0],
    ['version = 0.1', 0],
    ['', 0],
  ])('deploys where it has options for that: %s', (text, count) => {
    expect(deployed({ 'samconfig.toml': text, 'template.yaml': template })).toHaveLength(count);
  });

  it('may be written in YAML', () => {
    const text = [
      'version: 0.1',
      'prod:',
      '  deploy:',
      '    parameters:',
      '      stack_name: orders-prod',
      '      parameter_overrides: Stage=prod Owner="team a"',
      '      tags: { Environment: prod }',
    ].join('\n');
    const [prod] = deployed({ 'samconfig.yaml': text, 'template.yaml': template }, 'samconfig.yaml');
    expect(claims(prod!)).toEqual(['stack-tag prod', 'deployment prod', 'stack-name orders-prod']);
    expect(parameters(prod!)).toEqual({ Stage: 'prod', Owner: 'team a' });
  });

  it('may have a file of its own', () => {
    expect(
      deployed({ 'samconfig-prod.toml': '[prod.deploy.parameters]\nstack_name = "a"' }, 'samconfig-prod.toml'),
    ).toHaveLength(1);
  });
});

describe('what is wrong in it is said there', () => {
  const declared = [
    'Parameters:',
    '  Stage: { Type: String, AllowedValues: [dev, prod] }',
    '  Zones: { Type: CommaDelimitedList, AllowedValues: [a, b] }',
    '  Secret: { Type: AWS::SSM::Parameter::Value<String>, AllowedValues: [/a] }',
    'Resources: { Queue: { Type: AWS::SQS::Queue } }',
    '',
  ].join('\n');
  const problemsWith = (lines: string, files: Documents = { 'template.yaml': declared }) =>
    problemsOf({ ...files, 'samconfig.toml': `[prod.deploy.parameters]\n${lines}\n` });

  it.each([
    [
      'parameter_overrides = "Stage=prd"',
      ['warning prd: `Stage` of `template.yaml` may not be `prd`; allowed are `dev`, `prod`'],
    ],
    [
      'parameter_overrides = "Stag=prod"',
      ['warning Stag: `template.yaml` has no parameter `Stag`; did you mean `Stage`?'],
    ],
    ['parameter_overrides = ["Stage=prod", "Size=1"]', ['warning Size: `template.yaml` has no parameter `Size`']],
    [
      'parameter_overrides = "Zones=\\"a,c\\""',
      ['warning \\"a,c\\": `Zones` of `template.yaml` may not be `c`; allowed are `a`, `b`'],
    ],
    ['parameter_overrides = "Zones=a,b Secret=/b Stage={{resolve:ssm:/stage}}"', []],
    [
      'parameter_overrides = "Stage=dev oops"',
      ['warning "Stage=dev oops": `oops` in `parameter_overrides` gives nothing: it has no `=`'],
    ],
    [
      'parameter_overrides = "ParameterKey=Stage,ParameterValue=qa"',
      ['warning qa: `Stage` of `template.yaml` may not be `qa`; allowed are `dev`, `prod`'],
    ],
    ['parameter_overrides = "file://params.json"', []],
    ['template_file = "other.yaml"', ['warning "other.yaml": there is no template `other.yaml`']],
    ['template_file = "packaged.yaml"', []],
    ['template_file = "build/out.yaml"', []],
    ['stack_name = 5', ['warning 5: `stack_name` must be a text']],
    ['stack_name = ', ['error stack_name: the key `stack_name` has no value']],
  ])('%s', (line, problems) => {
    expect(problemsWith(line)).toEqual(problems);
  });

  it('of a text without end its beginning is read', () => {
    const words = Array.from({ length: 1_000_000 }, (_, i) => `K${i}=v`).join(' ');
    const toml = `version = 0.1\n[dev.deploy.parameters]\ntags = "${words}"\n`;
    const problems = snapshotOf({ 'template.yaml': template, 'samconfig.toml': toml }).problems(
      uriOf('samconfig.toml'),
    );
    expect(problems.map(({ message }) => message)).toEqual([
      '`tags` gives more than 2000 values; the rest is not read',
    ]);
  });

  it('but not where nobody can know', () => {
    expect(problemsWith('template_file = "other.yaml"', {})).toEqual([]);
    expect(problemsWith('parameter_overrides = "Size=1"', { 'template.yaml': `${declared}  Broken: [\n` })).toEqual([]);
    expect(problemsWith('parameter_overrides = "Size=1"', { 'template.yaml': 'a: 1\n' })).toEqual([]);
  });
});

const shared = (account: string) => `version = 0.1
[dev.deploy.parameters]
stack_name = "orders-dev"
role_arn = "arn:aws:iam::111122223333:role/deploy"
[prod.deploy.parameters]
stack_name = "orders-prod"
role_arn = "arn:aws:iam::${account}:role/deploy"
`;

test('two environments that are deployed into one account are mixed', () => {
  const [mix, ...others] = findings({ 'template.yaml': template, 'samconfig.toml': shared('111122223333') });
  expect(others).toEqual([]);
  expect(mix?.finding.message).toContain('in account `111122223333`, together with `orders-prod`, which is production');
  expect([mix?.path, mix?.text]).toEqual(['samconfig.toml', 'dev']);
  expect(findings({ 'template.yaml': template, 'samconfig.toml': shared('444455556666') })).toEqual([]);
});

test('a comment allows what is found in it, and the fix writes one', () => {
  const documents = { 'template.yaml': template, 'samconfig.toml': shared('111122223333') };
  const allowed = shared('111122223333').replace('[dev', '# bulkhead allow mixed-environments: moves in spring\n[dev');
  expect(findings({ ...documents, 'samconfig.toml': allowed })).toEqual([]);
  const snapshot = snapshotOf(documents);
  const fix = findings(documents)[0]!.finding.fixes.find(({ id }) => id === 'allow');
  const [edits] = [...snapshot.edits(fix!)!.edits.values()];
  expect(edits?.map(({ text }) => text)).toEqual([
    expect.stringMatching(/^# bulkhead allow mixed-environments: .*\n$/),
  ]);
});

test('a broken samconfig silences no template', () => {
  const bad =
    `${template}  Bad:\n    Type: AWS::IAM::ManagedPolicy\n    Properties: { PolicyDocument: { Statement: { Effect: Allow, Action: iam:PassRole, Resource: "*" } } }\n`.replace(
      'Resources: { Queue: { Type: AWS::SQS::Queue } }',
      'Resources:',
    );
  const rules = (documents: Documents) =>
    findings(documents).flatMap(({ finding, path }) => (path === 'template.yaml' ? [finding.rule] : []));
  const text = golden['samconfig.toml']!;
  const alone = rules({ 'template.yaml': bad });
  expect(alone).toContain('broad-pass-role');
  for (let cut = 0; cut < text.length; cut += 7) {
    const documents = { 'template.yaml': bad, 'samconfig.toml': text.slice(0, cut) };
    expect(rules(documents), `cut at ${cut}`).toEqual(alone);
    for (const { range } of snapshotOf(documents).problems(uriOf('samconfig.toml')))
      expect(range.start <= range.end && range.end <= cut).toBe(true);
  }
});

test('it is read again when its template comes, goes or changes', () => {
  const workspace = createWorkspace();
  const uri = uriOf('samconfig.toml');
  const set = (path: string, text: string) => workspace.apply({ set: [{ uri: uriOf(path), text }] });
  set('samconfig.toml', '[prod.deploy.parameters]\nparameter_overrides = "Stage=prod"\n');
  expect(workspace.snapshot.facts(uri)?.deployments[0]?.document).toBe(uriOf('template.yaml'));
  set('template.yml', 'Resources: {}\n');
  expect(workspace.snapshot.facts(uri)?.deployments[0]?.document).toBe(uriOf('template.yml'));
  expect(workspace.snapshot.problems(uri)).toHaveLength(1);
  set('template.yml', template);
  expect(workspace.snapshot.problems(uri)).toEqual([]);
});
