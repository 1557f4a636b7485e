/** What people type for `--from` and `--to`. */
import { beforeAll, describe, expect, it } from 'vitest';
import type { AccessPaths } from '../../server/src/access-paths';
import { type Bulkhead, built, type Folder, folder } from './command-line';

let bulkhead: Bulkhead;
let here: Folder;

const settings = `version: 1
accounts:
  - { id: "111122223333", name: shop-prod, environment: production }
  - { id: "444455556666", name: shop-dev, environment: development }
  - { id: "777788889999", name: shop-empty, environment: test }
deployments:
  - { files: "prod/**", account: shop-prod }
  - { files: "dev/**", account: shop-dev }
`;
const role = (id: string, name: string, principal: string, more = '') => `  ${id}:
    Type: AWS::IAM::Role
    Properties:
      RoleName: ${name}
      AssumeRolePolicyDocument: { Statement: [{ Effect: Allow, Principal: ${principal}, ${more} }] }
      Policies:
        - PolicyName: own
          PolicyDocument: { Statement: [{ Effect: Allow, Action: "dynamodb:GetItem", Resource: !GetAtt Carts.Arn }] }
`;
const assumed = 'Action: sts:AssumeRole';
const federated = (sub: string) =>
  `Action: sts:AssumeRoleWithWebIdentity, Condition: { StringLike: { "token.actions.githubusercontent.com:sub": "${sub}" } }`;
const github = '{ Federated: "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com" }';
const carts = `  Carts: { Type: AWS::DynamoDB::Table, Properties: { TableName: carts } }
  Basket: { Type: AWS::S3::Bucket, Properties: { BucketName: carts } }
`;
const production = `Resources:
${carts}${role('Deploy', 'deploy', '{ AWS: "arn:aws:iam::444455556666:root" }', assumed)}${role('Open', 'open', '"*"', assumed)}${role('Runs', 'runs', '{ Service: lambda.amazonaws.com }', assumed)}${role('Ci', 'ci', github, federated('repo:acme/shop:*'))}${role('Others', 'others', github, federated('repo:acme/tools:ref:refs/heads/main'))}`;
const development = `Resources:
${carts}${role('Deploy', 'deploy', '{ AWS: "arn:aws:iam::444455556666:root" }', assumed)}`;
const stacks = `version = 0.1
[default.deploy.parameters]
stack_name = "shop-live"
`;

beforeAll(async () => {
  bulkhead = await built();
  here = await folder({
    'bulkhead.yaml': settings,
    'prod/template.yaml': production,
    'prod/samconfig.toml': stacks,
    'dev/shop.yaml': development,
  });
}, 60_000);

async function asked(...names: readonly string[]): Promise<AccessPaths> {
  const { out, err } = await bulkhead(here, ['reach', ...names, '--format', 'json']);
  expect(err, names.join(' ')).not.toContain('nothing here is called');
  return JSON.parse(out);
}

async function starts(...names: readonly string[]): Promise<readonly string[]> {
  const { paths, ambiguous } = await asked(...names);
  expect(
    ambiguous.filter(({ name }) => name === names[1]),
    names.join(' '),
  ).toEqual([]);
  return [...new Set(paths.map(({ from: { name, account } }) => (account ? `${name} in ${account}` : name)))].sort();
}

const deployHere = ['deploy in 111122223333'];
const deployThere = ['deploy in 444455556666'];

describe('bulkhead reach', () => {
  it('takes the name of an account or an environment for all that stands there', async () => {
    const inDevelopment = ['account 444455556666 in 444455556666', ...deployThere];
    expect(await starts('--from', '444455556666')).toEqual(inDevelopment);
    expect(await starts('--from', 'shop-dev')).toEqual(inDevelopment);
    expect(await starts('--from', 'development')).toEqual(inDevelopment);
    expect(await starts('--from', 'dev', '--to', 'prod')).toEqual(['account 444455556666 in 444455556666']);
    expect(await starts('--from', 'Production')).toEqual(await starts('--from', 'shop-prod'));
  });

  it('finds nothing in an account that is declared, where nothing is', async () => {
    expect(await starts('--from', 'shop-empty')).toEqual([]);
    expect(await starts('--from', '777788889999')).toEqual([]);
    expect(await starts('--from', 'arn:aws:iam::777788889999:root')).toEqual([]);
    const { status, err } = await bulkhead(here, ['reach', '--from', '123456789012']);
    expect([status, err]).toEqual([2, 'bulkhead: nothing here is called `123456789012`\n']);
  });

  it.each([
    ['its file', 'prod/template.yaml:Deploy'],
    ['its file in another way', 'template.yaml#Deploy'],
    ['its file without the ending', 'prod/template/Deploy'],
    ['its folder', 'prod/Deploy'],
    ['its stack', 'shop-live/Deploy'],
    ['its account', '111122223333/Deploy'],
    ['the name of its account', 'shop-prod/deploy'],
    ['its environment', 'production/deploy'],
    ['its ARN', 'arn:aws:iam::111122223333:role/deploy'],
    ['its ARN with wildcards', 'arn:aws:iam::1111*:role/dep*'],
  ])('takes a name with %s', async (_, name) => {
    expect(await starts('--from', name, '--to', 'Carts')).toEqual(deployHere);
  });

  it('takes an ARN for what it is of, not for another thing of the name', async () => {
    const ends = async (to: string) =>
      [...new Set((await asked('--to', to)).paths.map(({ to }) => to.resource))].sort().join();
    expect(await ends('arn:aws:dynamodb:*:*:table/carts')).toBe('Carts');
    expect(await ends('arn:aws:dynamodb:eu-west-1:444455556666:table/carts')).toBe('Carts');
    const { paths } = await asked('--to', 'arn:aws:s3:::carts');
    expect(paths).toEqual([]);
  });

  describe('given an ARN as it is pasted', () => {
    const pasted = `Resources:
  Login: { Type: AWS::SecretsManager::Secret, Properties: { Name: login } }
  LoginBackup: { Type: AWS::SecretsManager::Secret, Properties: { Name: login-replica } }
  Files: { Type: AWS::S3::Bucket, Properties: { BucketName: files } }
  Archive: { Type: AWS::S3::Bucket, Properties: { BucketName: archive } }
  Orders: { Type: AWS::DynamoDB::Table, Properties: { TableName: orders } }
  Log: { Type: AWS::Logs::LogGroup, Properties: { LogGroupName: /app/prod } }
  Work: { Type: AWS::Lambda::Function, Properties: { FunctionName: work, Role: !GetAtt Power.Arn, Code: { S3Bucket: x, S3Key: y } } }
  Flow: { Type: AWS::StepFunctions::StateMachine, Properties: { StateMachineName: flow, RoleArn: !GetAtt Power.Arn } }
  Build: { Type: AWS::CodeBuild::Project, Properties: { Name: build, ServiceRole: !GetAtt Power.Arn } }
  Power:
    Type: AWS::IAM::Role
    Properties:
      RoleName: power
      Path: /service/
      AssumeRolePolicyDocument: { Statement: [{ Effect: Allow, Principal: { Service: [lambda.amazonaws.com, states.amazonaws.com, codebuild.amazonaws.com] }, Action: sts:AssumeRole }] }
  All:
    Type: AWS::IAM::User
    Properties: { UserName: all, Policies: [{ PolicyName: p, PolicyDocument: { Statement: [{ Effect: Allow, Action: "*", Resource: "*" }] } }] }
`;
    const paste = (place: string) => place.replace('~', 'eu-west-1:111122223333');
    let there: Folder;

    beforeAll(async () => {
      const placed = settings.replace('account: shop-prod }', 'account: shop-prod, region: eu-west-1 }');
      there = await folder({ 'bulkhead.yaml': placed, 'prod/template.yaml': pasted });
    });

    it.each([
      ['arn:aws:secretsmanager:~:secret:login-AbCdEf', 'login'],
      ['arn:aws:secretsmanager:~:secret:login', 'login'],
      ['arn:aws:secretsmanager:~:secret:login*', 'login,login-replica'],
      ['arn:aws:states:~:stateMachine:flow', 'flow'],
      ['arn:aws:states:~:stateMachine:*', 'flow'],
      ['arn:aws:codebuild:~:project/build', 'build'],
      ['arn:aws:lambda:~:function:work', 'work'],
      ['arn:aws:lambda:~:function:work:live', 'work'],
      ['arn:aws:logs:~:log-group:/app/prod', '/app/prod'],
      ['arn:aws:logs:~:log-group:/app/prod:*', '/app/prod'],
      ['arn:aws:logs:~:log-group:/app/prod:log-stream:a/b', '/app/prod'],
      ['arn:aws:s3:::files', 'files'],
      ['arn:aws:s3:::files/*', 'files'],
      ['arn:aws:s3:::files/archive', 'files'],
      ['arn:aws:s3:::*', 'archive,files'],
      ['arn:aws:dynamodb:~:table/orders/index/by-day', 'orders'],
      ['arn:aws:dynamodb:*:*:table/ord*', 'orders'],
      ['arn:*:dynamodb:eu-*:111122223333:table/orders', 'orders'],
      ['arn:aws:iam::111122223333:role/service/power', 'power'],
      ['arn:aws:sts::111122223333:assumed-role/power/session', 'power'],
    ])('means what %s is of', async (arn, names) => {
      const { out, err } = await bulkhead(there, ['reach', '--to', paste(arn), '--format', 'json']);
      expect(err).not.toContain('nothing here is called');
      const { paths }: AccessPaths = JSON.parse(out);
      expect([...new Set(paths.map(({ to: { name } }) => name))].sort().join()).toBe(names);
    });

    it.each([
      'arn:aws:dynamodb:us-east-1:111122223333:table/orders',
      'arn:aws:dynamodb:eu-west-1:444455556666:table/orders',
      'arn:aws-cn:dynamodb:~:table/orders',
      'arn:aws-cn:iam::111122223333:user/all',
      'arn:aws:s3:::work',
      'arn:aws:s3:::flow',
      'arn:aws:iam::111122223333:role/other/power',
      'arn:aws:iam::111122223333:user/power',
    ])('means nothing with %s, which is of nothing here', async arn => {
      const { status, err } = await bulkhead(there, ['reach', '--to', paste(arn)]);
      expect([status, err]).toEqual([2, `bulkhead: nothing here is called \`${paste(arn)}\`\n`]);
    });
  });

  it('takes anyone, services, and repositories of a federation', async () => {
    expect(await starts('--from', 'anyone')).toEqual(['anyone']);
    expect(await starts('--from', 'lambda.amazonaws.com')).toEqual(['lambda.amazonaws.com']);
    expect(await starts('--from', 'lambda')).toEqual(['lambda.amazonaws.com']);
    const shop = ['anyone with push access to acme/shop'];
    for (const name of ['repo:acme/shop', 'acme/shop', 'repo:acme/shop:ref:refs/heads/main', 'repo:acme/shop:*'])
      expect(await starts('--from', name), name).toEqual(shop);
    expect(await starts('--from', 'acme/tools')).toHaveLength(1);
    expect(await starts('--from', 'repo:acme/*')).toHaveLength(2);
    expect(await starts('--from', 'repo:acme/*op')).toEqual(shop);
  });

  it('says what an unknown name may be misspelt of', async () => {
    const said = async (name: string) => {
      const { status, out, err } = await bulkhead(here, ['reach', '--from', name]);
      expect([status, out]).toEqual([2, '']);
      return err;
    };
    expect(await said('deploi')).toBe('bulkhead: nothing here is called `deploi`; did you mean `deploy`?\n');
    expect(await said('shop-prd')).toBe('bulkhead: nothing here is called `shop-prd`; did you mean `shop-prod`?\n');
    expect(await said('repo:acme/none')).toBe('bulkhead: nothing here is called `repo:acme/none`\n');
    expect(await said('shop-live/Deplo')).toBe(
      'bulkhead: nothing here is called `shop-live/Deplo`; did you mean `shop-live/deploy`?\n',
    );
  });

  it('finds nothing for anyone where nobody is let in', async () => {
    const shut = await folder({ 'template.yaml': `Resources:\n${carts}` });
    const { status, out, err } = await bulkhead(shut, ['reach', '--from', 'anyone']);
    expect([status, out, err]).toEqual([0, 'no paths\n', expect.not.stringContaining('anyone')]);
  });

  describe('where things have names of places', () => {
    const user = (id: string, name: string) => `  ${id}:
    Type: AWS::IAM::User
    Properties: { UserName: ${name}, Policies: [{ PolicyName: p, PolicyDocument: { Statement: [{ Effect: Allow, Action: "dynamodb:*", Resource: "*" }] } }] }
`;
    let there: Folder;
    const from = async (name: string) => {
      const { out, err } = await bulkhead(there, ['reach', '--from', name, '--to', 'Carts', '--format', 'json']);
      const { paths }: AccessPaths = JSON.parse(out);
      return [
        [...new Set(paths.map(({ from }) => from.name))].sort().join(),
        err
          .split('\n')
          .filter(line => line.includes(`\`${name}\``))
          .join(),
      ];
    };

    beforeAll(async () => {
      there = await folder({
        'bulkhead.yaml': settings
          .replace('name: shop-prod', 'name: production')
          .replace('account: shop-prod', 'account: production')
          .replace('shop-empty', 'team'),
        'prod/template.yaml': `Resources:\n${carts}${user('Runner', 'runner')}`,
        'dev/template.yaml': `Resources:\n${carts}${user('Dev', 'alice')}${user('Production', 'prod')}${user('Team', 'team')}`,
      });
    });

    it('means the environment where something is called so in another case', async () => {
      expect(await from('dev')).toEqual(['alice,prod,team', '']);
      expect(await from('production')).toEqual(['runner', '']);
      expect(await from('Dev')).toEqual([
        'alice,prod,team',
        '`Dev` is 2 things, all of which are meant: environment development; user alice (development, 444455556666) in dev/template.yaml',
      ]);
    });

    it('means both where something is called so', async () => {
      expect(await from('prod')).toEqual([
        'prod,runner',
        '`prod` is 2 things, all of which are meant: environment production; user prod (development, 444455556666) in dev/template.yaml',
      ]);
      expect(await from('team')).toEqual([
        'team',
        '`team` is 2 things, all of which are meant: account team; user team (development, 444455556666) in dev/template.yaml',
      ]);
    });
  });

  it.each(['', ' '])('asks for a name in place of %j', async name => {
    const { status, err } = await bulkhead(here, ['reach', '--from', name]);
    expect([status, err]).toEqual([2, expect.stringContaining('is invalid. a name is needed.')]);
  });

  it('lists all that have a name in several templates', async () => {
    const { ambiguous } = await asked('--from', 'Deploy');
    expect(ambiguous.map(({ name, means }) => [name, means.map(({ at }) => at?.file)])).toEqual([
      ['Deploy', ['dev/shop.yaml', 'prod/template.yaml']],
    ]);
  });
});
