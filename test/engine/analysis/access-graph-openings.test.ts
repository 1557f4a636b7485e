/** Ways in that have to be set up besides what policies say: addresses of functions, guests of identity pools, logins of databases. */
import { describe, expect, it, test } from 'vitest';
import { edgesFrom, graphOf, terraform } from '../../support/access-graph';

type Json = Readonly<Record<string, unknown>>;
const edges = (resources: Json, label: string, parameters: Json = {}) =>
  edgesFrom(graphOf({ 'a.json': JSON.stringify({ Parameters: parameters, Resources: resources }) }), label);
const ref = (name: string) => ({ Ref: name });
const role = (trust: Json) => ({
  Type: 'AWS::IAM::Role',
  Properties: { AssumeRolePolicyDocument: { Statement: [trust] } },
});

describe('the address of a function', () => {
  const fn = {
    Prod: role({ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' }),
    Fn: { Type: 'AWS::Lambda::Function', Properties: { FunctionName: 'fn', Role: { 'Fn::GetAtt': ['Prod', 'Arn'] } } },
  };
  const permission = (Action: string, more: Json = {}) => ({
    Type: 'AWS::Lambda::Permission',
    Properties: { FunctionName: ref('Fn'), Action, Principal: '*', ...more },
  });
  const url = (AuthType: unknown) => ({
    Type: 'AWS::Lambda::Url',
    Properties: { TargetFunctionArn: ref('Fn'), AuthType },
  });
  const byUrl = permission('lambda:InvokeFunctionUrl', { FunctionUrlAuthType: 'NONE' });
  const called = permission('lambda:InvokeFunction', { InvokedViaFunctionUrl: true });

  test.each([
    ['for anyone, with both permissions', { A: byUrl, B: called, U: url('NONE') }, ['anyone reads Fn']],
    ['for anyone, with one', { A: byUrl, U: url('NONE') }, ['possibly anyone reads Fn']],
    ['for anyone, with the other', { B: called, U: url('NONE') }, []],
    ['for those who sign', { A: byUrl, B: called, U: url('AWS_IAM') }, []],
    ['that nobody here tells of', { A: byUrl, B: called }, ['possibly anyone reads Fn']],
    ['that deployment decides about', { A: byUrl, B: called, U: url(ref('Auth')) }, ['possibly anyone reads Fn']],
  ])('%s', (_, more, found) => {
    expect(edges({ ...fn, ...more }, 'anyone', { Auth: { Type: 'String' } })).toEqual(found);
  });

  it('for those who sign is called by a principal who may', () => {
    const statement = {
      Effect: 'Allow',
      Action: 'lambda:InvokeFunctionUrl',
      Resource: { 'Fn::GetAtt': ['Fn', 'Arn'] },
    };
    const Policies = [{ PolicyName: 'p', PolicyDocument: { Statement: [statement] } }];
    const dev = { Dev: { Type: 'AWS::IAM::User', Properties: { Policies } } };
    for (const type of ['AWS_IAM', 'NONE'])
      expect(edges({ ...fn, ...dev, U: url(type) }, 'Dev')).toEqual(['Dev reads Fn']);
  });

  it('in SAM comes with its permissions', () => {
    const sam = (AuthType: string) => ({
      Fn: { Type: 'AWS::Serverless::Function', Properties: { FunctionUrlConfig: { AuthType } } },
    });
    expect(edges(sam('NONE'), 'anyone')).toEqual(['anyone reads Fn']);
    expect(edges(sam('AWS_IAM'), 'anyone')).toEqual([]);
    const open = { AuthType: 'NONE' };
    const either = (FunctionUrlConfig: unknown) =>
      edgesFrom(
        graphOf({
          'a.json': JSON.stringify({
            Parameters: { Auth: { Type: 'String' } },
            Conditions: { C: { 'Fn::Equals': [ref('Auth'), 'NONE'] } },
            Resources: { Fn: { Type: 'AWS::Serverless::Function', Properties: { FunctionUrlConfig } } },
          }),
        }),
        'anyone',
      );
    const maybe = ['possibly anyone reads Fn'];
    expect(either({ 'Fn::If': ['C', open, ref('AWS::NoValue')] })).toEqual(maybe);
    expect(either({ 'Fn::If': ['C', { AuthType: 'AWS_IAM' }, open] })).toEqual(maybe);
    expect(either({ 'Fn::If': ['C', { AuthType: 'AWS_IAM' }, ref('AWS::NoValue')] })).toEqual([]);
  });

  test.each([
    ['by a reference', { 'Fn::Sub': '${Fn}:live' }],
    ['by its name', 'fn:live'],
    ['by its ARN', 'arn:aws:lambda:eu-west-1:111122223333:function:fn:live'],
    ['by a reference to its ARN', { 'Fn::Join': [':', [{ 'Fn::GetAtt': ['Fn', 'Arn'] }, 'live']] }],
  ])('of an alias of it is one of the function: %s', (_, FunctionName) => {
    const to = (one: { readonly Properties: Json }) => ({ ...one, Properties: { ...one.Properties, FunctionName } });
    const found = edges({ ...fn, A: to(byUrl), B: to(called), U: url('NONE') } as Json, 'anyone');
    expect(found).toEqual(['anyone reads Fn']);
  });

  it('in Terraform', () => {
    const found = (type: string, areWritten = true) =>
      edgesFrom(
        graphOf(
          terraform({
            aws_lambda_function: { fn: { function_name: 'fn' } },
            aws_lambda_function_url: {
              u: { function_name: '${aws_lambda_function.fn.function_name}', authorization_type: type },
            },
            aws_lambda_permission: areWritten && {
              a: {
                function_name: '${aws_lambda_function.fn.function_name}',
                action: 'lambda:InvokeFunctionUrl',
                principal: '*',
                function_url_auth_type: 'NONE',
              },
              b: {
                function_name: '${aws_lambda_function.fn.function_name}',
                action: 'lambda:InvokeFunction',
                principal: '*',
                invoked_via_function_url: true,
              },
            },
          }),
        ),
        'anyone',
      );
    expect(found('NONE')).toEqual(['anyone reads fn']);
    expect(found('AWS_IAM')).toEqual([]);
    expect(found('NONE', false)).toEqual(['possibly anyone reads fn']);
    expect(found('AWS_IAM', false)).toEqual([]);
  });
});

describe('guests of an identity pool', () => {
  const cognito = 'cognito-identity.amazonaws.com';
  const trusting = (state: string, pool: unknown = ref('Pool')) =>
    role({
      Effect: 'Allow',
      Principal: { Federated: cognito },
      Action: 'sts:AssumeRoleWithWebIdentity',
      Condition: {
        StringEquals: { [`${cognito}:aud`]: pool },
        ...(state === '' ? {} : { 'ForAnyValue:StringLike': { [`${cognito}:amr`]: state } }),
      },
    });
  const found = (guests: unknown, state = 'unauthenticated', pool: unknown = ref('Pool')) => {
    const resources = {
      Pool: { Type: 'AWS::Cognito::IdentityPool', Properties: { AllowUnauthenticatedIdentities: guests } },
      R: trusting(state, pool),
    };
    const graph = graphOf({
      'a.json': JSON.stringify({ Parameters: { Guests: { Type: 'String' } }, Resources: resources }),
    });
    return [...graph.nodes.values()].flatMap(({ id, kind, label }) =>
      kind === 'federated' ? graph.from(id).map(({ certain }) => `${certain ? '' : 'possibly '}${label}`) : [],
    );
  };
  const guest = ['anyone, as a guest of the identity pool ${Pool}'];

  it('are those that it takes', () => {
    expect(found(true)).toEqual(guest);
    expect(found(false)).toEqual([]);
    expect(found(ref('Guests'))).toEqual([`possibly ${guest[0]}`]);
  });

  const member = 'anyone who signs in to the identity pool ${Pool}';

  it('are not all whom a pattern means, and are meant where none is asked for', () => {
    for (const state of ['*authenticated', '*', '']) {
      expect(found(false, state)).toEqual([member]);
      expect(found(true, state)).toEqual([...guest, member]);
    }
    expect(found(false, 'un*')).toEqual([]);
    expect(found(true, 'graph.facebook.com')).toEqual([member]);
    expect(found(true, '', 'eu-west-1:1234')).toEqual([
      'possibly anyone, as a guest of the identity pool eu-west-1:1234',
      'anyone who signs in to the identity pool eu-west-1:1234',
    ]);
  });

  it('are not who signs in, and not of a pool that nobody knows', () => {
    expect(found(false, 'authenticated')).toEqual(['anyone who signs in to the identity pool ${Pool}']);
    expect(found(false, 'unauthenticated', 'eu-west-1:1234')).toEqual([
      'anyone, as a guest of the identity pool eu-west-1:1234',
    ]);
  });
});

describe('logins of a database', () => {
  const found = (type: string, properties: Json, statement: Json) =>
    edges({ Db: { Type: type, Properties: properties }, ...dev(statement) }, 'Dev', { Iam: { Type: 'String' } });
  const dev = (statement: Json) => {
    const Policies = [{ PolicyName: 'p', PolicyDocument: { Statement: [{ Effect: 'Allow', ...statement }] } }];
    return { Dev: { Type: 'AWS::IAM::User', Properties: { Policies } } };
  };
  const connect = { Action: 'rds-db:connect', Resource: '*' };
  const named = {
    Action: 'rds-db:connect',
    Resource: { 'Fn::Sub': 'arn:aws:rds-db:*:*:dbuser:${Db.DbiResourceId}/app' },
  };
  const iam = 'EnableIAMDatabaseAuthentication';

  test.each([
    ['on', { [iam]: true }, ['Dev reads Db']],
    ['off', { [iam]: false }, []],
    ['not said', {}, []],
    ['open', { [iam]: ref('Iam') }, ['possibly Dev reads Db']],
    ['that of its cluster', { DBClusterIdentifier: 'c' }, ['possibly Dev reads Db']],
  ])('%s', (_, properties, edge) => {
    expect(found('AWS::RDS::DBInstance', properties, connect)).toEqual(edge);
    const isOff = edge.length === 0;
    if (isOff) expect(found('AWS::RDS::DBInstance', properties, named)).toEqual([]);
  });

  it('of a cluster, and its Data API', () => {
    expect(found('AWS::RDS::DBCluster', { [iam]: true }, connect)).toEqual(['Dev reads Db']);
    expect(found('AWS::RDS::DBCluster', {}, connect)).toEqual([]);
    const run = { Action: ['rds-data:ExecuteStatement', 'secretsmanager:GetSecretValue'], Resource: '*' };
    expect(found('AWS::RDS::DBCluster', { EnableHttpEndpoint: true }, run)).toEqual(['Dev reads Db']);
    expect(found('AWS::RDS::DBCluster', {}, run)).toEqual([]);
  });

  it('of a member of a cluster are those of the cluster', () => {
    const found = (on: boolean) =>
      edges(
        {
          Cluster: { Type: 'AWS::RDS::DBCluster', Properties: { [iam]: on } },
          Member: { Type: 'AWS::RDS::DBInstance', Properties: { DBClusterIdentifier: ref('Cluster'), [iam]: true } },
          ...dev(connect),
        },
        'Dev',
      );
    expect(found(false)).toEqual([]);
    expect(found(true)).toEqual(['Dev reads Cluster', 'Dev reads Member']);
  });

  it('go by a proxy that takes them', () => {
    const found = (Auth: Json) =>
      edges(
        {
          Db: { Type: 'AWS::RDS::DBInstance', Properties: {} },
          Proxy: { Type: 'AWS::RDS::DBProxy', Properties: { Auth: [{ AuthScheme: 'SECRETS', ...Auth }] } },
          Targets: {
            Type: 'AWS::RDS::DBProxyTargetGroup',
            Properties: { DBProxyName: ref('Proxy'), DBInstanceIdentifiers: [ref('Db')] },
          },
          ...dev(connect),
        },
        'Dev',
      );
    for (const word of ['REQUIRED', 'ENABLED', ref('Iam')])
      expect(found({ IAMAuth: word })).toEqual(['possibly Dev reads Db']);
    expect(found({})).toEqual([]);
    expect(found({ IAMAuth: 'DISABLED' })).toEqual([]);
  });

  it('are possible where who has them for statements may turn the Data API on', () => {
    const found = (Action: string) =>
      edges(
        {
          Db: { Type: 'AWS::RDS::DBCluster', Properties: {} },
          ...dev({ Action: ['rds-data:ExecuteStatement', 'secretsmanager:GetSecretValue', Action], Resource: '*' }),
        },
        'Dev',
      );
    expect(found('rds:EnableHttpEndpoint')).toEqual(['possibly Dev reads Db']);
    expect(found('rds:ModifyDBCluster')).toEqual(['possibly Dev reads Db', 'Dev administers Db']);
    expect(found('rds:DescribeDBClusters')).toEqual([]);
  });

  it('in Terraform', () => {
    const of = (more: Json, others: Json = {}) =>
      edgesFrom(
        graphOf(
          terraform({
            ...others,
            aws_db_instance: { db: { identifier: 'db', ...more } },
            aws_iam_user: { dev: { name: 'dev' } },
            aws_iam_user_policy: {
              p: {
                user: '${aws_iam_user.dev.name}',
                policy: JSON.stringify({ Statement: [{ Effect: 'Allow', ...connect }] }),
              },
            },
          }),
        ),
        'dev',
      );
    expect(of({})).toEqual([]);
    expect(of({ iam_database_authentication_enabled: true })).toEqual(['dev reads db']);
    expect(of({ iam_database_authentication_enabled: '${var.on}' })).toEqual(['possibly dev reads db']);
    const proxied = (iam_auth: string) => ({
      aws_db_proxy: { p: { name: 'p', auth: [{ iam_auth }] } },
      aws_db_proxy_target: {
        t: { db_proxy_name: '${aws_db_proxy.p.name}', db_instance_identifier: '${aws_db_instance.db.identifier}' },
      },
    });
    expect(of({}, proxied('REQUIRED'))).toEqual(['possibly dev reads db']);
    expect(of({}, proxied('DISABLED'))).toEqual([]);
  });
});

describe('a block of public access for the account', () => {
  const bucket = (policy: Json, block: Json | undefined, other = '111122223333', own: Json | 'none' = {}) =>
    edgesFrom(
      graphOf({
        'main.tf.json': JSON.stringify({
          provider: { aws: { allowed_account_ids: ['111122223333'] } },
          resource: {
            ...(own !== 'none' && {
              aws_s3_bucket_public_access_block: { b: { bucket: '${aws_s3_bucket.b.id}', ...own } },
            }),
            aws_s3_bucket: { b: { bucket: 'b' } },
            aws_s3_bucket_policy: { p: { bucket: '${aws_s3_bucket.b.id}', policy: JSON.stringify(policy) } },
          },
        }),
        'account/main.tf.json': JSON.stringify({
          provider: { aws: { allowed_account_ids: [other] } },
          resource: block ? { aws_s3_account_public_access_block: { all: block } } : {},
        }),
      }),
    );
  const open = (more: Json = {}) => ({
    Statement: [{ Effect: 'Allow', Principal: '*', Action: 's3:GetObject', Resource: 'arn:aws:s3:::b/*', ...more }],
  });

  it('keeps anyone out of all its buckets', () => {
    expect(bucket(open(), undefined)).toEqual(['anyone reads b']);
    expect(bucket(open(), { block_public_acls: true })).toEqual(['anyone reads b']);
    for (const name of ['restrict_public_buckets', 'block_public_policy'])
      expect(bucket(open(), { [name]: true })).toEqual([]);
    expect(bucket(open(), { restrict_public_buckets: true, account_id: '111122223333' }, '999988887777')).toEqual([]);
  });

  const restricting = { restrict_public_buckets: true };
  const service = { Principal: { Service: 'cloudfront.amazonaws.com' } };
  const named = { Principal: { AWS: 'arn:aws:iam::222233334444:root' } };

  it('is that of a new bucket, if nothing says otherwise', () => {
    const maybe = ['possibly anyone reads b'];
    const found = (own: Json | 'none') => bucket(open(), undefined, undefined, own);
    expect(found('none')).toEqual(maybe);
    expect(found({ block_public_policy: '${var.block}' })).toEqual(maybe);
    expect(found({ block_public_policy: false })).toEqual(['anyone reads b']);
    const template = (properties: Json) =>
      edges(
        {
          B: { Type: 'AWS::S3::Bucket', Properties: { BucketName: 'b', ...properties } },
          P: { Type: 'AWS::S3::BucketPolicy', Properties: { Bucket: ref('B'), PolicyDocument: open() } },
        },
        'anyone',
        { Block: { Type: 'String' } },
      );
    const configured = (PublicAccessBlockConfiguration: unknown) => template({ PublicAccessBlockConfiguration });
    expect(template({})).toEqual(['possibly anyone reads B']);
    expect(configured({ BlockPublicPolicy: ref('Block') })).toEqual(['possibly anyone reads B']);
    expect(configured({ BlockPublicAcls: true })).toEqual(['anyone reads B']);
    expect(configured({ RestrictPublicBuckets: true })).toEqual([]);
  });

  it('keeps other accounts out too where a policy is for anyone', () => {
    const both = { Statement: [...open().Statement, ...open(named).Statement, ...open(service).Statement] };
    const delivers = 'cloudfront.amazonaws.com reads b';
    expect(bucket(both, undefined)).toEqual(['anyone reads b', 'account 222233334444 reads b', delivers]);
    expect(bucket(both, { restrict_public_buckets: true })).toEqual([delivers]);
    expect(bucket(open(named), { restrict_public_buckets: true })).toEqual(['account 222233334444 reads b']);
    expect(bucket(both, undefined, undefined, restricting)).toEqual([delivers]);
    expect(bucket(open(named), undefined, undefined, restricting)).toEqual(['account 222233334444 reads b']);
  });

  it('is not about another account, and not about an organization', () => {
    expect(bucket(open(), { restrict_public_buckets: true }, '999988887777')).toEqual(['anyone reads b']);
    const organization = open({ Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-1234567890' } } });
    const members = ['possibly anyone of the organization o-1234567890 reads b'];
    expect(bucket(organization, undefined)).toEqual(members);
    expect(bucket(organization, { restrict_public_buckets: true })).toEqual(members);
  });
});
