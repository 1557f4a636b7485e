/** Who reads a secret, a parameter or a variable in which somebody's access key stands, may act as them. */
import { describe, expect, test } from 'vitest';
import { edgesFrom, edgesOfDev, graphOf, template } from '../../support/access-graph';
import { allow, devRole } from '../../support/escalations';

const anna =
  '  Anna: { Type: AWS::IAM::User }\n  Key: { Type: AWS::IAM::AccessKey, Properties: { UserName: !Ref Anna } }\n';
const resource = (type: string, properties: string) =>
  `  Held: { Type: "AWS::${type}", Properties: { ${properties} } }\n`;
const SECRET = '!GetAtt Key.SecretAccessKey';
const edges = (statements: string, ...resources: readonly string[]) =>
  edgesFrom(graphOf(template(devRole(statements), anna, ...resources)), 'Dev');

describe('reading a credential', () => {
  test.each([
    ['a secret', 'secretsmanager:GetSecretValue', 'SecretsManager::Secret', (key: string) => `SecretString: ${key}`],
    [
      'a secret with more in it',
      'secretsmanager:GetSecretValue',
      'SecretsManager::Secret',
      (key: string) => `SecretString: !Join ["", ["{\\"secret\\":\\"", ${key}, "\\"}"]]`,
    ],
    ['a parameter', 'ssm:GetParameter', 'SSM::Parameter', (key: string) => `Type: String, Value: ${key}`],
    [
      'a variable of a function',
      'lambda:GetFunctionConfiguration',
      'Lambda::Function',
      (key: string) => `Role: x, Environment: { Variables: { AWS_SECRET: ${key} } }`,
    ],
  ])('%s', (_, action, type, holding) => {
    const held = resource(type, holding(SECRET));
    expect(edges(allow(action), held)).toEqual(['Dev holds-credential Anna', 'Dev reads Held']);
    expect(edges(allow(action), resource(type, holding('!Ref Key')))).toEqual(['Dev reads Held']);
    const denied = `${allow(action)}, { Effect: Deny, Action: "${action}", Resource: "*" }`;
    expect(edges(denied, held)).toEqual([]);
  });

  test('who calls a function reads none of its variables', () => {
    const held = resource('Lambda::Function', `Role: x, Environment: { Variables: { KEY: ${SECRET} } }`);
    expect(edges(allow('lambda:InvokeFunction'), held)).toEqual(['Dev reads Held']);
  });

  test('what has it in its variables acts with it', () => {
    const held = resource('Lambda::Function', `Role: x, Environment: { Variables: { KEY: ${SECRET} } }`);
    expect(edgesFrom(graphOf(template(anna, held)), 'Held')).toEqual(['Held holds-credential Anna']);
  });

  test('the request is about the secret', () => {
    const held = resource('SecretsManager::Secret', `Name: keys/anna, SecretString: ${SECRET}`);
    const graph = graphOf(template(devRole(allow('secretsmanager:GetSecretValue')), anna, held));
    const dev = [...graph.nodes.values()].find(({ resource: found }) => found?.label === 'Dev')!;
    const [edge] = graph.from(dev.id);
    expect(edge!.requests.map(request => request.resource)).toEqual([
      'arn:aws:secretsmanager:us-east-1:123456789012:secret:keys/anna-zz9f3c',
    ]);
  });
});

describe('in Terraform', () => {
  const from = (actions: string, more: object) =>
    edgesOfDev(actions, {
      aws_iam_user: { anna: { name: 'anna' } },
      aws_iam_access_key: { key: { user: '${aws_iam_user.anna.name}' } },
      ...more,
    });
  const version = (secret_string: string) => ({
    aws_secretsmanager_secret: { held: { name: 'anna' } },
    aws_secretsmanager_secret_version: { held: { secret_id: '${aws_secretsmanager_secret.held.id}', secret_string } },
  });

  test('a secret whose value is a resource of its own', () => {
    const read = (value: string) => from('secretsmanager:GetSecretValue', version(value));
    expect(read('${aws_iam_access_key.key.secret}')).toEqual(['dev holds-credential anna', 'dev reads held']);
    expect(read('${jsonencode({ secret = aws_iam_access_key.key.secret })}')).toContain('dev holds-credential anna');
    expect(read('${aws_iam_access_key.key.id}')).toEqual(['dev reads held']);
  });

  test('a parameter', () => {
    const held = { aws_ssm_parameter: { held: { name: '/anna', value: '${aws_iam_access_key.key.secret}' } } };
    expect(from('ssm:GetParameter', held)).toContain('dev holds-credential anna');
    expect(from('ssm:PutParameter', held)).toEqual(['dev writes held']);
  });
});
