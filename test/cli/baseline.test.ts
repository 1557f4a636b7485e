/** `--write-baseline` and `--baseline`: what is known, what is new, and what is gone. */
import { rename } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { deployer } from '../lsp/templates';
import { type Bulkhead, built, type Folder, folder } from './command-line';

let bulkhead: Bulkhead;
beforeAll(async () => {
  bulkhead = await built();
});

const name = '.bulkhead/baseline.json';
const known = (where: Folder, ...more: string[]) => bulkhead(where, ['check', '--baseline', name, ...more]);

/** A folder whose findings are all in the baseline. */
async function baselined(files: Readonly<Record<string, string>>): Promise<Folder> {
  const where = await folder(files);
  await bulkhead(where, ['check', '--write-baseline', name]);
  return where;
}

describe('a baseline', () => {
  it('holds what is found, sorted and readable, with files as they lie from it', async () => {
    const where = await folder({ 'b.yaml': deployer(), 'a.yaml': deployer() });
    const ran = await bulkhead(where, ['check', '--write-baseline', name]);
    expect(ran).toMatchObject({ status: 0, err: `wrote 2 findings to \`${name}\`\n` });
    expect(ran.out).toMatch(/^no findings, 2 in the baseline in 2 documents/);
    const written = await where.read(name);
    expect(written.endsWith('}\n')).toBe(true);
    expect(JSON.parse(written)).toEqual({
      version: 1,
      findings: ['../a.yaml', '../b.yaml'].map(file => ({
        file,
        rule: 'broad-pass-role',
        resource: 'Deployer',
        message: expect.stringContaining('may pass any role'),
        fingerprint: expect.stringMatching(/^[0-9a-f]{16}$/),
        statement: expect.stringMatching(/^[0-9a-f]{16}$/),
      })),
    });
  });

  it('leaves out what it knows, and only that counts which is new', async () => {
    const where = await baselined({ 'a.yaml': deployer() });
    expect(await known(where)).toMatchObject({
      status: 0,
      err: '',
      out: expect.stringMatching(/^no findings, 1 in the baseline in 1 document \(/),
    });
    await where.write('b.yaml', deployer());
    const ran = await known(where);
    expect(ran.status).toBe(1);
    expect(ran.out).not.toContain('--> a.yaml');
    expect(ran.out).toContain('--> b.yaml');
    expect(ran.out).toContain('\n1 error, 1 in the baseline in 2 documents');
  });

  it('says what is gone, of what was looked at', async () => {
    const where = await baselined({ 'a.yaml': deployer(), 'b.yaml': deployer() });
    await where.write('a.yaml', deployer('!GetAtt OrdersRole.Arn'));
    expect((await known(where)).out).toMatch(
      /^fixed since the baseline\n\n {2}a\.yaml: .* \[broad-pass-role\]\n\nno f/,
    );
    expect((await known(where, 'b.yaml')).out).not.toContain('fixed since');
    expect((await known(where, '--rule', 'mixed-environments')).out).not.toContain('fixed since');
    await where.write('bulkhead.yaml', 'version: 1\nrules: { broad-pass-role: off }\n');
    expect((await known(where)).out).not.toContain('fixed since');
  });

  it('does not take for mended what could not be read', async () => {
    const where = await baselined({ 'a.yaml': deployer() });
    await where.write('a.yaml', 'AWSTemplateFormatVersion: "2010-09-09"\nResources: [\n');
    const { out, status } = await known(where);
    expect(status).toBe(3);
    expect(out).not.toContain('fixed since');
  });

  it('may be written anew with what it knew', async () => {
    const where = await baselined({ 'a.yaml': deployer(), 'b.yaml': deployer() });
    await where.write('a.yaml', deployer('!GetAtt OrdersRole.Arn'));
    await where.write('c.yaml', deployer());
    const ran = await known(where, '--write-baseline', name);
    expect(ran).toMatchObject({ status: 0, err: `wrote 2 findings to \`${name}\`\n` });
    expect(ran.out).toContain('fixed since the baseline');
    const { findings } = JSON.parse(await where.read(name)) as { findings: { file: string }[] };
    expect(findings.map(({ file }) => file)).toEqual(['../b.yaml', '../c.yaml']);
    expect((await known(where)).out).not.toContain('fixed since');
  });

  it('does not hold what is allowed', async () => {
    const allowed = deployer().replace('iam:PassRole', 'iam:PassRole # bulkhead allow broad-pass-role: break-glass');
    const where = await baselined({ 'a.yaml': allowed });
    expect(JSON.parse(await where.read(name))).toEqual({ version: 1, findings: [] });
    expect((await known(where)).out).toContain('no findings, 1 allowed in 1 document');
  });

  it('knows a finding in a file that was moved, if only one can be meant', async () => {
    const where = await baselined({ 'a.yaml': deployer() });
    await rename(join(where.path, 'a.yaml'), join(where.path, 'stack.yaml'));
    expect(await known(where)).toMatchObject({ status: 0 });
    await where.write('copy.yaml', deployer());
    expect((await known(where)).out).toContain('2 errors');
  });

  it('is said in every format', async () => {
    const where = await baselined({ 'a.yaml': deployer(), 'gone.yaml': deployer() });
    await where.write('gone.yaml', deployer('!GetAtt OrdersRole.Arn'));
    await where.write('new.yaml', deployer());
    const report = JSON.parse((await known(where, '--format', 'json')).out);
    expect(report).toMatchObject({
      findings: [
        {
          file: 'a.yaml',
          suppressed: { reason: 'known from the baseline', file: name, range: { start: { line: 3, character: 4 } } },
        },
        { file: 'new.yaml', suppressed: null },
      ],
      summary: { findings: { error: 1 }, suppressed: 1 },
      baseline: { file: name, known: 1, fixed: [{ file: 'gone.yaml', rule: 'broad-pass-role', resource: 'Deployer' }] },
    });
    const { results } = JSON.parse((await known(where, '--format', 'sarif')).out).runs[0];
    expect(results).toMatchObject([
      { baselineState: 'unchanged', suppressions: [{ kind: 'external', justification: 'known from the baseline' }] },
      { baselineState: 'new', suppressions: [] },
    ]);
    expect((await known(where, '--format', 'markdown')).out).toContain('besides 1 in the baseline; 1 fixed since');
    expect((await known(where, '--format', 'junit')).out).toContain('<skipped message="known from the baseline"/>');
    expect((await known(where, '--format', 'github')).out).not.toContain('file=a.yaml');
  });
});

const change = (what: string, by: string) => deployer().replace(what, by);
const second = '              - { Effect: Allow, Action: [iam:PassRole, "s3:*"], Resource: "*" }\n';

it('a finding stays known however it is written', async () => {
  const versions: Readonly<Record<string, readonly [before: string, after: string]>> = {
    'lines.yaml': [deployer(), `# one\n\n# more\n${deployer()}`],
    'breaks.yaml': [deployer(), deployer().replaceAll('\n', '\r\n')],
    'sid.yaml': [deployer(), change('- Effect: Allow', '- Sid: Pass\n                Effect: Allow')],
    'list.yaml': [deployer(), change('Action: iam:PassRole', 'Action: [iam:passrole]')],
    'other.yaml': [deployer(), change('nodejs22.x', 'nodejs24.x')],
    'order.yaml': [
      change('              - Effect: Allow\n', `${second}              - Effect: Allow\n`),
      change('                Resource: "*"\n', `                Resource: "*"\n${second}`),
    ],
  };
  const of = (which: 0 | 1) => Object.fromEntries(Object.entries(versions).map(([file, two]) => [file, two[which]]));
  const where = await baselined(of(0));
  for (const [file, text] of Object.entries(of(1))) await where.write(file, text);
  expect(await known(where)).toMatchObject({
    status: 0,
    out: expect.stringMatching(/^no findings, 7 in the baseline/),
  });
});

it('a finding is new when the statement grants something else, or another resource has it', async () => {
  const versions = {
    'roles.yaml': deployer('"arn:aws:iam::111122223333:role/*"'),
    'more.yaml': change('Action: iam:PassRole', 'Action: [iam:PassRole, "s3:*"]'),
    'condition.yaml': change(
      'Action: iam:PassRole',
      'Action: iam:PassRole\n                Condition: { Bool: { "aws:MultiFactorAuthPresent": true } }',
    ),
    'resource.yaml': deployer().replaceAll('Deployer', 'Releaser'),
  };
  const where = await baselined(Object.fromEntries(Object.keys(versions).map(file => [file, deployer()])));
  for (const [file, text] of Object.entries(versions)) await where.write(file, text);
  const { status, out } = await known(where);
  expect(status).toBe(1);
  for (const file of Object.keys(versions)) expect(out).toContain(`--> ${file}`);
  expect(out.slice(out.indexOf('fixed since the baseline')).match(/\[broad-pass-role\]/g)).toHaveLength(4);
});

describe('environments that share an account', () => {
  const tagged = (environment: string, count: number) =>
    Array.from(
      { length: count },
      (_, i) =>
        `  ${environment}${i}: { Type: AWS::SQS::Queue, Properties: { Tags: [{ Key: Environment, Value: ${environment} }] } }\n`,
    ).join('');
  const template = (production: number, development: number) =>
    `Resources:\n${tagged('prod', production)}${tagged('dev', development)}`;
  const settings = (account: string) => `version: 1\ndeployments: [{ files: "*.yaml", account: "${account}" }]\n`;

  it('are the same ones whichever of the two is the smaller', async () => {
    const where = await baselined({ 'a.yaml': template(1, 3) });
    expect((await known(where)).status).toBe(0);
    await where.write('a.yaml', template(4, 3));
    expect(await known(where)).toMatchObject({ status: 0, out: expect.not.stringContaining('fixed since') });
  });

  it('also where the smaller one is in another file, of a known account', async () => {
    const files = (production: number, development: number) => ({
      'p.yaml': `Resources:\n${tagged('prod', production)}`,
      'd.yaml': `Resources:\n${tagged('dev', development)}`,
    });
    const where = await baselined({ 'bulkhead.yaml': settings('111122223333'), ...files(1, 3) });
    expect(await where.read(name)).toContain('p.yaml');
    for (const [file, text] of Object.entries(files(4, 3))) await where.write(file, text);
    expect(await known(where)).toMatchObject({ status: 0, out: expect.not.stringContaining('fixed since') });
  });

  it('are new in another account, in another template of an unknown one, and where they are two others', async () => {
    const where = await baselined({ 'bulkhead.yaml': settings('111122223333'), 'a.yaml': template(1, 3) });
    await where.write('bulkhead.yaml', settings('444455556666'));
    expect((await known(where)).status).toBe(1);
    const unknown = await baselined({ 'a.yaml': template(1, 3), 'b.yaml': template(1, 0) });
    await unknown.write('a.yaml', template(1, 0));
    await unknown.write('b.yaml', template(1, 3));
    expect((await known(unknown)).status).toBe(1);
    await unknown.write('b.yaml', template(1, 0));
    await unknown.write('a.yaml', template(1, 0) + tagged('qa', 1));
    expect((await known(unknown)).status).toBe(1);
  });
});

describe('what is no baseline is said with its line', () => {
  it.each([
    ['no file', undefined, `there is no baseline \`${name}\`; \`--write-baseline ${name}\` writes one`],
    ['broken JSON', '{\n  "version": 1,\n  "findings": [\n', `${name}:3:15: this is no baseline: `],
    ['a list', '[]', `${name}:1:1: this is no baseline: it is to be a JSON object`],
    [
      'another version',
      '{\n  "version": 2 }',
      `${name}:2:14: this is no baseline: this version of Bulkhead reads those of \`version\` 1`,
    ],
    ['no findings', '{ "version": 1 }', `${name}:1:1: this is no baseline: \`findings\` is to be a list`],
    [
      'a finding without a fingerprint',
      '{ "version": 1, "findings": [\n  { "file": "a", "rule": "b" }] }',
      `${name}:2:3: this is no baseline: a finding needs a \`fingerprint\``,
    ],
    [
      'a number for a text',
      '{ "version": 1, "findings": [\n  { "file": 7 }] }',
      `${name}:2:13: this is no baseline: \`file\` is to be a text`,
    ],
  ])('%s', async (_, text, message) => {
    const where = await folder({ 'a.yaml': deployer(), ...(text === undefined ? {} : { [name]: text }) });
    const ran = await known(where);
    expect(ran).toMatchObject({ status: 2, out: '' });
    expect(ran.err.startsWith(`bulkhead: ${message}`), ran.err).toBe(true);
  });
});

describe('an allowance that holds nothing back', () => {
  const unneeded = deployer('!GetAtt OrdersRole.Arn').replace(
    'iam:PassRole',
    'iam:PassRole # bulkhead allow broad-pass-role: break-glass',
  );

  it('is told when all was read, and fixed with what is safe', async () => {
    const where = await folder({ 'stacks/a.yaml': unneeded });
    expect((await bulkhead(where, ['check'])).out).toContain('information: nothing is left that this allowance');
    await bulkhead(where, ['fix']);
    expect(await where.read('stacks/a.yaml')).toBe(deployer('!GetAtt OrdersRole.Arn'));
  });

  it.each([
    ['of a file', ['stacks/a.yaml']],
    ['of a folder', ['stacks']],
    ['of a pattern', ['**/*.yaml']],
    ['of standard input', ['--stdin', '--stdin-filename', 'stacks/a.yaml']],
  ])('is nobody’s business when only a part was named: %s', async (_, args) => {
    const where = await folder({ 'stacks/a.yaml': unneeded });
    expect((await bulkhead(where, ['check', ...args], { stdin: unneeded })).out).toMatch(/^no findings/);
  });

  it('is not told in a folder below the settings, nor where a file cannot be read', async () => {
    const where = await folder({ 'bulkhead.yaml': 'version: 1\n', 'stacks/a.yaml': unneeded });
    const below = { ...where, path: join(where.path, 'stacks') };
    expect((await bulkhead(below, ['check'])).out).toMatch(/^no findings/);
    await where.write(
      'large.template.json',
      `{"AWSTemplateFormatVersion":"2010-09-09","Resources":{${' '.repeat(11 * 1024 * 1024)}`,
    );
    expect((await bulkhead(where, ['check'])).out).not.toContain('nothing is left');
  });
});
