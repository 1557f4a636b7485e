/** What says where templates are deployed: files beside them. */
import { beforeAll, describe, expect, it } from 'vitest';
import { type Bulkhead, built, folder } from './command-line';

let bulkhead: Bulkhead;
beforeAll(async () => {
  bulkhead = await built();
});

const template = `AWSTemplateFormatVersion: "2010-09-09"
Transform: AWS::Serverless-2016-10-31
Parameters: { Stage: { Type: String, AllowedValues: [dev, prod] } }
Resources:
  Orders: { Type: AWS::Serverless::SimpleTable }
`;

const samconfig = (account: string, stage = 'prod') => `version = 0.1

[dev.deploy.parameters]
stack_name = "orders-dev"
role_arn = "arn:aws:iam::444455556666:role/cloudformation-deploy"
parameter_overrides = "Stage=dev"

[prod.deploy.parameters]
stack_name = "orders-prod"
role_arn = "arn:aws:iam::${account}:role/cloudformation-deploy"
parameter_overrides = "Stage=${stage}"
`;

async function checked(files: Readonly<Record<string, string>>, ...paths: readonly string[]) {
  const ran = await bulkhead(await folder(files), ['check', ...paths, '--format', 'json']);
  const { documents, findings } = JSON.parse(ran.out) as {
    documents: readonly { file: string; format: string; problems: readonly { message: string; severity: string }[] }[];
    findings: readonly {
      rule: string;
      file: string;
      range: unknown;
      related: readonly { file: string; message: string }[];
    }[];
  };
  return { status: ran.status, documents, findings };
}

describe('a samconfig', () => {
  it('that deploys two environments into one account is a finding in it, with both sides', async () => {
    const { status, findings } = await checked({
      'template.yaml': template,
      'samconfig.toml': samconfig('444455556666'),
    });
    expect(status).toBe(1);
    expect(findings).toMatchObject([{ rule: 'mixed-environments', file: 'samconfig.toml' }]);
    expect(findings[0]!.related.map(({ message }) => message)).toEqual([
      '`orders-prod` is production: deployed as `prod`',
      '`orders-dev` lands in account `444455556666`',
      '`orders-prod` lands in account `444455556666`',
    ]);
  });

  it('that deploys them into two accounts is none', async () => {
    const { status, findings, documents } = await checked({
      'template.yaml': template,
      'samconfig.toml': samconfig('111122223333'),
    });
    expect({ status, findings }).toEqual({ status: 0, findings: [] });
    expect(documents).toMatchObject([{ file: 'samconfig.toml', format: 'settings', problems: [] }, { format: 'sam' }]);
  });

  it('that gives what its template does not take has a problem, and nothing fails for it', async () => {
    const { status, documents } = await checked({
      'template.yaml': template,
      'samconfig.toml': samconfig('111122223333', 'live'),
    });
    expect(status).toBe(0);
    expect(documents[0]?.problems).toMatchObject([{ severity: 'warning', message: expect.stringContaining('`live`') }]);
  });

  it('that is checked by its name misses no file that it was not given', async () => {
    const files = {
      'template.yaml': template,
      'samconfig.toml': `${samconfig('111122223333')}template_file = "template.yaml"\n`,
    };
    const { status, documents } = await checked(files, 'samconfig.toml');
    expect({ status, problems: documents[0]?.problems }).toEqual({ status: 0, problems: [] });
  });

  it('that breaks off is read as far as it goes', async () => {
    const { status, findings, documents } = await checked({
      'template.yaml': template,
      'samconfig.toml': `${samconfig('444455556666')}tags = "Environment=prod\n`,
    });
    expect(status).toBe(3);
    expect(findings).toMatchObject([{ rule: 'mixed-environments', file: 'samconfig.toml' }]);
    expect(documents[0]?.problems).toMatchObject([{ severity: 'error', message: 'this string is not closed' }]);
  });
});

it('other TOML is passed over, and by its name said to be', async () => {
  const where = await folder({ 'pyproject.toml': '[tool.poetry]\nname = "x"\n' });
  expect((await bulkhead(where, ['check'])).status).toBe(0);
  expect((await bulkhead(where, ['check', 'pyproject.toml'])).err).toContain('of TOML only `samconfig*.toml` is read');
});

describe('a workflow of GitHub', () => {
  const workflow = (account: string) => `on: { push: { branches: [main] } }
jobs:
  prod:
    environment: production
    steps:
      - uses: actions/checkout@v4
      - uses: aws-actions/configure-aws-credentials@v4
        with:
          role-to-assume: arn:aws:iam::${account}:role/github-deploy
          aws-region: eu-west-1
      - run: |
          aws cloudformation deploy --template-file template.yaml --stack-name orders \\
            --parameter-overrides Stage=prod --capabilities CAPABILITY_IAM
`;
  const dev = samconfig('111122223333').split('[prod')[0]!;
  const terraform = `{
  "provider": { "aws": { "allowed_account_ids": ["444455556666"], "default_tags": { "tags": { "Environment": "dev" } } } },
  "resource": { "aws_sqs_queue": { "jobs": {} } }
}
`;
  const files = (account: string) => ({
    'template.yaml': template,
    '.github/workflows/deploy.yml': workflow(account),
    '.github/workflows/test.yml': 'on: push\njobs:\n  test:\n    steps:\n      - run: npm test\n',
  });

  it.each([
    ['a samconfig', { 'samconfig.toml': dev }],
    ['Terraform', { 'infra/main.tf.json': terraform }],
  ])('that deploys production where %s deploys development is one finding, with both sides', async (_, other) => {
    const { status, findings } = await checked({ ...files('444455556666'), ...other });
    const [first, ...more] = findings;
    expect({ status, rule: first?.rule, more }).toEqual({ status: 1, rule: 'mixed-environments', more: [] });
    const [side] = Object.keys(other);
    expect(first!.file).toBe(side);
    const places = new Set(first!.related.map(({ file }) => file));
    expect(places).toContain('.github/workflows/deploy.yml');
    expect(first!.related.map(({ message }) => message)).toContain('`orders` lands in account `444455556666`');
  });

  it('that deploys into another account is none, and one that deploys nothing is no document', async () => {
    const { status, findings, documents } = await checked({ ...files('111122223333'), 'samconfig.toml': dev });
    expect({ status, findings }).toEqual({ status: 0, findings: [] });
    expect(documents.map(({ file, format }) => `${file} ${format}`)).toEqual([
      '.github/workflows/deploy.yml settings',
      'samconfig.toml settings',
      'template.yaml sam',
    ]);
  });

  it('that is broken says so itself, and is read as far as it goes', async () => {
    const broken = { '.github/workflows/deploy.yml': `${workflow('444455556666')}      - run: "unclosed\n` };
    const { status, findings, documents } = await checked({ ...files(''), ...broken, 'samconfig.toml': dev });
    expect(status).toBe(3);
    expect(findings).toMatchObject([{ rule: 'mixed-environments' }]);
    expect(documents.map(({ problems }) => problems.length)).toEqual([1, 0, 0]);
  });
});
