/** What CDK and Terraform deploy from a pipeline: landings that their own files state, with what the pipeline knows of them. */
import { describe, expect, it } from 'vitest';
import { claims, deployments, landings, parameters } from '../../../support/pipeline';
import { type Documents, findings, snapshotOf, uriOf } from '../../../support/workspace';

const path = '.github/workflows/deploy.yml';

/** A job with the credentials of an account, that runs these commands. */
const job = (name: string, account: string, ...commands: readonly string[]) => `  ${name}:
    environment: ${name}
    steps:
      - uses: aws-actions/configure-aws-credentials@v4
        with: { role-to-assume: "arn:aws:iam::${account}:role/deploy", aws-region: eu-west-1 }
      - run: |
${commands.map(command => `          ${command}\n`).join('')}`;
const workflow = (...jobs: readonly string[]) => ({ [path]: `on: push\njobs:\n${jobs.join('')}` });
const landed = (documents: Documents, document: string) =>
  snapshotOf(documents)
    .index.landingsOf(uriOf(document))
    .map(({ deployment: { name }, account }) => `${name ?? '-'} ${account ?? '-'}`);

describe('cdk deploy', () => {
  const stack = (name: string, environment: string, shown = name) =>
    `"${name}": { "type": "aws:cloudformation:stack", "environment": "${environment}", "properties": { "templateFile": "${name}.template.json" }, "displayName": "${shown}" }`;
  const manifest = (...artifacts: readonly string[]) =>
    `{ "version": "55.0.0", "artifacts": { ${artifacts.join(', ')} } }`;
  const unknown = 'aws://unknown-account/unknown-region';
  const template = '{ "Resources": { "Queue": { "Type": "AWS::SQS::Queue" } } }';
  const app: Documents = {
    'cdk.out/manifest.json': manifest(
      stack('Orders', unknown),
      '"assembly-Prod": { "type": "cdk:cloud-assembly", "properties": { "directoryName": "assembly-Prod", "displayName": "Prod" } }',
    ),
    'cdk.out/Orders.template.json': template,
    'cdk.out/assembly-Prod/manifest.json': manifest(stack('ProdApi', 'aws://111122223333/eu-west-1', 'Prod/Api')),
    'cdk.out/assembly-Prod/ProdApi.template.json': template,
  };
  const told = (command: string) => landings({ ...app, ...workflow(job('dev', '444455556666', command)) }, path);

  it.each([
    ['npx cdk deploy', ['Orders']],
    ['npx cdk deploy --all --require-approval never', ['Orders', 'ProdApi']],
    ['cdk deploy --require-approval never Orders', ['Orders']],
    ["cdk deploy --app cdk.out 'Prod/*'", ['ProdApi']],
    ["yarn cdk deploy '**'", ['Orders', 'ProdApi']],
    ['cdk deploy Nothing', []],
    ['cdk deploy "$STACK"', []],
    ['cdk diff Orders', []],
    ['cdk deploy --app "npx ts-node bin/app.ts"', []],
  ])('%s', (command, expected) => {
    expect(told(command).map(line => line.split(' ')[1])).toEqual(expected);
  });

  it.each([
    ['npm --prefix infra run cdk -- deploy', 1],
    ['yarn --cwd=infra cdk deploy', 1],
    ['pnpm -C infra exec cdk deploy', 1],
    ['yarn workspace infra cdk deploy', 0],
    ['cd infra && npx aws-cdk@2.1000.0 deploy', 1],
  ])('in a folder: %s', (command, count) => {
    const there = Object.fromEntries(Object.entries(app).map(([name, text]) => [`infra/${name}`, text]));
    expect(landings({ ...there, ...workflow(job('dev', '444455556666', command)) }, path)).toHaveLength(count);
  });

  it('gives an account to a stack that has none, and takes none from another', () => {
    expect(told('cdk deploy --all')).toEqual([
      'cdk.out/Orders.template.json Orders 444455556666 eu-west-1',
      'cdk.out/assembly-Prod/ProdApi.template.json ProdApi 111122223333 eu-west-1',
    ]);
    const documents = { ...app, ...workflow(job('dev', '444455556666', 'cdk deploy --all')) };
    expect(landed(documents, 'cdk.out/Orders.template.json')).toEqual(['Orders 444455556666']);
    expect(landed(documents, 'cdk.out/assembly-Prod/ProdApi.template.json')).toEqual(['ProdApi 111122223333']);
  });

  it('says nothing of what is synthesised for another environment, and what is for the same', () => {
    expect(told('cdk deploy -c stage=prod')).toEqual([]);
    expect(told('STAGE=prod cdk deploy')).toEqual([]);
    expect(told('cdk deploy --app cdk.out -c stage=prod')).toHaveLength(1);
    const own = {
      ...app,
      'cdk.out/manifest.json': manifest(stack('Orders', unknown, 'orders-prod'), stack('Api', unknown)),
      'cdk.out/Api.template.json': template,
    };
    const stacks = (command: string, account = '444455556666') =>
      landings({ ...own, ...workflow(job('dev', account, command)) }, path).map(line => line.split(' ')[1]);
    expect(stacks('cdk deploy --all -c env=production')).toEqual(['Orders']);
    expect(stacks('cdk deploy --all --context env=dev')).toEqual([]);
    expect(stacks('cdk deploy --all -c env=$ENV')).toEqual([]);
    // The account in which it was synthesised is another.
    const prod = { ...own, 'cdk.out/manifest.json': manifest(stack('OrdersProd', 'aws://111122223333/eu-west-1')) };
    const there = (account: string) =>
      landings({ ...prod, ...workflow(job('p', account, 'cdk deploy -c env=prod')) }, path);
    expect([there('444455556666').length, there('111122223333').length]).toEqual([0, 1]);
  });
});

describe('terraform apply', () => {
  const main = (provider = '{ "region": "eu-west-1" }') =>
    `{ "provider": { "aws": ${provider} }, "variable": { "stage": {} }, "resource": { "aws_sqs_queue": { "q": { "name": "orders-\${var.stage}" } } } }`;
  const root: Documents = { 'infra/main.tf.json': main() };
  const apply = (...commands: readonly string[]) => workflow(job('prod', '111122223333', ...commands));

  it('in a folder lands its configuration, once', () => {
    for (const commands of [
      ['cd infra', 'terraform apply -auto-approve'],
      ['terraform -chdir=infra apply'],
      ['cd infra && tofu plan -out p', 'cd ../infra && tofu apply p'],
    ]) {
      const documents = { ...root, ...apply(...commands) };
      expect(landings(documents, path)).toEqual(['infra/main.tf.json - 111122223333 eu-west-1']);
      expect(landed(documents, 'infra/main.tf.json')).toEqual(['- 111122223333']);
    }
  });

  it('says its variables, files of variables and workspace', () => {
    const commands = [
      'cd infra',
      'terraform workspace select -or-create prod',
      "terraform apply -var-file=prod.tfvars -var 'stage=prod'",
    ];
    const [only] = deployments({ ...root, ...apply(...commands) }, path);
    expect(parameters(only!)).toEqual({ 'var.stage': 'prod' });
    expect(claims(only!).filter(said => !said.startsWith('path'))).toEqual(
      ['deployment var.stage prod', 'deployment var-file prod', 'workspace prod', 'deployment environment prod'].map(
        said => said.replace('var.stage', 'stage'),
      ),
    );
  });

  it('of a plan that another job has made is of the variables of that plan', () => {
    const files = { 'infra/dev.tfvars.json': '{}', 'infra/prod.tfvars.json': '{}' };
    const plan = (out: string) =>
      job('plan', '1', `terraform -chdir=infra plan -var-file=prod.tfvars.json -out=${out}`);
    const apply = job('prod', '111122223333', 'cd infra', 'terraform apply plan.bin');
    const told = (out: string) => deployments({ ...root, ...files, ...workflow(plan(out), apply) }, path);
    expect(told('plan.bin').map(claims)).toMatchObject([expect.arrayContaining(['deployment var-file prod'])]);
    expect(told('other.bin')).toEqual([]);
  });

  it('is not where a provider assumes a role of its own', () => {
    const provider = '{ "assume_role": { "role_arn": "arn:aws:iam::444455556666:role/x" } }';
    const documents = { 'infra/main.tf.json': main(provider), ...apply('cd infra', 'terraform apply') };
    expect(landed(documents, 'infra/main.tf.json')).toEqual(['- 444455556666']);
  });

  it('is not a plan that nobody applies, nor a destroy', () => {
    expect(landings({ ...root, ...apply('cd infra', 'terraform plan') }, path)).toEqual([]);
    expect(landings({ ...root, ...apply('cd infra', 'terraform apply -destroy') }, path)).toEqual([]);
  });

  describe('of two environments with a file of variables each', () => {
    const documents = (dev: string, prod: string): Documents => ({
      ...root,
      'infra/dev.tfvars.json': '{ "stage": "dev" }',
      'infra/prod.tfvars.json': '{ "stage": "prod" }',
      ...workflow(
        job('dev', dev, 'cd infra', 'terraform apply -var-file=dev.tfvars.json'),
        job('prod', prod, 'cd infra', 'terraform apply -var-file=prod.tfvars.json'),
      ),
    });

    it('into one account is a mix', () => {
      const found = findings(documents('111122223333', '111122223333'));
      expect(found.map(({ finding: { rule, related } }) => [rule, related.length > 1])).toEqual([
        ['mixed-environments', true],
      ]);
    });

    it('into two is none', () => {
      expect(findings(documents('444455556666', '111122223333'))).toEqual([]);
    });

    it('with roles that only a run knows is none', () => {
      const open = documents('${{ secrets.DEV }}', '${{ secrets.PROD }}');
      expect(findings(open)).toEqual([]);
    });
  });
});
