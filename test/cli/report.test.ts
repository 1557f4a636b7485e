import { beforeAll, describe, expect, it } from 'vitest';
import { deployer } from '../lsp/templates';
import { type Bulkhead, built, type Folder, folder } from './command-line';

let bulkhead: Bulkhead;
let where: Folder;
const allowed = deployer().replace('iam:PassRole', 'iam:PassRole # bulkhead allow broad-pass-role: break-glass only');
beforeAll(async () => {
  bulkhead = await built();
  where = await folder({
    'stacks/deploy.yaml': deployer(),
    'stacks/allowed.yaml': allowed,
    'stacks/broken.yaml': 'Resources:\n  A:\n    Type: AWS::S3::Bucket\n  B: [\n',
    'odd name, 100%.yaml': deployer(),
  });
});

const check = async (...args: string[]) => (await bulkhead(where, ['check', ...args])).out;

describe('text', () => {
  it('shows the lines, the witness, what belongs to it and what mends it', async () => {
    const out = await check('stacks/deploy.yaml');
    expect(out.replace(/\(\d+ ms\)/, '(N ms)')).toMatchInlineSnapshot(`
      "stacks/deploy.yaml

        error: \`Deployer\` may pass any role to any service: code on \`lambda.amazonaws.com\` can then act as \`OrdersRole\` [broad-pass-role]
        --> stacks/deploy.yaml:10:25
         9 |               - Effect: Allow
        10 |                 Action: iam:PassRole
           |                         ^^^^^^^^^^^^
        = granted: Deployer iam:PassRole on arn:aws:iam::\${AWS::AccountId}:role/\${OrdersRole} with iam:PassedToService = lambda.amazonaws.com
        = the roles that may be passed: stacks/deploy.yaml:11:27
        = \`OrdersRole\` can be passed to \`lambda.amazonaws.com\`: stacks/deploy.yaml:12:3
        = fix: Pass only \`OrdersRole\`, and only to \`lambda.amazonaws.com\` (review)
        = fix: Allow \`broad-pass-role\` here, with a reason (review)

      1 error in 1 document (N ms)
      "
    `);
  });

  it('groups by file and counts what was allowed', async () => {
    const out = await check();
    const heads = out.split('\n').filter(line => /^\S.*\.yaml$/.test(line));
    expect(heads).toEqual(['odd name, 100%.yaml', 'stacks/broken.yaml', 'stacks/deploy.yaml']);
    expect(out).toMatch(/\n2 errors, 1 allowed in 4 documents, 1 not read whole \(\d+ ms\)\n$/);
  });

  it('has colours only when it is asked for them', async () => {
    const coloured = async (env: NodeJS.ProcessEnv, ...args: string[]) =>
      (await bulkhead(where, ['check', 'stacks/deploy.yaml', ...args], { env })).out.includes('\u001b[');
    expect(await coloured({})).toBe(false);
    expect(await coloured({ FORCE_COLOR: '1' })).toBe(true);
    expect(await coloured({ FORCE_COLOR: '1', NO_COLOR: '1' })).toBe(false);
    expect(await coloured({ FORCE_COLOR: '1' }, '--no-color')).toBe(false);
  });

  it('lets no text of a template write on the terminal', async () => {
    const evil = await folder({
      'a.yaml': deployer().replace('  Deployer:', '  "De\\e[31mploy\\a":').replace('deploy\n', '"\u009b31m"\n'),
    });
    const { out } = await bulkhead(evil, ['check']);
    expect(out).toContain('broad-pass-role');
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not be there
    expect(out).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/);
  });

  it('shows a window of a line that is very long', async () => {
    const policy = { Effect: 'Allow', Action: 'iam:PassRole', Resource: '*' };
    const Properties = { PolicyDocument: { Statement: [policy] }, Users: ['a'], PolicyName: 'x'.repeat(100_000) };
    const template = JSON.stringify({ Resources: { P: { Type: 'AWS::IAM::Policy', Properties } } });
    const long = await folder({ 'a.json': template });
    const { out } = await bulkhead(long, ['check']);
    const lines = out.split('\n');
    const caret = lines.findIndex(line => /^\s*\|\s*\^+$/.test(line));
    const at = lines[caret]!.indexOf('^');
    expect(lines[caret - 1]!.slice(at).startsWith('"iam:PassRole"')).toBe(true);
    expect(Math.max(...lines.map(({ length }) => length))).toBeLessThan(400);
  });
});

describe('JSON', () => {
  it('is the shape that others build on', async () => {
    const report = JSON.parse(await check('--format', 'json', 'stacks/deploy.yaml', 'stacks/allowed.yaml'));
    const resource = 'Deployer';
    expect(report).toMatchObject({
      version: 1,
      tool: { name: 'bulkhead', version: expect.stringMatching(/^\d/) },
      documents: [
        {
          file: 'stacks/allowed.yaml',
          format: 'cloudformation',
          resources: 3,
          account: null,
          environment: null,
          problems: [],
        },
        { file: 'stacks/deploy.yaml' },
      ],
      findings: [
        { file: 'stacks/allowed.yaml', suppressed: { reason: 'break-glass only', file: 'stacks/allowed.yaml' } },
        {
          rule: 'broad-pass-role',
          severity: 'error',
          confidence: 'certain',
          file: 'stacks/deploy.yaml',
          range: { start: { line: 9, character: 24 }, end: { line: 9, character: 36 } },
          resource,
          help: 'docs/rules/broad-pass-role.md',
          witness: { principal: resource, action: 'iam:PassRole', context: expect.any(Object) },
          related: expect.arrayContaining([
            expect.objectContaining({ file: 'stacks/deploy.yaml', resource: 'OrdersRole' }),
          ]),
          fingerprint: expect.stringMatching(/^[0-9a-f]+$/),
          suppressed: null,
        },
      ],
      summary: { documents: 2, findings: { error: 1, warning: 0, information: 0, hint: 0 }, suppressed: 1 },
    });
    const [, { fixes }] = report.findings;
    expect(fixes[0]).toMatchObject({ id: 'scope-to-passed-roles', kind: 'review', preferred: true });
    expect(fixes[0].edits[0]).toMatchObject({
      file: 'stacks/deploy.yaml',
      range: { start: { line: expect.any(Number) } },
    });
  });

  it('is the same in every run but for the time', async () => {
    const runs = await Promise.all([check('--format', 'json'), check('--format', 'json')]);
    const [one, other] = runs.map(out => out.replace(/"durationMs": \d+/, ''));
    expect(one).toBe(other);
  });
});

describe('GitHub annotations', () => {
  it('escape what would end them', async () => {
    const lines = (await check('--format', 'github')).trim().split('\n');
    expect(lines.every(line => /^::(error|warning|notice) file=[^,]+,line=\d+,endLine=\d+/.test(line))).toBe(true);
    expect(lines.find(line => line.includes('odd'))).toMatch(
      /^::error file=odd name%2C 100%25\.yaml,line=10,endLine=10,col=25,endColumn=37,title=broad-pass-role::`Deployer` may pass/,
    );
    expect(lines.some(line => line.startsWith('::error file=stacks/broken.yaml,'))).toBe(true);
  });
});

describe('JUnit', () => {
  it('has a suite for each document', async () => {
    const out = await check('--format', 'junit');
    expect(out).toMatch(/<testsuites name="bulkhead" tests="\d+" failures="2" errors="[1-9]" skipped="1" time="/);
    expect(out).toContain('<testsuite name="odd name, 100%.yaml" tests="1" failures="1" errors="0" skipped="0">');
    expect(out).toContain('<skipped message="break-glass only"/>');
    expect(out.match(/<testsuite /g)).toHaveLength(4);
  });
});

describe('Markdown', () => {
  it('is a table with links to the pages', async () => {
    const out = await check('--format', 'markdown');
    expect(out).toMatch(/^### Bulkhead\n\n2 errors in 4 documents\n/);
    expect(out).toMatch(
      /\| error \| `stacks\/deploy\.yaml:10` \| `Deployer` may pass .* \| \[broad-pass-role\]\(https:.*\) \|/,
    );
    const odd = await bulkhead(await folder({ 'a|<b>.yaml': deployer() }), ['check', '--format', 'markdown']);
    expect(odd.out).toContain('| error | `a\\|<b>.yaml:10` | `Deployer` may pass');
    expect(out).toContain('Not read whole:\n\n- `stacks/broken.yaml:');
  });
});
