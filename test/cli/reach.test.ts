import { beforeAll, describe, expect, it } from 'vitest';
import type { AccessPaths } from '../../server/src/access-paths';
import { apart } from '../support/settings';
import { type Bulkhead, built, folder } from './command-line';

let bulkhead: Bulkhead;
beforeAll(async () => {
  bulkhead = await built();
}, 60_000);

const template = `Resources:
  Developers:
    Type: AWS::IAM::User
    Properties:
      UserName: developers
      Tags: [{ Key: Environment, Value: dev }]
      Policies:
        - PolicyName: own
          PolicyDocument:
            Statement:
              - { Effect: Allow, Action: "lambda:UpdateFunctionCode", Resource: !GetAtt Worker.Arn }
              - { Effect: Allow, Action: "sqs:SendMessage", Resource: !GetAtt Jobs.Arn, Condition: { IpAddress: { "aws:SourceIp": !Ref Office } } }
  Worker: { Type: AWS::Lambda::Function, Properties: { Role: !GetAtt WorkerRole.Arn } }
  WorkerRole:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument: { Statement: [{ Effect: Allow, Principal: { Service: lambda.amazonaws.com }, Action: sts:AssumeRole }] }
      Policies:
        - PolicyName: own
          PolicyDocument: { Statement: [{ Effect: Allow, Action: "dynamodb:GetItem", Resource: !GetAtt Orders.Arn }] }
  Orders: { Type: AWS::DynamoDB::Table, Properties: { TableName: orders-prod } }
  Jobs: { Type: AWS::SQS::Queue }
Parameters:
  Office: { Type: String }
`;
const files = { 'orders.yaml': template };
const limits = expect.stringMatching(/^not seen: .*\n$/);

describe('bulkhead reach', () => {
  it('prints the shortest path between two, each hop with its place', async () => {
    const { status, out, err } = await bulkhead(await folder(files), [
      'reach',
      '--from',
      'developers',
      '--to',
      'Orders',
    ]);
    expect([status, err]).toEqual([0, limits]);
    expect(out).toBe(`developers (development) reaches orders-prod (production)
  1. \`developers\` may change what runs in \`Worker\` (\`lambda:UpdateFunctionCode\`)
     orders.yaml:11:42
  2. \`Worker\` acts as \`WorkerRole\`
     orders.yaml:13:70
  3. \`WorkerRole\` may read \`orders-prod\` (\`dynamodb:GetItem\`)
     orders.yaml:20:66

1 path
`);
  });

  it('takes names, logical ids, ARNs and wildcards', async () => {
    const here = await folder(files);
    const to = ['orders-prod', 'Orders', 'arn:aws:dynamodb:*:*:table/orders-prod', 'ORDERS-prod', 'orders*'];
    const from = ['Developers', 'arn:aws:iam::123456789012:user/developers', 'dev*'];
    const asked = [
      ...to.map(one => ['--from', 'Developers', '--to', one]),
      ...from.map(one => ['--from', one, '--to', 'Orders']),
    ];
    for (const names of asked) {
      const { out } = await bulkhead(here, ['reach', ...names]);
      expect(out, names.join(' ')).toContain('developers (development) reaches orders-prod (production)');
    }
  });

  it('without one of the two prints all that are reached, or all who reach', async () => {
    const here = await folder(files);
    const heads = async (...names: string[]) =>
      (await bulkhead(here, ['reach', ...names])).out.split('\n').filter(line => /^\w.*reach/.test(line));
    expect(await heads('--from', 'Developers')).toEqual([
      'developers (development) reaches Worker',
      'developers (development) reaches WorkerRole',
      'developers (development) reaches orders-prod (production)',
    ]);
    expect(await heads('--to', 'Orders')).toEqual([
      'WorkerRole reaches orders-prod (production)',
      'developers (development) reaches orders-prod (production)',
    ]);
    expect(await heads('--from', 'Developers', '--to', 'Jobs')).toEqual([]);
    expect(await heads('--from', 'Developers', '--to', 'Jobs', '--possible')).toEqual([
      'developers (development) may reach Jobs',
    ]);
  });

  it('prints JSON for others', async () => {
    const here = await folder(files);
    const { status, out, err } = await bulkhead(here, ['reach', '--to', 'Orders', '--format', 'json']);
    expect([status, err]).toEqual([0, '']);
    const { version, paths, unknown, ambiguous } = JSON.parse(out) as AccessPaths;
    expect([version, unknown, ambiguous]).toEqual([1, [], []]);
    expect(
      paths.map(({ from, to, certain, hops }) => [from.name, to.name, certain, hops.map(({ how }) => how)]),
    ).toEqual([
      ['WorkerRole', 'orders-prod', true, ['reads']],
      ['developers', 'orders-prod', true, ['changes-code', 'runs-as', 'reads']],
    ]);
    expect(paths[1]!.from).toEqual({
      name: 'developers',
      resource: 'Developers',
      kind: 'user',
      account: null,
      environment: 'development',
      at: { file: 'orders.yaml', range: { start: { line: 1, character: 2 }, end: { line: 1, character: 12 } } },
    });
    expect(paths[1]!.hops[0]).toMatchObject({
      from: 'developers',
      to: 'Worker',
      method: 'change-function-code',
      certain: true,
      requests: [{ action: 'lambda:UpdateFunctionCode' }],
      because: [{ file: 'orders.yaml', range: { start: { line: 10, character: 41 } } }],
    });
  });

  it('says when a name is of several things, and of none', async () => {
    const here = await folder({ ...files, 'more.yaml': template });
    const several = await bulkhead(here, ['reach', '--from', 'developers', '--to', 'Orders']);
    expect(several.status).toBe(0);
    expect(several.err).toContain(
      '`developers` is 2 things, all of which are meant: user developers (development) in more.yaml; user',
    );
    const none = await bulkhead(here, ['reach', '--from', 'nobody']);
    expect([none.status, none.out, none.err]).toEqual([2, '', 'bulkhead: nothing here is called `nobody`\n']);
    const unasked = await bulkhead(here, ['reach']);
    expect([unasked.status, unasked.err]).toEqual([2, 'bulkhead: say `--from`, `--to` or both\n']);
  });

  it('takes an account for all that stands there', async () => {
    const statement = (principal: string) => `[{ Effect: Allow, Principal: ${principal}, Action: sts:AssumeRole }]`;
    const deploy = `Resources:
  Deploy:
    Type: AWS::IAM::Role
    Properties:
      RoleName: deploy
      AssumeRolePolicyDocument: { Statement: ${statement('{ AWS: "arn:aws:iam::444455556666:root" }')} }
`;
    const anna = `Resources:
  Anna:
    Type: AWS::IAM::User
    Properties:
      UserName: anna
      Policies: [{ PolicyName: own, PolicyDocument: { Statement: [{ Effect: Allow, Action: sts:AssumeRole, Resource: "*" }] } }]
`;
    const here = await folder({ 'bulkhead.yaml': apart, 'prod/a.yaml': deploy, 'dev/a.yaml': anna });
    const heads = async (...names: string[]) => {
      const { out, err } = await bulkhead(here, ['reach', ...names]);
      expect(err).not.toMatch(/all of which are meant|nothing here/);
      return out.split('\n').filter(line => /^\w.*reach/.test(line));
    };
    const both = [
      'anna (development, 444455556666) reaches deploy (production, 111122223333)',
      'account 444455556666 (development) reaches deploy (production, 111122223333)',
    ];
    expect(await heads('--from', '444455556666')).toEqual(both);
    expect(await heads('--from', 'arn:aws:iam::444455556666:root', '--to', '111122223333')).toEqual(both);
    expect(await heads('--from', '111122223333')).toEqual([]);
  });

  it('says of whom it knows not all policies', async () => {
    const own = 'arn:aws:iam::111122223333:policy/Own';
    const held = template.replace('UserName: developers', `UserName: developers\n      ManagedPolicyArns: ["${own}"]`);
    const here = await folder({ 'orders.yaml': held });
    const { err } = await bulkhead(here, ['reach', '--from', 'Developers']);
    expect(err).toContain(`not known here: what \`${own}\` on \`developers\` allows\n`);
    const { out } = await bulkhead(here, ['reach', '--from', 'Developers', '--format', 'json']);
    const { unread } = JSON.parse(out) as AccessPaths;
    expect(unread.map(({ principal, policies }) => [principal.name, policies])).toEqual([['developers', [own]]]);
  });

  it('is incomplete where a file is', async () => {
    const here = await folder({ ...files, 'broken.yaml': `${template}\n  - [` });
    const { status, err } = await bulkhead(here, ['reach', '--to', 'Orders']);
    expect(status).toBe(3);
    expect(err).toContain('broken.yaml: not read whole');
  });
});
