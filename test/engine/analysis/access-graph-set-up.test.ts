/** What a way needs of its target beyond being allowed: how that is set up. */
import { describe, expect, test } from 'vitest';
import { edgesFrom, graphOf, template, terraform } from '../../support/access-graph';
import { allow, devRole, waysIn } from '../../support/escalations';

const role = (service: string, more = '', name = 'Prod') => `  ${name}:
    Type: AWS::IAM::Role
    Properties:
      RoleName: ${name.toLowerCase()}-role${more}
      AssumeRolePolicyDocument: { Statement: [{ Effect: Allow, Principal: { Service: ${service}.amazonaws.com }, Action: sts:AssumeRole }] }
`;
const managed = `
      ManagedPolicyArns: ["arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore"]`;
const resource = (name: string, type: string, properties: string) =>
  `  ${name}: { Type: "AWS::${type}", Properties: { ${properties} } }\n`;

const ways = (statements: string, ...resources: readonly string[]) =>
  edgesFrom(graphOf(template(devRole(statements), ...resources)), 'Dev');

/** A table of Terraform resources, and what trusts a service. */
const trusting = (service: string, more = {}) => ({
  name: 'prod-role',
  assume_role_policy: JSON.stringify({
    Statement: [{ Effect: 'Allow', Principal: { Service: `${service}.amazonaws.com` }, Action: 'sts:AssumeRole' }],
  }),
  ...more,
});
const devWith = (...actions: readonly string[]) => ({
  aws_iam_user: { Dev: { name: 'dev' } },
  aws_iam_user_policy: {
    p: {
      user: '${aws_iam_user.Dev.name}',
      policy: JSON.stringify({ Statement: [{ Effect: 'Allow', Action: actions, Resource: '*' }] }),
    },
  },
});
const waysInTerraform = (resources: object) => edgesFrom(graphOf(terraform(resources)), 'Dev');

describe('containers', () => {
  const roles = role('ecs-tasks', managed) + role('ecs-tasks', '', 'Puller');
  const task = resource(
    'Task',
    'ECS::TaskDefinition',
    'TaskRoleArn: !GetAtt Prod.Arn, ExecutionRoleArn: !GetAtt Puller.Arn',
  );
  const service = (exec: string) => resource('Service', 'ECS::Service', `TaskDefinition: !Ref Task${exec}`);
  const on = service(', EnableExecuteCommand: true');
  const off = service('');

  test('get the role of the task, not the one that starts them', () => {
    expect(edgesFrom(graphOf(template(roles, task)), 'Task')).toEqual(['Task runs-as Prod']);
    const inTerraform = terraform({
      aws_iam_role: { Prod: trusting('ecs-tasks'), Puller: trusting('ecs-tasks', { name: 'puller' }) },
      aws_ecs_task_definition: {
        Task: {
          family: 'task',
          task_role_arn: '${aws_iam_role.Prod.arn}',
          execution_role_arn: '${aws_iam_role.Puller.arn}',
          container_definitions: '[]',
        },
      },
    });
    expect(edgesFrom(graphOf(inTerraform), 'Task')).toEqual(['Task runs-as Prod']);
  });

  test('take commands only where their service says so', () => {
    const may = allow('ecs:ExecuteCommand');
    expect(ways(may, roles, task, on)).toEqual(['Dev gets-shell Task']);
    expect(ways(may, roles, task, off)).toEqual([]);
    expect(ways(may, roles, task, service(', EnableExecuteCommand: false'))).toEqual([]);
    expect(ways(may, roles, task)).toEqual(['possibly Dev gets-shell Task']);
    expect(ways(may, role('ecs-tasks') + role('ecs-tasks', '', 'Puller'), task, on)).toEqual([
      'possibly Dev gets-shell Task',
    ]);
  });

  test('are named by the cluster that they run in', () => {
    const inProd = ', EnableExecuteCommand: true, Cluster: !Ref Cluster';
    const cluster = resource('Cluster', 'ECS::Cluster', 'ClusterName: prod');
    const within = (name: string) => allow('ecs:ExecuteCommand', `"arn:aws:ecs:*:*:task/${name}/*"`);
    expect(ways(within('prod'), roles, task, cluster, service(inProd))).toEqual(['Dev gets-shell Task']);
    expect(ways(within('pr*'), roles, task, cluster, service(inProd))).toEqual(['Dev gets-shell Task']);
    expect(ways(within('dev'), roles, task, cluster, service(inProd))).toEqual([]);
    expect(ways(within('default'), roles, task, on)).toEqual(['Dev gets-shell Task']);
  });

  test('are in the cluster that a policy asks for', () => {
    const cluster = (name: string) => resource('Cluster', 'ECS::Cluster', name);
    const inIt = service(', EnableExecuteCommand: true, Cluster: !Ref Cluster');
    const within = (value: string, operator = 'ArnEquals') =>
      allow('ecs:ExecuteCommand', '"*"', `{ ${operator}: { "ecs:cluster": ${value} } }`);
    const arn = (name: string) => `"arn:aws:ecs:us-east-1:111122223333:cluster/${name}"`;
    const shell = ['Dev gets-shell Task'];
    const known = cluster('ClusterName: prod');
    expect(ways(within(arn('prod')), roles, task, known, inIt)).toEqual(shell);
    expect(ways(within(arn('pr*'), 'ArnLike'), roles, task, known, inIt)).toEqual(shell);
    expect(ways(within(arn('dev')), roles, task, known, inIt)).toEqual([]);
    expect(ways(within(arn('prod'), 'ArnNotEquals'), roles, task, known, inIt)).toEqual([]);
    expect(ways(within('!GetAtt Cluster.Arn'), roles, task, known, inIt)).toEqual(shell);
    expect(ways(within('!GetAtt Cluster.Arn'), roles, task, cluster(''), inIt)).toEqual(shell);
    expect(ways(within(arn('dev')), roles, task, on)).toEqual([]);
    expect(ways(within(arn('default')), roles, task, on)).toEqual(shell);
    const denied = `${allow('ecs:ExecuteCommand')}, { Effect: Deny, Action: "*", Resource: "*", Condition: { ArnEquals: { "ecs:cluster": ${arn('prod')} } } }`;
    expect(ways(denied, roles, task, known, inIt)).toEqual([]);
    expect(ways(denied, roles, task, on)).toEqual(shell);
    const changing = `${allow('ecs:ExecuteCommand')}, ${within(arn('dev')).replace('Execute', 'UpdateService').replace('Command', '')}`;
    expect(ways(changing, roles, task, known, service(', Cluster: !Ref Cluster'))).toEqual([]);
  });

  test('take them once somebody who may change the service says so', () => {
    const may = 'ecs:ExecuteCommand, ecs:UpdateService';
    expect(ways(allow(may), roles, task, off)).toEqual(['Dev gets-shell Task']);
    const named = resource('Service', 'ECS::Service', 'ServiceName: prod-app, TaskDefinition: !Ref Task');
    const ofDev = `${allow('ecs:ExecuteCommand')}, ${allow('ecs:UpdateService', '"arn:aws:ecs:*:*:service/*/dev-*"')}`;
    expect(ways(ofDev, roles, task, named)).toEqual([]);
    const unless = `${allow(may)}, { Effect: Deny, Action: ecs:UpdateService, Resource: "*", Condition: { Bool: { "ecs:enable-execute-command": "true" } } }`;
    expect(ways(unless, roles, task, off)).toEqual([]);
  });

  test('of Terraform', () => {
    const all = (service: object) => ({
      ...devWith('ecs:ExecuteCommand'),
      aws_iam_role: { Prod: trusting('ecs-tasks') },
      aws_iam_role_policy: {
        s: {
          role: '${aws_iam_role.Prod.name}',
          policy: JSON.stringify({ Statement: [{ Effect: 'Allow', Action: 'ssmmessages:*', Resource: '*' }] }),
        },
      },
      aws_ecs_task_definition: { Task: { family: 'task', task_role_arn: '${aws_iam_role.Prod.arn}' } },
      aws_ecs_service: { S: { name: 's', task_definition: '${aws_ecs_task_definition.Task.arn}', ...service } },
    });
    expect(waysInTerraform(all({ enable_execute_command: true }))).toEqual(['Dev gets-shell Task']);
    expect(waysInTerraform(all({}))).toEqual([]);
  });

  test('of a known service are no finding while commands are off', () => {
    const tagged = (more: string) => role('ecs-tasks', `\n      Tags: [{ Key: Environment, Value: prod }]${more}`);
    const dev = devRole(
      allow('ecs:ExecuteCommand', '"arn:aws:ecs:*:*:task/orders/*"'),
      '\n      Tags: [{ Key: Environment, Value: dev }]',
    );
    const orders = resource('Task', 'ECS::TaskDefinition', 'TaskRoleArn: !GetAtt Prod.Arn');
    const exec = ', EnableExecuteCommand: true';
    expect(waysIn(dev + tagged(managed) + orders + service(`${exec}, Cluster: orders`))).toEqual([
      'execute-command: Prod',
    ]);
    expect(waysIn(dev + tagged(managed) + orders + service(', Cluster: orders'))).toEqual([]);
    expect(waysIn(dev + tagged(managed) + orders + service(`${exec}, Cluster: carts`))).toEqual([]);
  });
});

describe('launch templates', () => {
  const hosts = [
    role('ec2'),
    resource('Profile', 'IAM::InstanceProfile', 'Roles: [!Ref Prod]'),
    resource(
      'Launch',
      'EC2::LaunchTemplate',
      'LaunchTemplateData: { IamInstanceProfile: { Arn: !GetAtt Profile.Arn } }',
    ),
  ];
  const group = (version: string) =>
    resource(
      'Group',
      'AutoScaling::AutoScalingGroup',
      `LaunchTemplate: { LaunchTemplateId: !Ref Launch${version === '' ? '' : `, Version: ${version}`} }`,
    );
  const anew = allow('ec2:CreateLaunchTemplateVersion');
  const anewByDefault = allow('ec2:CreateLaunchTemplateVersion, ec2:ModifyLaunchTemplate');

  test.each([
    ['the latest version', '$Latest', 'Dev gets-shell Launch', 'Dev gets-shell Launch'],
    ['the default version', '$Default', undefined, 'Dev gets-shell Launch'],
    ['what is said to be the latest when that is deployed', '!GetAtt Launch.LatestVersionNumber', undefined, undefined],
    ['a number', '"3"', undefined, undefined],
  ])('%s', (_, version, latest, usual) => {
    expect(ways(anew, ...hosts, group(version))).toEqual(latest ? [latest] : []);
    expect(ways(anewByDefault, ...hosts, group(version))).toEqual(usual ? [usual] : []);
  });

  test('nobody knows who uses it', () => {
    expect(ways(anew, ...hosts)).toEqual(['possibly Dev gets-shell Launch']);
    expect(waysIn(devRole(anew))).toEqual(['possibly host-shell: any role']);
    expect(waysIn(devRole(anewByDefault))).toEqual(['host-shell: any role']);
  });

  test("of Terraform: a group's usual version is the default", () => {
    const all = (more: object, ...actions: readonly string[]) => ({
      ...devWith(...actions),
      aws_iam_role: { Prod: trusting('ec2') },
      aws_iam_instance_profile: { p: { name: 'p', role: '${aws_iam_role.Prod.name}' } },
      aws_launch_template: {
        Launch: { name: 'l', iam_instance_profile: { name: '${aws_iam_instance_profile.p.name}' } },
      },
      aws_autoscaling_group: { g: { name: 'g', launch_template: { id: '${aws_launch_template.Launch.id}', ...more } } },
    });
    const latest = { version: '$Latest' };
    expect(waysInTerraform(all(latest, 'ec2:CreateLaunchTemplateVersion'))).toEqual(['Dev gets-shell Launch']);
    expect(waysInTerraform(all({}, 'ec2:CreateLaunchTemplateVersion'))).toEqual([]);
    expect(waysInTerraform(all({}, 'ec2:CreateLaunchTemplateVersion', 'ec2:ModifyLaunchTemplate'))).toEqual([
      'Dev gets-shell Launch',
    ]);
    const fixed = { version: '${aws_launch_template.Launch.latest_version}' };
    expect(waysInTerraform(all(fixed, 'ec2:CreateLaunchTemplateVersion'))).toEqual([]);
  });
});

describe('instance profiles', () => {
  const profile = resource('Profile', 'IAM::InstanceProfile', 'Roles: [!Ref Prod]');
  const run = 'iam:PassRole, ec2:RunInstances';

  test('are what EC2 takes a role in', () => {
    expect(ways(allow(run), role('ec2'), profile)).toEqual(['Dev passes Prod']);
    expect(ways(allow(run), role('ec2'))).toEqual(['possibly Dev passes Prod']);
    expect(ways(allow(`${run}, iam:AddRoleToInstanceProfile`), role('ec2'))).toEqual(['possibly Dev passes Prod']);
    const making = `${run}, iam:CreateInstanceProfile, iam:AddRoleToInstanceProfile`;
    expect(ways(allow(making), role('ec2'))).toEqual(['Dev passes Prod']);
    expect(ways(allow('iam:PassRole, lambda:CreateFunction, lambda:InvokeFunction'), role('lambda'))).toEqual([
      'Dev passes Prod',
    ]);
  });

  test('of a role of production are told of a developer', () => {
    const dev = (actions: string) =>
      devRole(allow(actions, '"*"'), '\n      Tags: [{ Key: Environment, Value: dev }]').replace(
        'Action: [iam:PassRole, ',
        'Action: [iam:PassRole], Resource: "arn:aws:iam::*:role/prod-role" }, { Effect: Allow, Action: [',
      );
    const prod = role('ec2', '\n      Tags: [{ Key: Environment, Value: prod }]');
    expect(waysIn(dev(run) + prod)).toEqual(['possibly pass-role-to-ec2: Prod']);
    expect(waysIn(dev(run) + prod + profile)).toEqual(['pass-role-to-ec2: Prod']);
    expect(waysIn(dev(`${run}, iam:CreateInstanceProfile, iam:AddRoleToInstanceProfile`) + prod)).toEqual([
      'pass-role-to-ec2: Prod',
    ]);
  });
});

describe('commands on an instance', () => {
  const all =
    role('ec2', managed) +
    resource('Profile', 'IAM::InstanceProfile', 'Roles: [!Ref Prod]') +
    resource('Server', 'EC2::Instance', 'IamInstanceProfile: !Ref Profile, Tags: [{ Key: env, Value: prod }]');
  const onInstance = (action: string, condition?: string) => allow(action, '"arn:aws:ec2:*:*:instance/*"', condition);
  const onDocument = (action: string, document = '*') => allow(action, `"arn:aws:ssm:*:*:document/${document}"`);

  test.each(['ssm:SendCommand', 'ssm:StartSession'])(
    '%s: of the instance and the document, each by a grant',
    action => {
      const shell = ['Dev gets-shell Server'];
      expect(ways(`${onInstance(action)}, ${onDocument(action)}`, all)).toEqual(shell);
      expect(ways(`${onDocument(action)}, ${onInstance(action)}`, all)).toEqual(shell);
      const tagged = (env: string) => onInstance(action, `{ StringEquals: { "ssm:resourceTag/env": ${env} } }`);
      expect(ways(`${tagged('prod')}, ${onDocument(action)}`, all)).toEqual(shell);
      expect(ways(`${tagged('dev')}, ${onDocument(action)}`, all)).toEqual([]);
      expect(ways(`${onInstance(action)}, ${onInstance(action)}`, all)).toEqual(
        action === 'ssm:StartSession' ? shell : [],
      );
      expect(ways(onDocument(action), all)).toEqual([]);
      expect(ways(`${onInstance('ssm:SendCommand')}, ${onDocument('ssm:SendCommand', 'MyOwn-restart')}`, all)).toEqual(
        [],
      );
    },
  );
});

describe('what a service does with a role', () => {
  test.each([
    ['a rule calls its targets', 'events:PutRule, events:PutTargets', 'events', 'possibly Dev passes Prod'],
    ['a pipe calls its targets', 'pipes:CreatePipe', 'pipes', 'possibly Dev passes Prod'],
    ['a schedule asks for whatever it is told to', 'scheduler:CreateSchedule', 'scheduler', 'Dev passes Prod'],
    [
      'a state machine asks for it too',
      'states:CreateStateMachine, states:StartExecution',
      'states',
      'Dev passes Prod',
    ],
    ['a command publishes that it has run', 'ssm:SendCommand', 'ssm', undefined],
  ])('%s', (_, actions, service, edge) => {
    expect(ways(allow(`iam:PassRole, ${actions}`), role(service))).toEqual(edge ? [edge] : []);
  });
});

describe('passwords', () => {
  const user = (more = '') => resource('Root', 'IAM::User', `UserName: root${more}`);
  const secret = user(', LoginProfile: { Password: !Ref AWS::StackName }');

  test.each([
    ['none to change that anybody tells of', 'iam:UpdateLoginProfile', user(), 'possibly Dev rewrites-policy Root'],
    ['one to change', 'iam:UpdateLoginProfile', secret, 'Dev rewrites-policy Root'],
    ['the first', 'iam:CreateLoginProfile', user(), 'Dev rewrites-policy Root'],
    ['a second, which there cannot be', 'iam:CreateLoginProfile', secret, undefined],
    ['another instead', 'iam:DeleteLoginProfile, iam:CreateLoginProfile', secret, 'Dev rewrites-policy Root'],
  ])('%s', (_, actions, resources, edge) => {
    expect(ways(allow(actions), resources)).toEqual(edge ? [edge] : []);
  });

  test('of Terraform', () => {
    const all = (more = {}) => {
      const dev = devWith('iam:UpdateLoginProfile');
      return { ...dev, aws_iam_user: { ...dev.aws_iam_user, Root: { name: 'root' } }, ...more };
    };
    const profile = { aws_iam_user_login_profile: { r: { user: '${aws_iam_user.Root.name}' } } };
    expect(waysInTerraform(all())).toEqual(['possibly Dev rewrites-policy Root']);
    expect(waysInTerraform(all(profile))).toEqual(['Dev rewrites-policy Root']);
  });
});
