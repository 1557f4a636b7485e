/** What calls of `aws`, `sam` and `cdk` make, and with which values. */
import { describe, expect, it } from 'vitest';
import { deployments, parameters, problems } from '../../../support/pipeline';
import type { Documents } from '../../../support/workspace';

const path = '.github/workflows/deploy.yml';
const job = (name: string, commands: readonly string[]) =>
  `  ${name}:\n    steps:\n${commands.map(command => `      - run: ${JSON.stringify(command)}\n`).join('')}`;
const workflow = (...jobs: readonly (readonly string[])[]): Documents => ({
  [path]: `on: push\njobs:\n${jobs.map((commands, i) => job(`j${i}`, commands)).join('')}`,
});
const deploy = 'aws cloudformation deploy --template-file t.yaml --stack-name orders';

describe('a change set', () => {
  const prepared = `${deploy} --no-execute-changeset`;
  const created =
    'aws cloudformation create-change-set --template-body file://t.yaml --change-set-name c --stack-name orders';
  const execute = 'aws cloudformation execute-change-set --change-set-name c';
  const names = (...jobs: readonly (readonly string[])[]) =>
    deployments({ 't.yaml': 'Resources: {}', ...workflow(...jobs) }, path).map(({ name }) => name);

  it.each([[prepared], [created], ['sam deploy -t t.yaml --stack-name orders --no-execute-changeset']])(
    'that nobody executes makes nothing: %s',
    command => {
      expect(names([command])).toEqual([]);
      expect(names([command, `${execute} --stack-name other`])).toEqual([]);
      expect(names([command, `${execute} --stack-name orders`])).toEqual(['orders']);
      expect(names([command], [execute])).toEqual(['orders']);
      expect(names([`${execute} --stack-name $STACK`], [command])).toEqual(['orders']);
      expect(names([execute])).toEqual([]);
    },
  );

  it('of the CDK', () => {
    const app: Documents = {
      'cdk.out/manifest.json':
        '{ "version": "55.0.0", "artifacts": { "Orders": { "type": "aws:cloudformation:stack", "environment": "aws://unknown-account/unknown-region", "properties": { "templateFile": "Orders.template.json" } } } }',
      'cdk.out/Orders.template.json': '{ "Resources": {} }',
    };
    const count = (command: string) => deployments({ ...app, ...workflow([command]) }, path).length;
    expect(['cdk deploy', 'cdk deploy -m change-set', 'cdk deploy --no-rollback'].map(count)).toEqual([1, 1, 1]);
    expect(['cdk deploy --no-execute', 'cdk deploy --method=prepare-change-set'].map(count)).toEqual([0, 0]);
  });
});

describe('parameters in a file', () => {
  const file = 'p/dev.json';
  const template = 'Parameters: { Stage: { Type: String }, Owner: { Type: String } }\nResources: {}\n';
  const given = (text: string) => {
    const documents = {
      [file]: text,
      't.yaml': template,
      ...workflow([`${deploy} --parameter-overrides file://${file}`]),
    };
    const [only] = deployments(documents, path);
    return { parameters: parameters(only!), problems: problems(documents, path) };
  };

  it.each([
    ['["Stage=dev", "Owner=team a=b"]'],
    [
      '[{ "ParameterKey": "Stage", "ParameterValue": "dev" }, { "ParameterKey": "Owner", "ParameterValue": "team a=b" }]',
    ],
    ['{ "Parameters": { "Stage": "dev", "Owner": "team a=b" } }'],
  ])('%s', text => {
    expect(given(text)).toEqual({ parameters: { Stage: 'dev', Owner: 'team a=b' }, problems: [] });
  });

  it.each([['["Stage", 5, [], {}]'], ['[]'], ['"Stage=dev"'], ['{ "Stage": "dev" }'], ['[']])(
    '%s gives nothing',
    text => {
      expect(given(text).parameters).toEqual({});
    },
  );
});
