/** Task definitions by their families, with and without a revision. */
import { describe, expect, it, test } from 'vitest';
import { edgesFrom, edgesOfDev, graphOf, template } from '../../support/access-graph';
import { allow, devRole } from '../../support/escalations';

const prod = `  Prod:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument: { Statement: [{ Effect: Allow, Principal: { Service: ecs-tasks.amazonaws.com }, Action: sts:AssumeRole }] }
  Task: { Type: "AWS::ECS::TaskDefinition", Properties: { Family: orders, TaskRoleArn: !GetAtt Prod.Arn } }
`;
const service = (task: string, takesCommands: boolean) =>
  `  Runs: { Type: "AWS::ECS::Service", Properties: { Cluster: main, EnableExecuteCommand: ${takesCommands}, TaskDefinition: ${task} } }\n`;
const shells = (task: string, takesCommands: boolean) =>
  edgesFrom(graphOf(template(devRole(allow('ecs:ExecuteCommand')), prod, service(task, takesCommands))), 'Dev');

const possibly = ['possibly Dev gets-shell Task'];
const arn = 'arn:aws:ecs:${AWS::Region}:${AWS::AccountId}:task-definition';

describe('a service that keeps one running and takes no commands', () => {
  test.each([
    '!Ref Task',
    'orders',
    '"orders:3"',
    '"arn:aws:ecs:eu-west-1:111122223333:task-definition/orders:3"',
    `!Sub "${arn}/orders:3"`,
    `!Sub "${arn}/orders"`,
    '!Sub ["orders:${Revision}", { Revision: !ImportValue revision }]',
  ])('%s', task => {
    expect(shells(task, false)).toEqual([]);
    expect(shells(task, true)).toEqual(possibly);
  });

  test.each(['other', '"other:3"', '"my-orders:3"', '"orders-3"'])('another: %s', task => {
    expect(shells(task, false)).toEqual(possibly);
  });

  const ofTerraform = (task: string) =>
    edgesOfDev('ecs:ExecuteCommand', {
      aws_ecs_task_definition: { task: { family: 'orders', task_role_arn: '${aws_iam_role.dev.arn}' } },
      aws_ecs_service: { runs: { task_definition: task, cluster: 'main' } },
    });
  const own = '${aws_ecs_task_definition.task';

  test.each([
    'orders',
    'orders:3',
    `${own}.arn}`,
    `${own}.family}`,
    `${own}.family}:3`,
    `${own}.family}:${own}.revision}`,
    'orders:${var.revision}',
  ])('of Terraform: %s', task => {
    expect(ofTerraform(task)).toEqual([]);
  });

  it('of Terraform: another', () => {
    expect(ofTerraform('other:3')).toEqual(['possibly dev gets-shell task']);
  });
});

describe('who may pass a role and run', () => {
  const ways = (task: string) => {
    const statements = [allow('iam:PassRole'), allow('ecs:RunTask', `"arn:aws:ecs:*:*:task-definition/${task}"`)];
    return edgesFrom(graphOf(template(devRole(statements.join(', ')), prod)), 'Dev');
  };

  test.each(['*', '*:*', 'orders:*', 'orders:3', '*:3', 'ord*', 'orders*', '*-orders*'])('%s', task => {
    expect(ways(task)).toEqual(['Dev passes Prod']);
  });

  it('a family alone, which no request names', () => {
    expect(ways('orders')).toEqual([]);
  });
});
