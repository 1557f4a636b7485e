/** Who chooses what pipelines and builds run: those who may push to the repositories that their code comes from. */
import { describe, expect, test } from 'vitest';
import { edgesFrom, graphOf, template, terraform } from '../../support/access-graph';

const roles = ['Pipe', 'Build'].map(
  name => `  ${name}Role:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument: { Statement: [{ Effect: Allow, Principal: { Service: code${name.toLowerCase()}.amazonaws.com }, Action: sts:AssumeRole }] }
`,
);
const action = (name: string, category: string, provider: string, configuration: string, more = '') =>
  `{ Name: ${name}, ActionTypeId: { Category: ${category}, Owner: AWS, Provider: ${provider}, Version: "1" }, Configuration: { ${configuration} }${more} }`;
const source = (more = '') =>
  action(
    'Code',
    'Source',
    'CodeStarSourceConnection',
    `ConnectionArn: "arn:aws:codeconnections:eu-west-1:111122223333:connection/x", FullRepositoryId: acme/app, BranchName: main${more}`,
  );
const github = (more = '') => action('Code', 'Source', 'GitHub', `Owner: acme, Repo: app, Branch: main${more}`);
const deploy = (more = '') =>
  action('Deploy', 'Deploy', 'CloudFormation', 'StackName: s, ActionMode: CREATE_UPDATE', more);
const approval = (more = '') => action('Ask', 'Approval', 'Manual', '', more);
const build = action('Build', 'Build', 'CodeBuild', 'ProjectName: !Ref Build');
const pipeline = (...stages: readonly string[]) => `  Pipe:
    Type: AWS::CodePipeline::Pipeline
    Properties:
      RoleArn: !GetAtt PipeRole.Arn
      Stages: [${stages.map((actions, i) => `{ Name: S${i}, Actions: [${actions}] }`).join(', ')}]
`;
const project = (properties: string) => `  Build:
    Type: AWS::CodeBuild::Project
    Properties: { ServiceRole: !GetAtt BuildRole.Arn, ${properties} }
`;
const pushers = 'anyone with push access to acme/app';

/** Who is let in, and not by the roles' services. */
function lettingIn(...resources: readonly string[]): readonly string[] {
  const edges = edgesFrom(graphOf(template(...roles, ...resources)));
  return edges.filter(edge => /^(?:possibly )?anyone/.test(edge)).sort();
}

describe('a pipeline', () => {
  const main = `${pushers} (main) changes-code Pipe`;

  test.each([
    ['at once', [source(), deploy()], [main]],
    ["by the first version of GitHub's action", [github(), deploy()], [main]],
    ['after somebody approves', [source(), approval(), deploy()], [`possibly ${main}`]],
    [
      'after somebody approves in the same stage',
      [source(), `${deploy(', RunOrder: 2')}, ${approval()}`],
      [`possibly ${main}`],
    ],
    ['beside somebody who approves', [source(), `${deploy()}, ${approval()}`], [main]],
    ['before somebody approves', [source(), deploy(), approval()], [main]],
    ['in one of two ways before somebody approves', [source(), deploy(), approval(), deploy()], [main]],
    ['after somebody starts it', [source(', DetectChanges: false'), deploy()], [`possibly ${main}`]],
    ['that deploys nothing', [source(), approval()], []],
    [
      'that deploys in one kind of stack only',
      [source(), `!If [IsProd, ${deploy()}, !Ref AWS::NoValue]`],
      [`possibly ${main}`],
    ],
  ])('%s', (_, stages, expected) => {
    expect(lettingIn(pipeline(...stages))).toEqual(expected);
  });

  test('a stage that nothing enters by itself', () => {
    const closed = `${pipeline(source(), deploy())}      DisableInboundStageTransitions: [{ StageName: S1, Reason: freeze }]\n`;
    expect(lettingIn(closed)).toEqual([`possibly ${main}`]);
  });

  test('a webhook starts it', () => {
    const hook = '  Hook: { Type: AWS::CodePipeline::Webhook, Properties: { TargetPipeline: !Ref Pipe } }\n';
    const stopped = pipeline(github(', PollForSourceChanges: false'), deploy());
    expect(lettingIn(stopped)).toEqual([`possibly ${main}`]);
    expect(lettingIn(stopped, hook)).toEqual([main]);
  });

  test('its builds run what is pushed, unless their commands are written in the template', () => {
    const piped = (more = '') => project(`Source: { Type: CODEPIPELINE${more} }`);
    const inBuild = `${pushers} (main) changes-code Build`;
    expect(lettingIn(pipeline(source(), build), piped())).toEqual([inBuild]);
    expect(lettingIn(pipeline(source(), build), piped(', BuildSpec: ci/build.yml'))).toEqual([inBuild]);
    const own = piped(', BuildSpec: "version: 0.2\\nphases: {}\\n"');
    expect(lettingIn(pipeline(source(), build), own)).toEqual([`possibly ${inBuild}`]);
    expect(lettingIn(pipeline(source(), build, approval(), deploy()), piped())).toEqual([inBuild, `possibly ${main}`]);
  });

  test('from where, only deployment says', () => {
    const open = pipeline(source().replace('acme/app', '!Ref Repository'), deploy());
    const parameters = {
      'p.yaml': template(...roles, open)['template.yaml']!.replace(
        'Resources:',
        'Parameters: { Repository: { Type: String } }\nResources:',
      ),
    };
    expect(edgesFrom(graphOf(parameters))).toContain(
      'anyone with push access to ${Repository} (main) changes-code Pipe',
    );
  });
});

describe('a build', () => {
  const of = (more = '', triggers = '') =>
    project(`Source: { Type: GITHUB, Location: "https://github.com/acme/app.git"${more} }${triggers}`);
  const hook = (...filters: readonly string[]) =>
    `, Triggers: { Webhook: true${filters.length > 0 ? `, FilterGroups: [${filters.map(one => `[${one}]`).join(', ')}]` : ''} }`;
  const event = (pattern: string) => `{ Type: EVENT, Pattern: "${pattern}" }`;
  const pull = 'anyone who opens a pull request in acme/app changes-code Build';

  test.each([
    ['that somebody starts', of(), [`possibly ${pushers} changes-code Build`]],
    ['of every push', of('', hook(event('PUSH'))), [`${pushers} changes-code Build`]],
    [
      'of pushes to one branch',
      of('', hook(`${event('PUSH')}, { Type: HEAD_REF, Pattern: "^refs/heads/main$" }`)),
      [`${pushers} (main) changes-code Build`],
    ],
    ['of everything', of('', hook()), [`${pushers} changes-code Build`, `possibly ${pull}`]],
    ['of pull requests', of('', hook(event('PULL_REQUEST_CREATED, PULL_REQUEST_UPDATED'))), [`possibly ${pull}`]],
    [
      'of pull requests that nobody looks at',
      of(
        '',
        hook(event('PULL_REQUEST_CREATED')).replace(
          'Webhook: true',
          'Webhook: true, PullRequestBuildPolicy: { RequiresCommentApproval: DISABLED }',
        ),
      ),
      [pull],
    ],
    [
      "of some people's pull requests",
      of('', hook(`${event('PULL_REQUEST_CREATED')}, { Type: ACTOR_ACCOUNT_ID, Pattern: "^12345$" }`)),
      [],
    ],
    [
      'with commands of its own',
      of(', BuildSpec: "version: 0.2\\n"', hook(event('PUSH'))),
      [`possibly ${pushers} changes-code Build`],
    ],
    ['of a bucket', project('Source: { Type: S3, Location: code/app.zip }'), []],
  ])('%s', (_, written, expected) => {
    expect(lettingIn(written)).toEqual(expected);
  });
});

describe('in Terraform', () => {
  const trust = JSON.stringify({
    Statement: [{ Effect: 'Allow', Principal: { Service: 'codebuild.amazonaws.com' }, Action: 'sts:AssumeRole' }],
  });
  const role = { aws_iam_role: { ci: { assume_role_policy: trust } } };
  const edges = (resource: object) =>
    edgesFrom(graphOf(terraform({ ...role, ...resource }))).filter(edge => edge.includes('anyone'));
  const step = (category: string, provider: string, configuration: object, run_order = 1) => ({
    action: [{ name: category, category, owner: 'AWS', provider, version: '1', run_order, configuration }],
  });
  const code = step('Source', 'CodeStarSourceConnection', { FullRepositoryId: 'acme/app', BranchName: 'main' });
  const deployed = step('Deploy', 'CloudFormation', { StackName: 's' });
  const pipe = (...stage: readonly object[]) => ({
    aws_codepipeline: { pipe: { name: 'pipe', role_arn: '${aws_iam_role.ci.arn}', stage } },
  });

  test('a pipeline, and an approval that breaks it', () => {
    expect(edges(pipe(code, deployed))).toEqual([`${pushers} (main) changes-code pipe`]);
    expect(edges(pipe(code, step('Approval', 'Manual', {}), deployed))).toEqual([
      `possibly ${pushers} (main) changes-code pipe`,
    ]);
  });

  test('a build, and what starts it', () => {
    const built = {
      aws_codebuild_project: {
        build: {
          name: 'build',
          service_role: '${aws_iam_role.ci.arn}',
          source: { type: 'GITHUB', location: 'https://github.com/acme/app' },
        },
      },
    };
    const hook = {
      aws_codebuild_webhook: {
        build: {
          project_name: '${aws_codebuild_project.build.name}',
          filter_group: { filter: { type: 'EVENT', pattern: 'PUSH' } },
        },
      },
    };
    expect(edges(built)).toEqual([`possibly ${pushers} changes-code build`]);
    expect(edges({ ...built, ...hook })).toEqual([`${pushers} changes-code build`]);
  });
});
