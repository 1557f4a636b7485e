/** What sends a stack or a provider to the account of its environment, said where people write that. */
import { describe, expect, it } from 'vitest';
import type { Fix } from '../../../server/src/engine/rules/rule';
import { applyEdits } from '../../../server/src/engine/text/text';
import type { Snapshot } from '../../../server/src/engine/workspace/workspace';
import { exampleFiles } from '../../support/examples';
import { type Documents, findingsOf, pathOf } from '../../support/workspace';
import { snapshotWith } from '../../support/written';

const shared = '222233334444';
const right = '555566667777';

const declaring = (environment: string) =>
  `version: 1\naccounts:\n  - { id: "${right}", name: website-${environment}, environment: ${environment} }\n`;

/** The fixes that move something, of all findings, those in sources included. */
function moves(snapshot: Snapshot): readonly Fix[] {
  const found = [...snapshot.documents(), ...snapshot.sources()].flatMap(uri => snapshot.findings(uri));
  return found.flatMap(({ fixes }) => fixes.filter(({ id }) => id.startsWith('move-')));
}

/** What the only fix that moves something changes, each file as it is then. */
function moved(files: Documents): Documents {
  const snapshot = snapshotWith(files);
  const found = moves(snapshot);
  expect(found.map(({ refused }) => refused)).toEqual([undefined]);
  const rendered = snapshot.edits(found[0]!);
  expect(rendered?.creates).toEqual([]);
  const edits = [...(rendered?.edits ?? [])].map(([uri, some]) => {
    const path = pathOf(uri);
    return [path, applyEdits(files[path]!, some)] as const;
  });
  return Object.fromEntries(edits);
}

const refusals = (files: Documents) => moves(snapshotWith(files)).map(({ refused }) => refused);
const mixes = (files: Documents) =>
  findingsOf(snapshotWith(files)).filter(
    ({ finding }) => finding.rule === 'mixed-environments' && ['error', 'warning'].includes(finding.severity),
  );

describe('what the CDK synthesised', () => {
  const website = Object.fromEntries(
    Object.entries(exampleFiles('shared-account')).filter(([path]) => path.startsWith('website-cdk/')),
  );
  const settings = { 'bulkhead.yaml': declaring('staging') };
  const program = 'website-cdk/bin/website.ts';

  it('moves where the program says the account of its stage', () => {
    const before = website[program]!;
    expect(moved({ ...website, ...settings })).toEqual({
      [program]: before.replace(`'Staging', { account: '${shared}'`, `'Staging', { account: '${right}'`),
    });
  });

  it('is no mix any more when it was synthesised again', () => {
    const after = Object.entries({ ...website, ...settings }).map(([path, text]) => [
      path,
      path.includes('assembly-Staging') ? text.replaceAll(shared, right) : text,
    ]);
    expect(mixes(Object.fromEntries(after))).toEqual([]);
  });

  it('says why not once the program says another account', () => {
    const done = { ...website, ...settings, [program]: website[program]!.replaceAll(shared, right) };
    expect(refusals(done)).toEqual([
      `no line is known that says account ${shared} where \`StagingWebsite5303CEDA\` is made`,
    ]);
  });

  it.each([
    [
      'one line for both stages',
      (text: string) =>
        text.replace(
          /new WebsiteStage[\s\S]*$/,
          "for (const stage of ['Prod', 'Staging']) new WebsiteStage(app, stage, { account: '222233334444' });\n",
        ),
    ],
    [
      'a name that both read',
      (text: string) =>
        text
          .replaceAll(`{ account: '${shared}', region: 'eu-west-1' }`, 'env')
          .replace('const app', `const env = { account: '${shared}' };\nconst app`),
    ],
    [
      'a name all of which both take over',
      (text: string) =>
        text
          .replace(`'Prod', { account: '${shared}', region: 'eu-west-1' }`, "'Prod', { ...where, region: 'eu-west-2' }")
          .replace(`'Staging', { account: '${shared}', region: 'eu-west-1' }`, "'Staging', where")
          .replace('\n\nconst app', `\nconst where = { account: '${shared}' };\nconst app`),
    ],
    [
      'a name that other files may read',
      (text: string) =>
        text
          .replace(`'Staging', { account: '${shared}', region: 'eu-west-1' }`, "'Staging', where")
          .replace('\n\nconst app', `\nexport const where = { account: '${shared}' };\nconst app`),
    ],
    [
      'the account in a comment',
      (text: string) =>
        text.replace(
          `'Staging', { account: '${shared}'`,
          `'Staging', { /* account: '${shared}' */ account: process.env.ACCOUNT`,
        ),
    ],
    [
      'the account for something else',
      (text: string) => text.replace(`'Staging', { account: '${shared}'`, `'Staging', { trusted: '${shared}'`),
    ],
    [
      'it twice',
      (text: string) =>
        text.replace(
          `'Staging', { account: '${shared}'`,
          `'Staging', { account: '${shared}', backup: { account: '${shared}' }`,
        ),
    ],
    ['brackets that do not meet', (text: string) => text.replaceAll('});', '}];')],
  ])('says why not: %s', (_, change) => {
    const [refused, ...others] = refusals({ ...website, ...settings, [program]: change(website[program]!) });
    expect(others).toEqual([]);
    expect(refused).toMatch(/^(?:no line is known|`\w+`, which stays|other)/);
  });

  it('moves where a name of its own says it', () => {
    const named = website[program]!.replace(
      `new WebsiteStage(app, 'Staging', { account: '${shared}', region: 'eu-west-1' })`,
      "new WebsiteStage(app, 'Staging', stagingEnv)",
    ).replace('\n\nconst app', `\r\nconst stagingEnv = { account: '${shared}' }; // “☃”\nconst app`);
    expect(moved({ ...website, ...settings, [program]: named })).toEqual({
      [program]: named.replace(`{ account: '${shared}' };`, `{ account: '${right}' };`),
    });
  });

  it('is not moved into an account that the settings of another folder declare', () => {
    const elsewhere = { 'other/bulkhead.yaml': declaring('staging') };
    expect(moves(snapshotWith({ ...website, ...elsewhere }))).toEqual([]);
    expect(moves(snapshotWith({ ...website, ...elsewhere, ...settings })).map(({ preferred }) => preferred)).toEqual([
      true,
    ]);
  });

  it('is not moved into an account that is not known, of which there are two, or in which production lives', () => {
    const two = `${declaring('staging')}  - { id: "666677778888", environment: staging }\n`;
    expect(moves(snapshotWith(website))).toEqual([]);
    expect(moves(snapshotWith({ ...website, 'bulkhead.yaml': two }))).toEqual([]);
    const production = JSON.stringify({
      provider: { aws: { allowed_account_ids: [right] } },
      resource: { aws_sqs_queue: { q: { tags: { Environment: 'prod' } } } },
    });
    const titles = moves(snapshotWith({ ...website, ...settings, 'main.tf.json': production })).map(
      ({ title }) => title,
    );
    expect(titles.filter(title => title.includes('Staging'))).toEqual([]);
  });
});

/** A CDK app in Python, with a stack of each environment in one account. */
function python(source: string): Documents {
  const stack = (id: string, environment: string, line: number) => ({
    type: 'aws:cloudformation:stack',
    environment: `aws://${shared}/eu-west-1`,
    properties: { templateFile: `${id}.template.json`, tags: { Environment: environment } },
    displayName: id,
    metadata: {
      [`/${id}`]: [{ type: 'aws:cdk:creationStack', data: [`<module> (/workspace/app.py:${line})`] }],
    },
  });
  const template = JSON.stringify({
    Resources: { Q: { Type: 'AWS::SQS::Queue', Metadata: { 'aws:cdk:path': 'x/Q' } } },
  });
  return {
    'bulkhead.yaml': declaring('development'),
    'app.py': source,
    'cdk.json': '{}',
    'cdk.out/manifest.json': JSON.stringify({
      version: '55.0.0',
      artifacts: { Live: stack('Live', 'prod', 2), Trial: stack('Trial', 'dev', 3) },
    }),
    'cdk.out/Live.template.json': template,
    'cdk.out/Trial.template.json': template,
  };
}

describe('a program in Python', () => {
  const env = `env=cdk.Environment(account="${shared}", region="eu-west-1")`;
  const source = `app = cdk.App()\nOrdersStack(app, "Live", ${env})\nOrdersStack(\n    app, "Trial",\n    ${env},  # "Trial" is here\n)\n`;

  it('moves the one stack', () => {
    const at = source.lastIndexOf(shared);
    expect(moved(python(source))).toEqual({ 'app.py': source.slice(0, at) + right + source.slice(at + 12) });
  });
});

describe('Terraform', () => {
  const main = (provider: object, environment: string) =>
    JSON.stringify(
      { provider: { aws: provider }, resource: { aws_sqs_queue: { q: { tags: { Environment: environment } } } } },
      undefined,
      2,
    );
  const live = { 'live/main.tf.json': main({ allowed_account_ids: [shared] }, 'prod') };

  it.each([
    ['an account that is allowed', { allowed_account_ids: [shared] }, { allowed_account_ids: [right] }],
    [
      'the account of a role that is assumed',
      { assume_role: { role_arn: `arn:aws:iam::${shared}:role/deploy` } },
      { assume_role: { role_arn: `arn:aws:iam::${right}:role/deploy` } },
    ],
    [
      'both',
      { allowed_account_ids: [shared], assume_role: { role_arn: `arn:aws:iam::${shared}:role/deploy` } },
      { allowed_account_ids: [right], assume_role: { role_arn: `arn:aws:iam::${right}:role/deploy` } },
    ],
    [
      'one of several accounts, with the role',
      { allowed_account_ids: ['999900001111', shared], assume_role: [{ role_arn: `arn:aws:iam::${shared}:role/a` }] },
      { allowed_account_ids: ['999900001111', right], assume_role: [{ role_arn: `arn:aws:iam::${right}:role/a` }] },
    ],
    [
      'the last of several roles',
      {
        assume_role: [
          { role_arn: 'arn:aws:iam::999900001111:role/hub' },
          { role_arn: `arn:aws:iam::${shared}:role/a` },
        ],
      },
      {
        assume_role: [{ role_arn: 'arn:aws:iam::999900001111:role/hub' }, { role_arn: `arn:aws:iam::${right}:role/a` }],
      },
    ],
    [
      'the role that who comes by a web identity assumes',
      {
        assume_role_with_web_identity: { role_arn: `arn:aws:iam::${shared}:role/ci` },
        assume_role: { role_arn: `arn:aws:iam::${shared}:role/deploy` },
      },
      {
        assume_role_with_web_identity: { role_arn: `arn:aws:iam::${shared}:role/ci` },
        assume_role: { role_arn: `arn:aws:iam::${right}:role/deploy` },
      },
    ],
    [
      'the role of a web identity',
      { assume_role_with_web_identity: { role_arn: `arn:aws:iam::${shared}:role/deploy` } },
      { assume_role_with_web_identity: { role_arn: `arn:aws:iam::${right}:role/deploy` } },
    ],
  ])('%s', (_, before, after) => {
    const files = { ...live, 'bulkhead.yaml': declaring('development'), 'trial/main.tf.json': main(before, 'dev') };
    const changed = moved(files);
    expect(changed).toEqual({ 'trial/main.tf.json': main(after, 'dev') });
    expect(mixes({ ...files, ...changed })).toEqual([]);
  });

  it('an account that a file of variables sets', () => {
    const files = {
      ...live,
      'bulkhead.yaml': declaring('development'),
      'trial/main.tf.json': JSON.stringify({
        provider: { aws: { allowed_account_ids: ['${var.account}'] } },
        variable: { account: {}, environment: {} },
        resource: { aws_sqs_queue: { q: { tags: { Environment: '${var.environment}' } } } },
      }),
      'trial/dev.tfvars.json': `{ "environment": "dev", "account": "${shared}" }\r\n`,
    };
    const changed = moved(files);
    expect(changed).toEqual({ 'trial/dev.tfvars.json': `{ "environment": "dev", "account": "${right}" }\r\n` });
    expect(mixes({ ...files, ...changed })).toEqual([]);
  });

  it('is not offered as if the account alone could be said where the role stands elsewhere', () => {
    const composed = {
      locals: { account: shared },
      provider: { aws: { assume_role: { role_arn: 'arn:aws:iam::${local.account}:role/a' } } },
    };
    const resource = { aws_sqs_queue: { q: { tags: { Environment: 'dev' } } } };
    const files = {
      ...live,
      'bulkhead.yaml': declaring('development'),
      'trial/main.tf.json': JSON.stringify({ ...composed, resource }),
    };
    expect(refusals(files)).toEqual(['its account is not written out, once, where its provider says it']);
  });

  it('a module that is called keeps what it is given, and its provider assumes another role', () => {
    const root = (account: string) =>
      JSON.stringify({
        provider: { aws: { assume_role: { role_arn: `arn:aws:iam::${account}:role/a` } } },
        module: { dev: { source: './queues', environment: 'dev' } },
      });
    const module = JSON.stringify({
      variable: { environment: {} },
      resource: { aws_sqs_queue: { q: { name: 'q-${var.environment}' } } },
    });
    const files = {
      ...live,
      'bulkhead.yaml': declaring('development'),
      'trial/main.tf.json': root(shared),
      'trial/queues/main.tf.json': module,
    };
    expect(moved(files)).toEqual({ 'trial/main.tf.json': root(right) });
  });

  it('a provider that serves both environments stays', () => {
    const both = JSON.stringify({
      provider: { aws: { allowed_account_ids: [shared] } },
      resource: { aws_sqs_queue: { a: { tags: { Environment: 'dev' } }, b: { tags: { Environment: 'prod' } } } },
    });
    expect(moves(snapshotWith({ 'bulkhead.yaml': declaring('development'), 'main.tf.json': both }))).toEqual([]);
  });

  const shipments = Object.fromEntries(
    Object.entries(exampleFiles('shared-account')).filter(([path]) => path.startsWith('shipments')),
  );

  it.each([
    ['a block', 'assume_role {\r\n      role_arn = "arn:aws:iam::ACCOUNT:role/deploy"\r\n    }'],
    ['a block on one line', 'assume_role { role_arn = "arn:aws:iam::ACCOUNT:role/deploy" }'],
  ])('assumes the role of the other account, as %s says it', (_, block) => {
    const role = { role_arn: { constant_value: `arn:aws:iam::${shared}:role/deploy` } };
    const plan = JSON.parse(shipments['shipments-terraform/plan.json']!);
    plan.configuration.provider_config.aws.expressions = { assume_role: [role] };
    const hcl = (account: string) => `provider "aws" {\r\n    ${block.replace('ACCOUNT', account)}\r\n}\r\n`;
    const before = {
      ...live,
      'bulkhead.yaml': declaring('test'),
      'shipments-terraform/main.tf': hcl(shared),
      'shipments-terraform/plan.json': JSON.stringify(plan),
    };
    expect(moved(before)).toEqual({ 'shipments-terraform/main.tf': hcl(right) });
    const variable = { ...before, 'shipments-terraform/main.tf': hcl('${var.account}') };
    expect(refusals(variable)).toEqual(['the source says something else by now']);
  });

  it('stops an apply with the credential of which alone the account is known', () => {
    const plan = JSON.parse(shipments['shipments-terraform/plan.json']!);
    delete plan.configuration.provider_config.aws.expressions;
    plan.prior_state = {
      values: {
        root_module: {
          resources: [
            {
              address: 'data.aws_caller_identity.me',
              mode: 'data',
              type: 'aws_caller_identity',
              name: 'me',
              values: { account_id: shared },
            },
          ],
        },
      },
    };
    const hcl = 'provider "aws" {\n  region = "eu-west-1"\n}\n';
    const before = {
      ...live,
      'bulkhead.yaml': declaring('test'),
      'shipments-terraform/main.tf': hcl,
      'shipments-terraform/plan.json': JSON.stringify(plan),
    };
    expect(moved(before)).toEqual({
      'shipments-terraform/main.tf': hcl.replace('{', `{\n  allowed_account_ids = ["${right}"]`),
    });
    const without = { ...before, 'shipments-terraform/main.tf': '' };
    expect(refusals(without)).toEqual(['the block of its provider is not known']);
  });

  it('says it in the block of the .tf file of which a plan was made', () => {
    const files = Object.fromEntries(
      Object.entries(exampleFiles('shared-account')).filter(([path]) => path.startsWith('shipments')),
    );
    const before = { ...live, ...files, 'bulkhead.yaml': declaring('test') };
    const hcl = files['shipments-terraform/main.tf']!;
    const changed = { 'shipments-terraform/main.tf': hcl.replace(`["${shared}"]`, `["${right}"]`) };
    expect(moved(before)).toEqual(changed);
    expect(
      refusals({ ...before, 'shipments-terraform/main.tf': hcl.replace('provider "aws"', '#provider "aws"') }),
    ).toEqual(['no line of a `.tf` file is known that says it']);
    expect(refusals({ ...before, ...changed })).toEqual(['the source says something else by now']);
  });
});
