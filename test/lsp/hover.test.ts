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
  expect(said).toMatch(/Roles of this workspace that this names:\n\n- `OrdersRole`/);
});

it('says what narrows a statement', async () => {
  const narrowed = `arn:aws:iam::111122223333:role/dev-*
                Condition:
                  StringEquals: { "iam:PassedToService": lambda.amazonaws.com }
                  Bool: { "aws:MultiFactorAuthPresent": true }`;
  const said = await hover(deployer(narrowed), 'iam:PassRole');
  expect(said).toContain('So it may pass `arn:aws:iam::111122223333:role/dev-*` to `lambda.amazonaws.com`');
  expect(said).toContain('Only if:\n\n- `aws:MultiFactorAuthPresent` `Bool` `true`');
  expect(said).not.toContain('Roles of this workspace');
});

it('says who may become a role', async () => {
  const said = await hover(deployer(), 'lambda.amazonaws.com');
  expect(said).toBe('the service `lambda.amazonaws.com` **may** become `OrdersRole`');
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
