/** `check --cfn-lint`, with an installed cfn-lint that is played by a program. */
import { chmod } from 'node:fs/promises';
import { delimiter, dirname, join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { bucket, deployer } from '../lsp/templates';
import { type Bulkhead, built, type Folder, folder } from './command-line';

let bulkhead: Bulkhead;
beforeAll(async () => {
  bulkhead = await built();
});

/** Says of each line with `Type` that it is wrong; fails at a text with BOOM. */
const script = `#!${process.execPath}
let text = '';
process.stdin.on('data', chunk => { text += chunk; });
process.stdin.on('end', () => {
  if (text.includes('BOOM')) { console.error('boom'); process.exit(1); }
  const wrong = text.split('\\n').flatMap((line, i) => {
    const column = line.indexOf('Type:') + 1;
    const spot = ColumnNumber => ({ LineNumber: i + 1, ColumnNumber });
    const Location = { Start: spot(column), End: spot(column + 4), Path: null };
    return column > 0 ? [{ Message: 'this type is wrong.', Location, Rule: { Id: 'E3001', Source: '' } }] : [];
  });
  console.log(JSON.stringify(wrong));
  process.exitCode = 2;
});
`;

async function withLinter(files: Readonly<Record<string, string>>): Promise<{ where: Folder; env: NodeJS.ProcessEnv }> {
  const where = await folder({ 'bin/cfn-lint': script, ...files });
  const bin = join(where.path, 'bin');
  await chmod(join(bin, 'cfn-lint'), 0o755);
  return { where, env: { PATH: `${bin}${delimiter}${dirname(process.execPath)}` } };
}

const rulesIn = (out: string) => JSON.parse(out).findings.map(({ rule }: { rule: string }) => rule);
const asJson = ['check', '--cfn-lint', '--format', 'json'];

describe('an installed cfn-lint', () => {
  it('is heard beside our own findings, and fails the check as they do', async () => {
    const { where, env } = await withLinter({ 'a.yaml': bucket });
    const { status, out } = await bulkhead(where, asJson, { env });
    const [finding] = JSON.parse(out).findings;
    expect(finding).toMatchObject({
      rule: 'cfn-lint/E3001',
      severity: 'error',
      message: 'this type is wrong',
      file: 'a.yaml',
    });
    expect(finding.help).toMatch(/^https:.*cfn-lint.*rules\.md$/);
    expect(status).toBe(1);
  });

  it('is heard when it is asked for', async () => {
    const { where, env } = await withLinter({ 'a.yaml': deployer() });
    const { out } = await bulkhead(where, ['check', '--format', 'json'], { env });
    expect(rulesIn(out)).not.toContain('cfn-lint/E3001');
  });

  it('obeys bulkhead.yaml and --rule', async () => {
    const { where, env } = await withLinter({
      'a.yaml': deployer(),
      'bulkhead.yaml': 'version: 1\nrules: { cfn-lint/E3001: hint }\n',
    });
    const { out, status } = await bulkhead(where, [...asJson, '--rule', 'cfn-lint/E3001'], { env });
    expect(new Set(rulesIn(out))).toEqual(new Set(['cfn-lint/E3001']));
    expect(status).toBe(0);
  });

  it('that fails at one template is said, and the others are linted', async () => {
    const { where, env } = await withLinter({ 'a.yaml': bucket, 'b.yaml': `# BOOM\n${bucket}` });
    const { out, err, status } = await bulkhead(where, asJson, { env });
    expect(rulesIn(out)).toEqual(['cfn-lint/E3001']);
    expect(err).toMatch(/^`b\.yaml` was not linted: .* gave no findings: boom$/m);
    expect(status).toBe(3);
  });

  it('leaves a baseline with its findings alone where it is not run', async () => {
    const { where, env } = await withLinter({ 'a.yaml': bucket });
    await bulkhead(where, [...asJson, '--write-baseline', 'known.json'], { env });
    const known = ['check', '--format', 'json', '--baseline', 'known.json'];
    const { out } = await bulkhead(where, known, { env });
    expect(JSON.parse(out).baseline).toMatchObject({ known: 0, fixed: [] });
    const again = await bulkhead(where, [...known, '--cfn-lint'], { env });
    expect(JSON.parse(again.out).baseline).toMatchObject({ known: 1, fixed: [] });
    expect(again.status).toBe(0);
  });

  it('is not started where there is no template', async () => {
    const where = await folder({ 'main.tf.json': '{ "resource": {} }' });
    expect(await bulkhead(where, ['check', '--cfn-lint'], { env: { PATH: '' } })).toMatchObject({ status: 0 });
  });
});

it('without cfn-lint one sentence says what is missing', async () => {
  const where = await folder({ 'a.yaml': bucket });
  const env = { PATH: '', XDG_CACHE_HOME: where.path, LOCALAPPDATA: where.path, HOME: where.path };
  const { err, status } = await bulkhead(where, ['check', '--cfn-lint'], { env });
  expect(err).toMatch(
    /^bulkhead: cfn-lint is not installed, for \d+ files are missing .*`--cfn-lint-download` downloads.*cfn_lint-.*\.whl.*\n$/,
  );
  expect(status).toBe(2);
});
