/** Each way to production is told once, and nobody goes silent because another rule tells of another way. */
import { describe, expect, it } from 'vitest';
import { settingsOf } from '../../support/settings';
import { findings } from '../../support/workspace';

const settings = settingsOf({ 111111111111: 'development', 222222222222: 'production', 333333333333: 'staging' }, [
  ['dev/**', '111111111111'],
  ['prod/**', '222222222222'],
  ['staging/**', '333333333333'],
]);

type Resources = Readonly<Record<string, object>>;

const text = (resources: Resources) => JSON.stringify({ Resources: resources });

function seen(documents: Readonly<Record<string, Resources>>, others: Readonly<Record<string, string>> = {}) {
  const templates = Object.entries(documents).map(([path, resources]) => [path, text(resources)] as const);
  return findings({ ...Object.fromEntries(templates), ...others });
}

/** Messages of this rule alone, without what harm it does. */
function told(documents: Readonly<Record<string, Resources>>, others: Readonly<Record<string, string>> = {}) {
  return seen(documents, others)
    .filter(({ finding }) => finding.rule === 'reaches-production')
    .map(({ finding }) => finding.message.replace(/: .*/, ''));
}

/** What is said of others in the same finding. */
function too(documents: Readonly<Record<string, Resources>>) {
  return seen(documents)
    .filter(({ finding }) => finding.rule === 'reaches-production')
    .flatMap(({ finding }) => finding.related.map(({ message }) => message).filter(one => one.endsWith(', too')));
}

const may = (action: string | readonly string[], resource: unknown = '*') => ({
  Effect: 'Allow',
  Action: action,
  Resource: resource,
});
const arn = (name: string) => ({ 'Fn::GetAtt': [name, 'Arn'] });
const roleIn = (account: string, name: string) => `arn:aws:iam::${account}:role/${name}`;
const tagged = (environment: string | undefined) =>
  environment === undefined ? {} : { Tags: [{ Key: 'Environment', Value: environment }] };
const own = (statements: readonly object[]) =>
  statements.length === 0 ? {} : { Policies: [{ PolicyName: 'own', PolicyDocument: { Statement: statements } }] };

const user = (environment: string | undefined, ...statements: readonly object[]) => ({
  Type: 'AWS::IAM::User',
  Properties: { ...tagged(environment), ...own(statements) },
});
const role = (name: string, trusted: object, environment: string | undefined, ...statements: readonly object[]) => ({
  Type: 'AWS::IAM::Role',
  Properties: {
    RoleName: name,
    AssumeRolePolicyDocument: {
      Statement: [{ Effect: 'Allow', Principal: trusted, Action: 'sts:AssumeRole' }],
    },
    ...tagged(environment),
    ...own(statements),
  },
});
const table = (environment: string) => ({ Type: 'AWS::DynamoDB::Table', Properties: tagged(environment) });
const account = { AWS: { Ref: 'AWS::AccountId' } };
const outside = { AWS: 'arn:aws:iam::999999999999:root' };
const lambda = { Service: 'lambda.amazonaws.com' };

describe('who reaches production', () => {
  it('is told of what they take although another rule tells what they pass', () => {
    const passing = may(['lambda:CreateFunction', 'lambda:InvokeFunction', 'iam:PassRole']);
    const resources = { Api: role('api-prod', lambda, 'prod'), T: table('prod') };
    const dev = (...more: readonly object[]) => ({ 'a.json': { D: user('dev', passing, ...more), ...resources } });
    expect(told(dev())).toEqual([]);
    expect(told(dev(may('dynamodb:*')))).toEqual(['`D` is development and reaches `T`, which is production']);
  });

  it('is told of a longer way than the one of which another rule tells', () => {
    const passing = may(['lambda:CreateFunction', 'lambda:InvokeFunction', 'iam:PassRole'], '*');
    const resources = {
      D: user('dev', passing, may('sts:AssumeRole', roleIn('*', 'reader'))),
      Reader: role('reader', account, undefined, may('dynamodb:GetItem', arn('T'))),
      Api: role('api-prod', lambda, 'prod'),
      T: table('prod'),
    };
    expect(told({ 'a.json': resources })).toEqual([
      '`D` is development and reaches `T`, which is production, over `reader`',
    ]);
  });

  it('is told where another rule says less of it', () => {
    const resources = (environment: string) => ({
      'a.json': {
        D: user('dev', may('lambda:UpdateFunctionCode')),
        F: {
          Type: 'AWS::Lambda::Function',
          Properties: { Role: arn('R'), Runtime: 'nodejs22.x', ...tagged(environment) },
        },
        R: role('worker', lambda, undefined),
      },
    });
    expect(told(resources('prod'))).toEqual(['`D` is development and reaches `F`, which is production']);
    expect(told(resources('dev'))).toEqual([]);
  });

  it('is not told of what a boundary leaves by other names', () => {
    const within = (pattern: string) => {
      const boundary = {
        Type: 'AWS::IAM::ManagedPolicy',
        Properties: {
          ManagedPolicyName: 'limit',
          PolicyDocument: { Statement: [may(['dynamodb:*', 'logs:*'], pattern)] },
        },
      };
      const { Type, Properties } = user('dev', may(['dynamodb:*', 'logs:*']));
      const named = { Type: 'AWS::DynamoDB::Table', Properties: { TableName: 'orders', ...tagged('prod') } };
      const log = { Type: 'AWS::Logs::LogGroup', Properties: { LogGroupName: '/orders', ...tagged('prod') } };
      const bounded = { Type, Properties: { ...Properties, PermissionsBoundary: { Ref: 'Limit' } } };
      return told({ 'a.json': { D: bounded, Limit: boundary, T: named, L: log } }).length;
    };
    expect(within('arn:aws:dynamodb:*:*:table/dev-*')).toBe(0);
    expect(within('arn:aws:logs:*:*:log-group:/dev/*')).toBe(0);
    expect(within('arn:aws:dynamodb:*:*:table/ord*')).toBe(1);
    expect(within('arn:aws:logs:*:*:log-group:/ord*')).toBe(1);
  });

  it('speaks for those of its environment who become it', () => {
    const documents = {
      'a.json': {
        P: user('dev', may('sts:AssumeRole', arn('M'))),
        Q: user('dev', may('sts:AssumeRole', arn('M'))),
        M: role('m', account, 'dev', may('dynamodb:*', arn('T'))),
        T: table('prod'),
      },
    };
    expect(told(documents)).toEqual(['`m` is development and reaches `T`, which is production']);
    expect(too(documents)).toEqual([
      '`P` is development and reaches `T` over `m`, too',
      '`Q` is development and reaches `T` over `m`, too',
    ]);
  });

  it('does not speak for those of another environment, nor for those of whom more is known', () => {
    const chain = (first: string, middle: object) => ({
      'a.json': { P: user(first, may('sts:AssumeRole', arn('M'))), M: middle, T: table('prod') },
    });
    const reading = may('dynamodb:*', arn('T'));
    expect(told(chain('dev', role('m', account, 'staging', reading)))).toEqual([
      '`P` is development and reaches `T`, which is production, over `m`',
      '`m` is staging and reaches `T`, which is production',
    ]);
    expect(told(chain('dev', role('dev-m', account, undefined, reading)))).toContain(
      '`P` is development and reaches `T`, which is production, over `dev-m`',
    );
  });

  it('is told once where its template stands in several environments', () => {
    const template = {
      Dev: {
        Type: 'AWS::IAM::Role',
        Properties: {
          RoleName: { 'Fn::Sub': '${Stage}-developers' },
          AssumeRolePolicyDocument: {
            Statement: [{ Effect: 'Allow', Principal: outside, Action: 'sts:AssumeRole' }],
          },
          ...own([may('dynamodb:*')]),
        },
      },
    };
    const stages = ['dev', 'staging'].map(
      stage => `[${stage}.deploy.parameters]
stack_name = "roles-${stage}"
template_file = "template.json"
parameter_overrides = "Stage=${stage}"
profile = "shared"
`,
    );
    const others = {
      'template.json': JSON.stringify({ Parameters: { Stage: { Type: 'String' } }, Resources: template }),
      'samconfig.toml': `version = 0.1\n${stages.join('')}`,
      'bulkhead.yaml': `version: 1
accounts: [{ id: "111111111111", name: shared, profiles: [shared] }]
deployments: [{ files: "data.json", account: shared }]
`,
    };
    const [finding, ...more] = findings({ ...others, 'data.json': text({ T: table('prod') }) }).filter(
      one => one.finding.rule === 'reaches-production',
    );
    expect(more).toEqual([]);
    expect(finding?.finding.message).toMatch(/^`dev-developers` is development and reaches `T`/);
    const also = finding?.finding.related.map(({ message }) => message).filter(one => one.endsWith(', too'));
    expect(also).toEqual(['`staging-developers` is staging and reaches `T`, too']);
  });
});

describe('a way into an account of production', () => {
  const reading = may('dynamodb:*', arn('T'));
  const rules = (documents: Readonly<Record<string, Resources>>) =>
    seen(documents, { 'bulkhead.yaml': settings }).map(({ finding, path }) => `${finding.rule} ${path}`);
  const of = (rule: string, all: readonly string[]) => all.filter(one => one.startsWith(rule));

  it('is told by both of its sides, and not once more', () => {
    const all = rules({
      'dev/a.json': { P: role('p', outside, undefined, may('sts:AssumeRole', roleIn('222222222222', 'r'))) },
      'prod/b.json': { R: role('r', { AWS: roleIn('111111111111', 'p') }, undefined, reading), T: table('prod') },
    });
    expect(of('cross-environment', all)).toEqual([
      'cross-environment-reference dev/a.json',
      'cross-environment-trust prod/b.json',
    ]);
    expect(of('reaches-production', all)).toEqual([]);
  });

  it('is not told once more of those of the same account who come to it', () => {
    const all = rules({
      'dev/a.json': {
        P: role('p', outside, undefined, may('sts:AssumeRole', arn('M'))),
        M: role('m', account, undefined, may('sts:AssumeRole', roleIn('222222222222', 'r'))),
      },
      'prod/b.json': { R: role('r', { AWS: roleIn('111111111111', 'm') }, undefined, reading), T: table('prod') },
    });
    expect(of('cross-environment', all)).toHaveLength(2);
    expect(of('reaches-production', all)).toEqual([]);
  });

  it('is told of an account that is let in, and not of each who comes from there', () => {
    const hub = role('hub', { AWS: 'arn:aws:iam::111111111111:root' }, undefined, may('sts:AssumeRole', arn('R')));
    const documents = {
      'dev/a.json': { P: role('p', outside, undefined, may('sts:AssumeRole', roleIn('444444444444', 'hub'))) },
      'tooling/h.json': {
        Hub: hub,
        R: role('r', account, undefined, may('sts:AssumeRole', roleIn('222222222222', 'deploy'))),
      },
      'prod/b.json': {
        Deploy: role('deploy', { AWS: roleIn('444444444444', 'r') }, undefined, reading),
        T: table('prod'),
      },
    };
    const more = `${settings}  - { files: "tooling/**", account: "444444444444" }\n`;
    expect(told(documents, { 'bulkhead.yaml': more })).toEqual([
      'account 111111111111 is development and reaches `T` by `deploy`, which is production, over `hub` and `r`',
    ]);
    const direct = {
      'dev/a.json': { P: role('p', outside, undefined, may('sts:AssumeRole', roleIn('222222222222', 'r'))) },
      'prod/b.json': { R: role('r', { AWS: 'arn:aws:iam::111111111111:root' }, undefined, reading), T: table('prod') },
    };
    expect(told(direct, { 'bulkhead.yaml': settings })).toEqual([]);
  });

  it('is told of development where it leads through staging', () => {
    const all = rules({
      'dev/a.json': { P: role('p', outside, undefined, may('sts:AssumeRole', roleIn('333333333333', 'm'))) },
      'staging/c.json': {
        M: role(
          'm',
          { AWS: roleIn('111111111111', 'p') },
          undefined,
          may('sts:AssumeRole', roleIn('222222222222', 'r')),
        ),
      },
      'prod/b.json': { R: role('r', { AWS: roleIn('333333333333', 'm') }, undefined, reading), T: table('prod') },
    });
    expect(of('reaches-production', all)).toEqual(['reaches-production dev/a.json']);
  });
});

describe('what is said', () => {
  it('names those between', () => {
    const chain = (length: number) => {
      const roles = Array.from({ length }, (_, i) => [
        `R${i}`,
        role(
          `r${i}`,
          account,
          undefined,
          i === length - 1 ? may('dynamodb:*', arn('T')) : may('sts:AssumeRole', arn(`R${i + 1}`)),
        ),
      ]);
      const begin = { D: user('dev', may('sts:AssumeRole', arn('R0'))), T: table('prod') };
      return told({ 'a.json': { ...begin, ...Object.fromEntries(roles) } })[0]?.replace(/.*, over /, '');
    };
    expect(chain(1)).toBe('`r0`');
    expect(chain(3)).toBe('`r0`, `r1` and `r2`');
    expect(chain(4)).toBe('`r0`, `r1`, `r2` and `r3`');
    expect(chain(5)).toBe('`r0`, `r1`, `r2` and 2 more');
  });

  it('says nothing of whoever only encrypts with a key of production', () => {
    const policy = { Statement: [{ Effect: 'Allow', Principal: account, Action: 'kms:*', Resource: '*' }] };
    const key = { Type: 'AWS::KMS::Key', Properties: { KeyPolicy: policy, ...tagged('prod') } };
    const by = (action: string | readonly string[]) =>
      told({ 'a.json': { D: user('dev', may(action, arn('K'))), K: key } });
    expect(by(['kms:Encrypt', 'kms:GenerateDataKey', 'kms:DescribeKey'])).toEqual([]);
    expect(by('kms:Decrypt')).toHaveLength(1);
    expect(by('kms:ScheduleKeyDeletion')).toHaveLength(1);
  });
});
