import { afterEach, expect, it } from 'vitest';
import { type Editor, openEditor } from './session';
import { deployer } from './templates';

let editor: Editor;
afterEach(() => editor.end());

async function hover(text: string, what: string): Promise<string | undefined> {
  editor = await openEditor();
  editor.open('deploy.yaml', text);
  return (await editor.hover('deploy.yaml', editor.at('deploy.yaml', what)))?.contents.value;
}

it('says in words who may pass which roles to what', async () => {
  const said = await hover(deployer(), 'iam:PassRole');
  expect(said).toContain('`Deployer` **may** `iam:PassRole` on everything');
  expect(said).toContain('So it may pass **every role of the account** to **any service**');
  expect(said).toContain('\n\nPasses `OrdersRole` to `lambda` (the only role of this workspace)');
});

it('says what narrows a statement', async () => {
  const narrowed = `arn:aws:iam::111122223333:role/dev-*
                Condition:
                  StringEquals: { "iam:PassedToService": lambda.amazonaws.com }
                  Bool: { "aws:MultiFactorAuthPresent": true }`;
  const said = await hover(deployer(narrowed), 'iam:PassRole');
  expect(said).toContain('So it may pass `arn:aws:iam::111122223333:role/dev-*` to `lambda.amazonaws.com`');
  expect(said).toContain('Only if:\n\n- `aws:MultiFactorAuthPresent` `Bool` `true`');
  expect(said).toContain('\n\nDoes not pass the only role of this workspace');
});

it('says which roles can really be passed, production first, and what is left open', async () => {
  const roles = `Parameters: { Service: { Type: String, AllowedValues: [glue.amazonaws.com, states.amazonaws.com] } }
${deployer()}
  Prod:
    Type: AWS::IAM::Role
    Properties:
      RoleName: orders-prod
      AssumeRolePolicyDocument:
        Statement: [{ Effect: Allow, Principal: { Service: [ec2.amazonaws.com, ecs-tasks.amazonaws.com] }, Action: sts:AssumeRole }]
  Open:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument:
        Statement: [{ Effect: Allow, Principal: { Service: !Ref Service }, Action: sts:AssumeRole }]
  Person:
    Type: AWS::IAM::Role
    Properties: { AssumeRolePolicyDocument: { Statement: [{ Effect: Allow, Principal: { AWS: "*" }, Action: sts:AssumeRole }] } }
`;
  const said = await hover(roles, 'iam:PassRole');
  expect(said).toContain(
    'Passes `Prod` (production) to `ec2` and `ecs-tasks`, `OrdersRole` to `lambda`; possibly `Open` to `glue` and `states` (3 of 4 roles of this workspace)',
  );
});

it('says what a Deny and a boundary take away', async () => {
  const denied = `"*"
              - { Effect: Deny, Action: iam:PassRole, Resource: !GetAtt OrdersRole.Arn }`;
  expect(await hover(deployer(denied), 'Action: iam:PassRole')).toContain(
    'Does not pass the only role of this workspace\n\nA Deny in `Deployer` takes away `OrdersRole`',
  );
  editor.end();
  const boundary = `
  Limits:
    Type: AWS::IAM::ManagedPolicy
    Properties: { PolicyDocument: { Statement: [{ Effect: Allow, Action: "s3:*", Resource: "*" }] } }
`;
  const bounded = deployer().replace('Properties:', 'Properties:\n      PermissionsBoundary: !Ref Limits') + boundary;
  expect(await hover(bounded, 'iam:PassRole')).toContain('The permissions boundary `Limits` takes away `OrdersRole`');
});

it('says who may become a role', async () => {
  const said = await hover(deployer(), 'lambda.amazonaws.com');
  expect(said).toBe('the service `lambda.amazonaws.com` **may** become `OrdersRole`');
});

/** What the hover says of the actions of a statement, besides what it says of the statement. */
async function saidOfAction(action: string): Promise<string | undefined> {
  const said = await hover(deployer().replace('Action: iam:PassRole', `Action: "${action}"`), action);
  return said?.split('\n\n').at(-1);
}

it.each([
  ['iam:Pass*', '`iam:Pass*` means 1 action: `iam:PassRole`'],
  ['s3:Gett*', expect.stringMatching(/^`s3:Gett\*` matches no action that AWS documents \(as of \d{4}-\d\d-\d\d\)$/)],
  ['s3:GetObjekt', expect.stringMatching(/^`s3:GetObjekt` is no action that AWS documents \(as of \d{4}-\d\d-\d\d\)$/)],
  ['s4:GetObject', expect.stringMatching(/`s4:GetObject` is no action that .*: it has no service `s4`$/)],
  ['s3:getobject', expect.stringMatching(/^`s3:GetObject` is a read action on .*\bobject \(`arn:\*:s3:::\*\/\*`\)$/)],
  ['s3:ListAllMyBuckets', '`s3:ListAllMyBuckets` is a list action that only the resource `*` grants'],
  ['lambda:CreateFunction', expect.stringMatching(/It takes a role, for which `iam:PassRole` is needed too$/)],
])('says what the action %s stands for', async (action, words) => {
  expect(await saidOfAction(action)).toEqual(words);
});

it('names the most harmful of many actions and counts the others', async () => {
  expect(await saidOfAction('iam:*Role*')).toMatch(
    /^`iam:\*Role\*` means \d+ actions: `iam:AttachRolePolicy`, (`iam:\w+`(, )?){7} and \d+ more$/,
  );
});

it.each(['*', '*:*'])('has nothing to add to %s', async action => {
  expect(await saidOfAction(action)).not.toContain('means');
});

it('says of an action only at that action', async () => {
  const two = deployer().replace('Action: iam:PassRole', 'Action: ["iam:Pass*", "s3:Gett*"]');
  expect(await hover(two, 's3:Gett*')).not.toContain('means');
  expect(await hover(two, 'Effect')).not.toMatch(/means|matches no/);
});

it.each([
  ['iam:passedtoservice', '`iam:PassedToService` holds a text. AWS lists it for `iam:PassRole`'],
  ['aws:TagKeys', '`aws:TagKeys` holds a list of texts, and needs an operator with `ForAllValues:` or `ForAnyValue:`'],
  ['aws:RequestTag/team', '`aws:RequestTag/team` holds a text'],
  ['ec2:Vpc', expect.stringMatching(/^`ec2:Vpc` holds an ARN\. AWS lists it for (`ec2:\w+`(, )?){8} and \d+ more$/)],
  ['acme:Unknown', expect.stringMatching(/^Only if/)],
])('says what the condition key %s holds', async (key, words) => {
  const narrowed = deployer(`"*"\n                Condition: { StringEquals: { "${key}": x } }`);
  const paragraphs = (await hover(narrowed, key))?.split('\n\n');
  expect(paragraphs?.slice(-2)).toContainEqual(words);
});

it('says which environment a resource belongs to, and why', async () => {
  const table = `Resources:
  Orders:
    Type: AWS::DynamoDB::Table
    Properties:
      Tags: [{ Key: Environment, Value: prod }]
`;
  const said = await hover(table, 'Orders');
  expect(said).toMatch(/^`Orders` belongs to \*\*production\*\*\n\nBecause:\n\n- /);
});

it('says nothing where there is nothing to say', async () => {
  expect(await hover(deployer(), 'Runtime')).toBeUndefined();
});

it('says where a statement is too long to be worked out', async () => {
  const words = Array.from({ length: 4000 }, (_, i) => `arn:aws:iam::*:role/*${i}*`);
  const said = await hover(deployer(JSON.stringify(words)), 'iam:PassRole');
  expect(said).toContain('It is longer than any policy that AWS takes, so what follows from it is not worked out');
});
