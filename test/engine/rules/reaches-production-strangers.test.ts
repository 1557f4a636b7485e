/** Whom a policy of production lets in that lets in anyone; and whose tokens a federation takes. */
import { describe, expect, it } from 'vitest';
import { apart } from '../../support/settings';
import { findings } from '../../support/workspace';

/** Severity, confidence and message of each, without what is not of this rule. */
function told(resources: object): readonly string[] {
  return findings({ 'bulkhead.yaml': apart, 'prod/a.json': JSON.stringify({ Resources: resources }) })
    .filter(({ finding }) => finding.rule === 'reaches-production')
    .map(({ finding }) => `${finding.severity} ${finding.confidence} ${finding.message}`);
}

const trusting = (principal: unknown, condition: object = {}, more: readonly object[] = []) => ({
  R: {
    Type: 'AWS::IAM::Role',
    Properties: {
      AssumeRolePolicyDocument: {
        Statement: [
          {
            Effect: 'Allow',
            Principal: principal,
            Action: ['sts:AssumeRole', 'sts:AssumeRoleWithWebIdentity'],
            Condition: condition,
          },
          ...more,
        ],
      },
    },
  },
});
const anyone = (action: string | readonly string[], condition: object = {}) => ({
  Effect: 'Allow',
  Principal: '*',
  Action: action,
  Resource: '*',
  Condition: condition,
});
const unless = (condition: object) => ({
  Effect: 'Deny',
  Principal: '*',
  Action: '*',
  Resource: '*',
  Condition: condition,
});
const bucket = (...statements: readonly object[]) => ({
  B: { Type: 'AWS::S3::Bucket', Properties: { PublicAccessBlockConfiguration: { BlockPublicAcls: true } } },
  P: {
    Type: 'AWS::S3::BucketPolicy',
    Properties: { Bucket: { Ref: 'B' }, PolicyDocument: { Statement: statements } },
  },
});
const key = (...statements: readonly object[]) => ({
  K: { Type: 'AWS::KMS::Key', Properties: { KeyPolicy: { Statement: statements } } },
});

const open = 'nothing keeps anybody out of production';
const openRole = [`error certain anyone reaches \`R\`, which is production: ${open}`];
const own = { StringEquals: { 'aws:PrincipalAccount': '111122223333' } };

describe('a role that trusts anyone', () => {
  it.each([
    ['with no condition', {}],
    ['with what callers choose', { Bool: { 'aws:MultiFactorAuthPresent': 'true' } }],
    ['with a tag of their own', { StringEquals: { 'aws:PrincipalTag/team': 'orders' } }],
    ['from every address', { IpAddress: { 'aws:SourceIp': ['0.0.0.0/1', '128.0.0.0/1'] } }],
    ['if they are of an organization, or of none', { StringEqualsIfExists: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' } }],
    ['but one account', { StringNotEquals: { 'aws:PrincipalAccount': '444455556666' } }],
    ['called so in any account', { ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:role/deploy' } }],
  ])('is open to all: %s', (_, condition) => {
    expect(told(trusting('*', condition))).toEqual(openRole);
    expect(told(trusting({ AWS: '*' }, condition))).toEqual(openRole);
  });

  it.each([
    own,
    { StringEquals: { 'aws:PrincipalAccount': { Ref: 'AWS::AccountId' } } },
    { ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::111122223333:role/*' } },
    { ArnEquals: { 'aws:PrincipalArn': 'arn:aws:iam::111122223333:role/deploy' } },
    { StringEquals: { 'aws:SourceAccount': '111122223333' } },
    { StringLike: { 'aws:userid': 'AROAEXAMPLEID:*' } },
    { StringEquals: { 'aws:PrincipalAccount': ['111122223333', { Ref: 'AWS::AccountId' }] } },
  ])('lets in nobody from outside: %j', condition => {
    expect(told(trusting('*', condition))).toEqual([]);
  });

  it('may let in an organization', () => {
    const [finding, ...others] = told(trusting('*', { StringEquals: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' } }));
    expect(others).toEqual([]);
    expect(finding).toBe(
      'warning possible anyone of the organization o-a1b2c3d4e5 may reach `R`, which is production: whoever works in another environment may be of it too',
    );
    const paths = { 'ForAnyValue:StringLike': { 'aws:PrincipalOrgPaths': 'o-a1b2c3d4e5/r-ab12/ou-ab12-11111111/*' } };
    expect(told(trusting('*', paths))).toEqual([finding]);
  });

  it.each([
    [{ StringEquals: { 'sts:ExternalId': 'secret' } }, '`sts:ExternalId` is `secret`'],
    [{ StringEquals: { 'aws:SourceVpce': 'vpce-1' } }, '`aws:SourceVpce` is `vpce-1`'],
    [{ StringEquals: { 'aws:SourceVpc': 'vpc-1' } }, '`aws:SourceVpc` is `vpc-1`'],
    [{ IpAddress: { 'aws:SourceIp': '192.0.2.0/24' } }, '`aws:SourceIp` is within `192.0.2.0/24`'],
  ])('says what else keeps others out: %j', (condition, words) => {
    expect(told(trusting('*', condition))).toEqual([
      `error possible anyone may reach \`R\`, which is production: nothing else keeps others out of production than that ${words}`,
    ]);
  });
});

describe('data that lets in anyone', () => {
  const openBucket = [`error certain anyone reaches \`B\`, which is production: ${open}`];
  const write = anyone('s3:PutObject');

  it('is open to all past what callers choose', () => {
    expect(told(bucket(write))).toEqual(openBucket);
    expect(told(bucket(anyone('s3:PutObject', { StringEquals: { 's3:x-amz-acl': 'private' } })))).toEqual(openBucket);
    expect(told(bucket(write, unless({ Bool: { 'aws:SecureTransport': 'false' } })))).toEqual(openBucket);
  });

  it.each([
    { StringNotEquals: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' } },
    { StringNotEquals: { 'aws:SourceVpce': 'vpce-1' } },
    { StringNotEquals: { 'aws:PrincipalAccount': '111122223333' } },
    { StringNotLike: { 'aws:userId': ['AROAEXAMPLEID:*', '111122223333'] } },
    {
      StringNotEqualsIfExists: { 'aws:PrincipalAccount': '111122223333' },
      BoolIfExists: { 'aws:PrincipalIsAWSService': 'false' },
    },
  ])('and is not told of where a Deny keeps out all but those: %j', condition => {
    expect(told(bucket(write, unless(condition)))).toEqual([]);
  });

  it('is so for all but those whom it names', () => {
    const others = { ...write, Principal: undefined, NotPrincipal: { AWS: 'arn:aws:iam::444455556666:root' } };
    expect(told(bucket(others))).toEqual(openBucket);
  });

  it('is not told of where a policy of the organization keeps out all but its own', () => {
    const perimeter = (target: string) => ({
      Perimeter: {
        Type: 'AWS::Organizations::Policy',
        Properties: {
          Name: 'perimeter',
          Type: 'RESOURCE_CONTROL_POLICY',
          TargetIds: [target],
          Content: {
            Statement: [{ ...unless({ StringNotEquals: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' } }), Action: 's3:*' }],
          },
        },
      },
    });
    const files = (target: string) => ({
      'bulkhead.yaml': apart,
      'prod/a.json': JSON.stringify({ Resources: bucket(write) }),
      'organization/a.json': JSON.stringify({ Resources: perimeter(target) }),
    });
    const count = (target: string) =>
      findings(files(target)).filter(({ finding }) => finding.rule === 'reaches-production').length;
    expect([count('111122223333'), count('444455556666')]).toEqual([0, 1]);
  });

  it('is a key too, and a secret, which nobody means for all to read', () => {
    const openKey = [`error certain anyone reaches \`K\`, which is production: ${open}`];
    expect(told(key(anyone('kms:*')))).toEqual(openKey);
    expect(told(key(anyone('kms:Decrypt')))).toEqual(openKey);
    const secret = {
      K: { Type: 'AWS::SecretsManager::Secret' },
      P: {
        Type: 'AWS::SecretsManager::ResourcePolicy',
        Properties: {
          SecretId: { Ref: 'K' },
          ResourcePolicy: { Statement: [anyone('secretsmanager:GetSecretValue')] },
        },
      },
    };
    expect(told(secret)).toEqual(openKey);
  });

  it.each(['111122223333', { Ref: 'AWS::AccountId' }])(
    'unless only its own account asks through a service',
    account => {
      const condition = {
        StringEquals: { 'kms:CallerAccount': account, 'kms:ViaService': 's3.eu-west-1.amazonaws.com' },
      };
      expect(told(key(anyone(['kms:Decrypt', 'kms:GenerateDataKey*'], condition)))).toEqual([]);
    },
  );
});

const host = 'token.actions.githubusercontent.com';
const provider = (name: string) => ({ Federated: `arn:aws:iam::111122223333:oidc-provider/${name}` });
const by = (name: string, condition: object) =>
  told(trusting(provider(name), condition)).map(one => one.replace(/ reaches `R`, which is production.*/, ''));
const subject = (operator: string, ...values: readonly string[]) => ({ [operator]: { [`${host}:sub`]: values } });

describe('a federation', () => {
  const world = 'error certain anyone with a repository anywhere';
  const app = 'warning certain anyone with push access to acme/app';

  it.each<[object, string]>([
    [{}, world],
    [{ StringEquals: { [`${host}:aud`]: 'sts.amazonaws.com' } }, world],
    [subject('StringLike', '*'), world],
    [subject('StringLike', 'repo:*'), world],
    [subject('StringNotLike', 'repo:evil/*'), world],
    [subject('StringLike', 'repo:acme/app:ref:refs/heads/main', 'repo:*'), world],
    [subject('StringEquals', 'environment:production'), world],
    [{ StringLike: { 'Token.Actions.GithubUserContent.com:Sub': 'repo:*' } }, world],
    [subject('StringLike', 'repo:acme*'), 'error certain anyone with a repository called like acme*'],
    [subject('StringLike', 'repo:acme*/app:*'), 'error certain anyone with a repository called like acme*/app'],
    [subject('StringLike', 'repo:*/app:*'), 'error certain anyone with a repository called like */app'],
    [subject('StringLike', 'repo:acme/*'), 'warning certain anyone with push access to a repository of acme'],
    [subject('StringLike', 'repo:acme@12/*'), 'warning certain anyone with push access to a repository of acme'],
    [subject('StringLike', 'repo:acme/app:*'), app],
    [subject('StringLikeIfExists', 'repo:acme/app:*'), app],
    [subject('StringLike', 'repo:acme/app:ref:refs/heads/*'), app],
    [subject('StringLike', 'repo:acme/app:environment:*'), app],
    [
      subject('StringEquals', 'repo:acme/app:pull_request'),
      'warning certain anyone who opens a pull request in acme/app',
    ],
    [
      { StringEquals: { [`${host}:repository_id`]: '456' }, StringLike: { [`${host}:sub`]: 'repo:*' } },
      'warning certain anyone with push access to the repository 456',
    ],
    [{ StringEquals: { [`${host}:repository`]: 'acme/app' } }, app],
    [
      { 'ForAllValues:StringEquals': { [`${host}:environment`]: 'prod' }, ...subject('StringLike', 'repo:acme/app:*') },
      app,
    ],
  ])('is open: %j', (condition, who) => {
    expect(by(host, condition)).toEqual([who]);
  });

  it.each([
    subject('StringEquals', 'repo:acme/app:ref:refs/heads/main'),
    subject('StringEquals', 'repo:acme/app:environment:production'),
    subject('StringLike', 'repo:acme@*/app@*:environment:production'),
    subject('StringEquals', 'job_workflow_ref:acme/ci/.github/workflows/deploy.yml@refs/heads/main'),
    subject('StringEquals', 'repo:acme/*'),
    { StringEquals: { [`${host}:repository_owner`]: 'acme' } },
    {
      StringEquals: { [`${host}:repository_id`]: '456', [`${host}:ref`]: 'refs/heads/main' },
      StringLike: { [`${host}:sub`]: 'repo:*' },
    },
    { StringEquals: { [`${host}:environment`]: 'production' }, StringLike: { [`${host}:sub`]: 'repo:acme/app:*' } },
  ])('is for one branch, one environment, or nobody: %j', condition => {
    expect(by(host, condition)).toEqual([]);
  });

  it('is as narrow as what a Deny asks of tokens', () => {
    const deny = (value: string) => ({
      Effect: 'Deny',
      Principal: provider(host),
      Action: 'sts:AssumeRoleWithWebIdentity',
      Condition: subject('StringNotLike', value),
    });
    expect(told(trusting(provider(host), {}, [deny('repo:acme/app:ref:refs/heads/main')]))).toEqual([]);
    expect(told(trusting(provider(host), {}, [deny('repo:acme/*')]))).toHaveLength(1);
  });

  it.each(['token.actions.githubusercontent.com/acme', 'ghe.acme.com/_services/token'])(
    'of one organization alone is not for the world: %s',
    name => {
      expect(by(name, {})).toEqual([`warning certain anyone with push access to a repository on ${name}`]);
      const app = { StringLike: { [`${name}:sub`]: 'repo:acme/app:*' } };
      expect(by(name, app)).toEqual(['warning certain anyone with push access to acme/app']);
    },
  );

  it.each<[string, string, string, string | undefined]>([
    ['gitlab.com', 'aud', 'https://gitlab.com', 'error certain anyone with a project on gitlab.com'],
    [
      'gitlab.com',
      'sub',
      'project_path:acme/*:ref_type:branch:ref:*',
      'warning certain anyone with push access to acme/…',
    ],
    ['gitlab.com', 'sub', 'project_path:acme/app:ref_type:branch:ref:main', undefined],
    [
      'git.acme.internal',
      'sub',
      'project_path:acme/app:ref_type:branch:ref:*',
      'warning certain anyone with push access to acme/app',
    ],
    ['app.terraform.io', 'aud', 'aws', 'error certain anyone with an organization on app.terraform.io'],
    [
      'app.terraform.io',
      'sub',
      'organization:acme:project:*:workspace:prod:run_phase:*',
      'warning certain anyone who starts a plan in the workspace prod of acme',
    ],
    ['app.terraform.io', 'sub', 'organization:acme:project:p:workspace:prod:run_phase:apply', undefined],
    [
      'agent.buildkite.com',
      'sub',
      'organization:acme:pipeline:app:ref:*',
      'warning certain anyone with push access to acme/app',
    ],
    ['agent.buildkite.com', 'sub', 'organization:acme:pipeline:app:ref:refs/heads/main:commit:*:step:*', undefined],
    ['oidc.vercel.com/acme', 'aud', 'https://vercel.com/acme', undefined],
    ['oidc.eks.eu-west-1.amazonaws.com/id/ABC', 'aud', 'sts.amazonaws.com', undefined],
    [
      'api.bitbucket.org/2.0/workspaces/acme/pipelines-config/identity/oidc',
      'aud',
      'ari:cloud',
      'warning certain anyone with push access to a repository of the workspace acme',
    ],
  ])('of %s, %s %s', (name, claim, value, who) => {
    const condition = { StringLike: { [`${name}:${claim}`]: value } };
    expect(by(name, condition)).toEqual(who === undefined ? [] : [who]);
  });
});

describe('a build', () => {
  const role = (name: string, service: string, statements: readonly object[]) => ({
    Type: 'AWS::IAM::Role',
    Properties: {
      RoleName: name,
      AssumeRolePolicyDocument: {
        Statement: [{ Effect: 'Allow', Principal: { Service: service }, Action: 'sts:AssumeRole' }],
      },
      Policies: [{ PolicyName: 'own', PolicyDocument: { Statement: statements } }],
    },
  });
  const build = (events: string, more: object = {}, filters: readonly object[] = []) => ({
    R: role('build', 'codebuild.amazonaws.com', [
      { Effect: 'Allow', Action: 'dynamodb:*', Resource: { 'Fn::GetAtt': ['T', 'Arn'] } },
    ]),
    T: { Type: 'AWS::DynamoDB::Table' },
    Build: {
      Type: 'AWS::CodeBuild::Project',
      Properties: {
        ServiceRole: { 'Fn::GetAtt': ['R', 'Arn'] },
        Source: { Type: 'GITHUB', Location: 'https://github.com/acme/app.git' },
        Triggers: { Webhook: true, FilterGroups: [[{ Type: 'EVENT', Pattern: events }, ...filters]], ...more },
      },
    },
  });
  const harm = 'what is pushed there, reviewed or not, can reach production';

  it('of every push or pull request begins a path', () => {
    expect(told(build('PUSH'))).toEqual([
      `warning certain anyone with push access to acme/app reaches \`Build\`, which is production: ${harm}`,
    ]);
    expect(
      told(build('PULL_REQUEST_CREATED', { PullRequestBuildPolicy: { RequiresCommentApproval: 'DISABLED' } })),
    ).toEqual([
      `warning certain anyone who opens a pull request in acme/app reaches \`Build\`, which is production: ${harm}`,
    ]);
  });

  it('of one branch does not', () => {
    expect(told(build('PUSH', {}, [{ Type: 'HEAD_REF', Pattern: '^refs/heads/main$' }]))).toEqual([]);
  });
});

describe('a role for guests of an identity pool', () => {
  const guests = (states: string, ...statements: readonly object[]) => ({
    R: {
      Type: 'AWS::IAM::Role',
      Properties: {
        AssumeRolePolicyDocument: {
          Statement: [
            {
              Effect: 'Allow',
              Principal: { Federated: 'cognito-identity.amazonaws.com' },
              Action: 'sts:AssumeRoleWithWebIdentity',
              Condition: {
                StringEquals: { 'cognito-identity.amazonaws.com:aud': 'us-east-1:p' },
                'ForAnyValue:StringLike': { 'cognito-identity.amazonaws.com:amr': states },
              },
            },
          ],
        },
        Policies: [{ PolicyName: 'own', PolicyDocument: { Statement: statements } }],
      },
    },
    T: { Type: 'AWS::DynamoDB::Table', Properties: { TableName: 'orders' } },
  });
  const read = { Effect: 'Allow', Action: 'dynamodb:GetItem', Resource: { 'Fn::GetAtt': ['T', 'Arn'] } };

  it('that reads data opens it to all', () => {
    expect(told(guests('unauthenticated', read))).toEqual([
      `error certain anyone, as a guest of the identity pool us-east-1:p reaches \`orders\` by \`R\`, which is production: ${open}`,
    ]);
  });

  it('that touches nothing is as it should be', () => {
    expect(told(guests('unauthenticated', { ...read, Action: 'mobiletargeting:PutEvents' }))).toEqual([]);
  });

  it('that those get who sign in does not', () => {
    expect(told(guests('authenticated', read))).toEqual([]);
  });
});
