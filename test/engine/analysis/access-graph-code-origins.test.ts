/** What runs code from a bucket, a repository of code or of images that it names as text, beside references to these. */
import { describe, expect, it, test } from 'vitest';
import { edgesFrom, edgesOfDev, graphOf, template } from '../../support/access-graph';
import { allow, devRole } from '../../support/escalations';
import { apart } from '../../support/settings';
import type { Documents } from '../../support/workspace';

const prod = `  Prod:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument: { Statement: [{ Effect: Allow, Principal: { Service: [codebuild.amazonaws.com, codepipeline.amazonaws.com, lambda.amazonaws.com, ecs-tasks.amazonaws.com] }, Action: sts:AssumeRole }] }
`;
const resource = (id: string, type: string, properties: object) =>
  `  ${id}: ${JSON.stringify({ Type: `AWS::${type}`, Properties: properties })}\n`;
const role = { 'Fn::GetAtt': ['Prod', 'Arn'] };
const sub = (text: string) => ({ 'Fn::Sub': text });
const sources = [
  resource('Shop', 'CodeCommit::Repository', { RepositoryName: 'shop' }),
  resource('Releases', 'S3::Bucket', { BucketName: 'releases' }),
  resource('Images', 'ECR::Repository', { RepositoryName: 'team/shop' }),
  resource('Others', 'ECR::Repository', { RepositoryName: 'other/shop' }),
];
const writing = allow('codecommit:GitPush, s3:PutObject, ecr:PutImage');
const changes = (documents: Documents) => edgesFrom(graphOf(documents), 'Dev').filter(edge => /Runs/.test(edge));
const ways = (runs: string, actions = writing) => changes(template(devRole(actions), prod, ...sources, runs));
const written = ['possibly Dev changes-code Runs'];

const build = (source: object, more: object = {}) =>
  resource('Runs', 'CodeBuild::Project', { ServiceRole: role, Source: source, ...more });
const pipeline = (provider: string, configuration: object, category = 'Source') =>
  resource('Runs', 'CodePipeline::Pipeline', {
    RoleArn: role,
    Stages: [
      {
        Name: 'S',
        Actions: [{ ActionTypeId: { Category: category, Provider: provider }, Configuration: configuration }],
      },
    ],
  });
const fn = (image: unknown) => resource('Runs', 'Lambda::Function', { Role: role, Code: { ImageUri: image } });
const task = (image: unknown) =>
  resource('Runs', 'ECS::TaskDefinition', { TaskRoleArn: role, ContainerDefinitions: [{ Name: 'c', Image: image }] });
const commit = 'https://git-codecommit.eu-west-1.amazonaws.com/v1/repos';
const registry = '111122223333.dkr.ecr.eu-west-1.amazonaws.com';
const here = '${AWS::AccountId}.dkr.ecr.${AWS::Region}.${AWS::URLSuffix}';

describe('code from a source that is named as text', () => {
  test.each([
    ['codecommit:GitPush', pipeline('CodeCommit', { RepositoryName: 'shop', BranchName: 'main' })],
    ['codecommit:GitPush', build({ Type: 'CODECOMMIT', Location: `${commit}/shop` })],
    [
      'codecommit:GitPush',
      build({ Type: 'CODECOMMIT', Location: sub('https://git-codecommit.${AWS::Region}.amazonaws.com/v1/repos/shop') }),
    ],
    [
      'codecommit:GitPush',
      build({
        Type: 'CODECOMMIT',
        Location: sub('https://git-codecommit.eu-west-1.amazonaws.com/v1/repos/${Shop.Name}'),
      }),
    ],
    ['codecommit:GitPush', build({ Type: 'CODECOMMIT', Location: { 'Fn::GetAtt': ['Shop', 'CloneUrlHttp'] } })],
    [
      'codecommit:GitPush',
      build({ Type: 'NO_SOURCE' }, { SecondarySources: [{ Type: 'CODECOMMIT', Location: `${commit}/shop` }] }),
    ],
    ['s3:PutObject', pipeline('S3', { S3Bucket: 'releases', S3ObjectKey: 'app.zip' })],
    ['s3:PutObject', build({ Type: 'S3', Location: 'releases/app.zip' })],
    ['s3:PutObject', build({ Type: 'S3', Location: 'arn:aws:s3:::releases/app.zip' })],
    ['s3:PutObject', build({ Type: 'S3', Location: sub('${Releases}/app.zip') })],
    ['s3:PutObject', build({ Type: 'NO_SOURCE', BuildSpec: 'arn:aws:s3:::releases/buildspec.yml' })],
    ['s3:PutObject', build({ Type: 'NO_SOURCE', BuildSpec: sub('${Releases.Arn}/buildspec.yml') })],
    ['ecr:PutImage', pipeline('ECR', { RepositoryName: 'team/shop' })],
    ['ecr:PutImage', build({ Type: 'NO_SOURCE' }, { Environment: { Image: `${registry}/team/shop:1` } })],
    ['ecr:PutImage', fn(`${registry}/team/shop:latest`)],
    ['ecr:PutImage', fn(sub(`${here}/team/shop:latest`))],
    ['ecr:PutImage', task(`${registry}/team/shop`)],
  ])('%s: %s', (actions, runs) => {
    expect(ways(runs, allow(actions))).toEqual(written);
  });

  test.each([
    pipeline('CodeCommit', { RepositoryName: 'releases' }),
    pipeline('S3', { S3Bucket: 'shop', S3ObjectKey: 'app.zip' }),
    pipeline('CodeStarSourceConnection', { FullRepositoryId: 'acme/shop' }),
    pipeline('S3', { BucketName: 'releases' }, 'Deploy'),
    build({ Type: 'GITHUB', Location: 'https://github.com/acme/shop' }),
    build({ Type: 'CODECOMMIT', Location: `${commit}/shop2` }),
    fn(`${registry}/team/shop@sha256:${'a'.repeat(64)}`),
    fn(`${registry}/third/shop:1`),
    build({ Type: 'NO_SOURCE', BuildSpec: 'releases/buildspec.yml' }),
    build({
      Type: 'NO_SOURCE',
      BuildSpec: sub('version: 0.2\nphases: { build: { commands: ["aws s3 ls ${Releases}/x"] } }'),
    }),
    task('shop:latest'),
    task('public.ecr.aws/team/shop:latest'),
  ])('nothing of this name there: %s', runs => {
    expect(ways(runs)).toEqual([]);
  });
});

const whole = (...resources: readonly string[]) => Object.values(template(...resources))[0]!;

describe('code from a source whose name only deployment says', () => {
  const parameter = (usual: string) => `Parameters: { Given: { Type: String${usual} } }\n`;
  const documents = (usual: string, settings: string): Documents => ({
    'bulkhead.yaml': settings,
    'prod/app.yaml': `${whole(devRole(writing), prod, ...sources, fn({ Ref: 'Given' }))}${parameter(usual)}`,
  });
  const image = `${registry}/team/shop:1`;

  it('by what a parameter is usually', () => {
    expect(changes(documents('', apart))).toEqual([]);
    expect(changes(documents(`, Default: "${image}"`, apart))).toEqual(written);
  });

  it('by what it is given', () => {
    const given = (value: string) =>
      `version = 0.1\n[default.deploy.parameters]\ntemplate_file = "app.yaml"\nparameter_overrides = "Given=${value}"\n`;
    const deployed = (usual: string, value: string) =>
      changes({ ...documents(usual, apart), 'prod/samconfig.toml': given(value) });
    expect(deployed('', image)).toEqual(written);
    expect(deployed(`, Default: "${image}"`, 'nginx')).toEqual([]);
  });

  it('by what another stack exports', () => {
    const outputs = 'Outputs: { Uri: { Value: !GetAtt Images.RepositoryUri, Export: { Name: images } } }\n';
    const runs = (image: object) => whole(prod, fn(image));
    const from = (image: object) =>
      changes({ 'a.yaml': `${whole(devRole(writing), ...sources)}${outputs}`, 'b.yaml': runs(image) });
    expect(from({ 'Fn::ImportValue': 'images' })).toEqual(written);
    expect(from({ 'Fn::Sub': ['${Uri}:1', { Uri: { 'Fn::ImportValue': 'images' } }] })).toEqual(written);
    expect(from({ 'Fn::ImportValue': 'others' })).toEqual([]);
  });
});

describe('of which account', () => {
  const documents = (image: unknown, where: string): Documents => ({
    'bulkhead.yaml': apart,
    [`${where}/images.yaml`]: whole(devRole(writing), ...sources),
    'prod/runs.yaml': whole(prod, fn(image)),
  });
  const [dev, there] = ['444455556666', '111122223333'];
  const at = (account: string) => `${account}.dkr.ecr.eu-west-1.amazonaws.com/team/shop:1`;

  test.each([
    [at(there), 'prod', written],
    [`${here}/team/shop:1`, 'prod', written],
    [at(dev), 'dev', written],
    [at(there), 'dev', []],
    [at(dev), 'prod', []],
  ])('%s, of a repository in %s', (image, where, expected) => {
    expect(changes(documents(image.includes('$') ? sub(image) : image, where))).toEqual(expected);
  });

  it('takes from its own account what says none', () => {
    const runs = whole(prod, pipeline('CodeCommit', { RepositoryName: 'shop' }));
    const one = (where: string) => changes({ ...documents(at(there), where), 'prod/runs.yaml': runs });
    expect(one('prod')).toEqual(written);
    expect(one('dev')).toEqual([]);
  });

  it('takes from a bucket of another account, for its name is the only one', () => {
    const runs = whole(prod, pipeline('S3', { S3Bucket: 'releases' }));
    expect(changes({ ...documents(at(there), 'dev'), 'prod/runs.yaml': runs })).toEqual(written);
  });
});

describe('Terraform', () => {
  const others = {
    aws_codecommit_repository: { shop: { repository_name: 'shop' } },
    aws_s3_bucket: { releases: { bucket: 'releases' } },
    aws_ecr_repository: { images: { name: 'team/shop' } },
  };
  const arn = '${aws_iam_role.dev.arn}';
  const edges = (actions: string, type: string, runs: object) =>
    edgesOfDev(actions, { ...others, [type]: { runs } }).filter(edge => / runs$/.test(edge));
  const source = (provider: string, configuration: object) => ({
    role_arn: arn,
    artifact_store: { location: 'artifacts', type: 'S3' },
    stage: [{ name: 'S', action: [{ category: 'Source', provider, configuration }] }],
  });
  const built = (type: string, location: string) => ({ service_role: arn, source: { type, location } });
  const containers = (image: string) => ({
    task_role_arn: arn,
    container_definitions: JSON.stringify([{ name: 'c', image }]),
  });

  test.each([
    ['codecommit:GitPush', 'aws_codepipeline', source('CodeCommit', { RepositoryName: 'shop' })],
    [
      'codecommit:GitPush',
      'aws_codepipeline',
      source('CodeCommit', { RepositoryName: '${aws_codecommit_repository.shop.repository_name}' }),
    ],
    ['codecommit:GitPush', 'aws_codebuild_project', built('CODECOMMIT', `${commit}/shop`)],
    [
      'codecommit:GitPush',
      'aws_codebuild_project',
      built('CODECOMMIT', '${aws_codecommit_repository.shop.clone_url_http}'),
    ],
    ['s3:PutObject', 'aws_codepipeline', source('S3', { S3Bucket: 'releases' })],
    ['s3:PutObject', 'aws_codepipeline', source('S3', { S3Bucket: '${aws_s3_bucket.releases.id}' })],
    ['s3:PutObject', 'aws_codebuild_project', built('S3', 'releases/app.zip')],
    ['ecr:PutImage', 'aws_lambda_function', { role: arn, image_uri: `${registry}/team/shop:1` }],
    ['ecr:PutImage', 'aws_lambda_function', { role: arn, image_uri: '${aws_ecr_repository.images.repository_url}:1' }],
    ['ecr:PutImage', 'aws_ecs_task_definition', containers(`${registry}/team/shop:1`)],
    ['ecr:PutImage', 'aws_ecs_task_definition', containers('${aws_ecr_repository.images.repository_url}:1')],
  ])('%s: %s %j', (actions, type, runs) => {
    expect(edges(actions, type, runs)).toEqual(['possibly dev changes-code runs']);
  });

  test.each([
    ['ecr:PutImage', 'aws_lambda_function', { role: arn, image_uri: `${registry}/team/shop@sha256:${'a'.repeat(64)}` }],
    [
      'ecr:PutImage',
      'aws_lambda_function',
      { role: arn, image_uri: `\${aws_ecr_repository.images.repository_url}@sha256:${'a'.repeat(64)}` },
    ],
    ['codecommit:GitPush', 'aws_codepipeline', source('CodeCommit', { RepositoryName: 'other' })],
  ])('nothing there: %s %s %j', (actions, type, runs) => {
    expect(edges(actions, type, runs)).toEqual([]);
  });
});
