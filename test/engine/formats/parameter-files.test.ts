import { describe, expect, it, test } from 'vitest';
import { show } from '../../../server/src/engine/model/text';
import { createWorkspace } from '../../../server/src/engine/workspace/workspace';
import { type Documents, findings, pathOf, snapshotOf, uriOf } from '../../support/workspace';

/** A template with parameters of these names. */
const template = (...names: readonly string[]) =>
  [
    'Parameters:',
    ...names.map(name => `  ${name}: { Type: String }`),
    'Resources: { Queue: { Type: AWS::SQS::Queue } }',
    '',
  ].join('\n');

const pairs = (values: Readonly<Record<string, string>>) =>
  JSON.stringify(Object.entries(values).map(([key, value]) => ({ ParameterKey: key, ParameterValue: value })));

const stage = pairs({ Stage: 'prod' });

/** The template that a file is for. */
function templateFor(path: string, documents: Documents): string | undefined {
  const [deployment] = snapshotOf(documents).facts(uriOf(path))?.deployments ?? [];
  return deployment && pathOf(deployment.document);
}

function problemsOf(path: string, documents: Documents): readonly string[] {
  const snapshot = snapshotOf(documents);
  return snapshot
    .problems(uriOf(path))
    .map(({ message, severity, range }) => `${severity} ${documents[path]!.slice(range.start, range.end)}: ${message}`);
}

describe('the shapes that are known', () => {
  const orders = { 'orders.yaml': template('Stage', 'Zones', 'Size') };

  it.each([
    [
      'of the command line',
      'p.json',
      '[{"ParameterKey":"Stage","ParameterValue":"prod"},{"ParameterKey":"Size","UsePreviousValue":true}]',
      { Stage: 'prod' },
      [],
    ],
    ['of the command line in YAML', 'p.yaml', '- ParameterKey: Stage\n  ParameterValue: prod\n', { Stage: 'prod' }, []],
    [
      'of CodePipeline',
      'p.json',
      '{"Parameters":{"Stage":"prod","Size":2},"Tags":{"Environment":"prod"},"StackPolicy":{"Statement":[]}}',
      { Stage: 'prod', Size: '2' },
      ['stack-tag prod'],
    ],
    ['of CodePipeline in YAML', 'p.yml', 'Parameters:\n  Stage: prod\n', { Stage: 'prod' }, []],
    ['of CodePipeline with tags alone', 'p.json', '{"Tags":{"Environment":"prod"}}', {}, ['stack-tag prod']],
    [
      'of Git sync',
      'p.yaml',
      'template-file-path: orders.yaml\nparameters:\n  Stage: prod\n  Zones: [a, b]\ntags:\n  Environment: prod\n',
      { Stage: 'prod', Zones: 'a,b' },
      ['stack-tag prod'],
    ],
    [
      'of Git sync with capitals',
      'p.yaml',
      'template-file-path: ./orders.yaml\nParameters:\n  Stage: prod\nTags: {}\n',
      { Stage: 'prod' },
      [],
    ],
  ])('%s', (_, path, text, parameters, tags) => {
    const facts = snapshotOf({ ...orders, [path]: text }).facts(uriOf(path));
    expect(facts).toMatchObject({ format: 'settings', problems: [] });
    const [deployment, ...others] = facts!.deployments;
    expect(others).toEqual([]);
    expect(
      Object.fromEntries(Object.entries(deployment!.parameters).map(([name, value]) => [name, show(value)])),
    ).toEqual(parameters);
    expect(deployment!.claims.map(({ source, text: said }) => `${source} ${show(said)}`)).toEqual([
      ...tags,
      'deployment p',
    ]);
  });

  it.each([
    ['{}'],
    ['[]'],
    ['[{"ParameterKey": "Stage"}]'],
    ['{"Parameters": {}}'],
    ['{"Parameters": {"Stage": {"Type": "String"}}}'],
    ['{"Parameters": {"Stage": "prod"}, "name": "x"}'],
    ['{"parameters": {"stage": {"value": "prod"}}}'],
    ['{"StackPolicy": {"Statement": []}}'],
    ['{"Tags": "x"}'],
  ])('no other: %s', text => {
    expect(snapshotOf({ 'p.json': text }).facts(uriOf('p.json'))).toBeUndefined();
  });

  it('a template is a template', () => {
    const text = '{"Parameters": {"Stage": {"Type": "String"}}, "Resources": {"Q": {"Type": "AWS::SQS::Queue"}}}';
    expect(snapshotOf({ 'p.json': text }).facts(uriOf('p.json'))?.format).toBe('cloudformation');
  });
});

describe('the template that a file is for', () => {
  it.each<[string, string, readonly string[], string | undefined]>([
    ['is the only one of the folder', 'prod.json', ['orders.yaml'], 'orders.yaml'],
    ['is the one that it is called after', 'orders.prod.json', ['orders.yaml', 'payments.yaml'], 'orders.yaml'],
    [
      'is the one that it is called after, with other separators',
      'prod-orders_params.json',
      ['orders.yaml', 'payments.yaml'],
      'orders.yaml',
    ],
    [
      'is the one with the longer name of two that fit',
      'orders-api-prod.json',
      ['orders.yaml', 'orders-api.template.yaml', 'api.yaml'],
      'orders-api.template.yaml',
    ],
    ['is none where several may be meant', 'prod.json', ['orders.yaml', 'payments.yaml'], undefined],
    ['is none where two of its name are there', 'orders.prod.json', ['orders.yaml', 'orders.json.template'], undefined],
    ['stands above a folder of parameters', 'app/params/prod.json', ['app/orders.yaml'], 'app/orders.yaml'],
    [
      'stands above the folder of an environment',
      'app/parameters/prod/orders.json',
      ['app/orders.yaml', 'app/payments.yaml'],
      'app/orders.yaml',
    ],
    [
      'stands in a folder of templates beside it',
      'app/config/orders-prod.json',
      ['app/templates/orders.yaml', 'app/templates/payments.yaml'],
      'app/templates/orders.yaml',
    ],
    [
      'stands in the nearest folder that has one',
      'app/params/prod.json',
      ['app/params/orders.yaml', 'app/payments.yaml'],
      'app/params/orders.yaml',
    ],
    ['is none of a folder above another', 'app/data/prod.json', ['app/orders.yaml'], undefined],
    ['is none of elsewhere', 'app/prod.json', ['other/orders.yaml'], undefined],
  ])('%s', (_, path, templates, expected) => {
    const documents = Object.fromEntries(templates.map(name => [name, template('Stage', 'Size')]));
    expect(templateFor(path, { ...documents, [path]: stage })).toBe(expected);
  });

  it('has every parameter of the file', () => {
    const files = { 'a.yaml': template('Stage', 'Size'), 'b.yaml': template('Stage') };
    expect(templateFor('prod.json', { ...files, 'prod.json': pairs({ Stage: 'prod', Size: '1' }) })).toBe('a.yaml');
    expect(templateFor('prod.json', { ...files, 'prod.json': pairs({ Stage: 'prod', Zone: '1' }) })).toBeUndefined();
  });

  it('has it but for misspellings, where no other has every one', () => {
    const files = { 'a.yaml': template('Stage', 'Size'), 'b.yaml': template('Stage') };
    const misspelt = { ...files, 'prod.json': pairs({ Stage: 'prod', Sise: '1' }) };
    expect(templateFor('prod.json', misspelt)).toBe('a.yaml');
    expect(problemsOf('prod.json', misspelt)).toEqual([
      'warning "Sise": `a.yaml` has no parameter `Sise`; did you mean `Size`?',
    ]);
    const exchanged = { 'orders.yaml': template('Env'), 'orders.prod.json': pairs({ Evn: 'prod' }) };
    expect(problemsOf('orders.prod.json', exchanged)).toEqual([
      'warning "Evn": `orders.yaml` has no parameter `Evn`; did you mean `Env`?',
    ]);
    expect(templateFor('prod.json', { ...misspelt, 'c.yaml': template('Stage', 'Sire') })).toBeUndefined();
  });

  it('is none where the name says another one, which has not all of the parameters', () => {
    const documents = {
      'orders.yaml': template('Size'),
      'payments.yaml': template('Stage'),
      'orders-prod.json': stage,
    };
    expect(templateFor('orders-prod.json', documents)).toBeUndefined();
  });

  it('is no other parameter file', () => {
    const documents = { 'orders.yaml': template('Stage'), 'orders-prod.json': stage, 'orders-prod-eu.json': stage };
    expect(templateFor('orders-prod-eu.json', documents)).toBe('orders.yaml');
  });

  it('is the one of its name in a folder of very many', () => {
    const many = Object.fromEntries(Array.from({ length: 200 }, (_, i) => [`t${i}.yaml`, template('Stage')]));
    expect(templateFor('t7-prod.json', { ...many, 't7-prod.json': stage })).toBe('t7.yaml');
    expect(templateFor('prod.json', { ...many, 'prod.json': stage })).toBeUndefined();
  });

  it('is what the path of Git sync leads to from the root of the repository', () => {
    const text = 'template-file-path: app/orders.yaml\n';
    const files = { 'app/orders.yaml': template('Stage'), 'deploy/prod.yaml': text };
    expect(templateFor('deploy/prod.yaml', files)).toBe('app/orders.yaml');
    expect(templateFor('app/prod.yaml', { ...files, 'app/prod.yaml': text, 'app/app/orders.yaml': template() })).toBe(
      'app/orders.yaml',
    );
  });
});

describe('the name of a file', () => {
  const claimOf = (path: string, at: string) => {
    const [deployment] = snapshotOf({ [path]: stage, [at]: template('Stage') }).facts(uriOf(path))!.deployments;
    return deployment!.claims.map(({ source, text }) => `${source} ${show(text)}`);
  };

  it('speaks for the environment with the folders below its template', () => {
    expect(claimOf('app/orders.prod.json', 'app/orders.yaml')).toEqual(['deployment orders.prod']);
    expect(claimOf('app/params/prod/orders.json', 'app/orders.yaml')).toEqual(['deployment params/prod/orders']);
    expect(claimOf('dev/params/a b.json', 'dev/templates/x.yaml')).toEqual(['deployment params/a b']);
  });
});

test('what is given twice is said at the second', () => {
  const text = '[{"ParameterKey":"Stage","ParameterValue":"a"},{"ParameterKey":"Stage","ParameterValue":"b"}]';
  const documents = { 'orders.yaml': template('Stage'), 'p.json': text };
  expect(problemsOf('p.json', documents)).toEqual([
    'warning "Stage": `Stage` is given twice; only one value can count',
  ]);
});

describe('what is wrong is said at its place', () => {
  const orders = 'Parameters: { Stage: { Type: String, AllowedValues: [dev, prod] } }\nResources: {}\n';

  it.each([
    [
      'prod.json',
      pairs({ Stage: 'prd' }),
      ['warning "prd": `Stage` of `orders.yaml` may not be `prd`; allowed are `dev`, `prod`'],
    ],
    [
      'prod.json',
      pairs({ Stag: 'prod' }),
      ['warning "Stag": `orders.yaml` has no parameter `Stag`; did you mean `Stage`?'],
    ],
    ['prod.json', pairs({ Colour: 'red' }), []],
    [
      'git.yaml',
      'template-file-path: orders.yaml\nparameters: { Stag: prod }\n',
      ['warning Stag: `orders.yaml` has no parameter `Stag`; did you mean `Stage`?'],
    ],
    ['git.yaml', 'template-file-path: order.yaml\n', ['warning order.yaml: there is no template `order.yaml`']],
    ['git.yaml', 'template-file-path: elsewhere/orders.yaml\n', []],
  ])('%s %s', (path, text, problems) => {
    expect(problemsOf(path, { 'orders.yaml': orders, [path]: text })).toEqual(problems);
  });

  it('very many are cut', () => {
    const many = Object.fromEntries(Array.from({ length: 5000 }, (_, i) => [`Parameter${i}`, 'x']));
    const text = `template-file-path: orders.yaml\nparameters: ${JSON.stringify(many)}\n`;
    const problems = problemsOf('git.yaml', {
      'orders.yaml': template(...Object.keys(many).map(name => `${name}x`)),
      'git.yaml': text,
    });
    expect(problems.length).toBeLessThan(100);
  }, 20_000);
});

test('a file that comes, goes or changes is for another template at once', () => {
  const workspace = createWorkspace();
  const uri = uriOf('prod.json');
  const set = (path: string, text: string) => workspace.apply({ set: [{ uri: uriOf(path), text }] });
  const now = () => {
    const [deployment] = workspace.snapshot.facts(uri)?.deployments ?? [];
    return deployment && pathOf(deployment.document);
  };
  set('prod.json', stage);
  expect(now()).toBeUndefined();
  set('orders.yaml', template('Stage'));
  expect(now()).toBe('orders.yaml');
  set('payments.yaml', template('Stage'));
  expect(now()).toBeUndefined();
  set('payments.yaml', template('Size'));
  expect(now()).toBe('orders.yaml');
  workspace.apply({ remove: [uriOf('orders.yaml')] });
  expect(now()).toBeUndefined();
});

test('a parameter file silences nothing in its template', () => {
  const bad = `${template('Stage')}`.replace(
    'Resources: { Queue: { Type: AWS::SQS::Queue } }',
    'Resources:\n  Bad:\n    Type: AWS::IAM::ManagedPolicy\n    Properties: { PolicyDocument: { Statement: { Effect: Allow, Action: iam:PassRole, Resource: "*" } } }',
  );
  const rules = (documents: Documents) => findings(documents).map(({ finding, path }) => `${path} ${finding.rule}`);
  expect(rules({ 'orders.yaml': bad, 'prod.json': stage })).toEqual(rules({ 'orders.yaml': bad }));
});
