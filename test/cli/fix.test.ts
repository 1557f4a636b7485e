import { beforeAll, describe, expect, it } from 'vitest';
import { decode, encode } from '../../server/src/files/decode';
import { broken, deployer } from '../lsp/templates';
import { type Bulkhead, built, folder } from './command-line';

let bulkhead: Bulkhead;
beforeAll(async () => {
  bulkhead = await built();
});

describe('fix', () => {
  it('leaves alone what changes a grant', async () => {
    const where = await folder({ 'a.yaml': deployer() });
    expect(await bulkhead(where, ['fix'])).toMatchObject({ status: 0, out: '', err: 'nothing to fix\n' });
    expect(await where.read('a.yaml')).toBe(deployer());
  });

  it('applies the preferred ones when told to, until nothing is left', async () => {
    const where = await folder({
      'a.yaml': deployer(),
      'b.yaml': deployer(),
      'c.yaml': deployer('!GetAtt OrdersRole.Arn'),
    });
    expect(await bulkhead(where, ['fix', '--unsafe'])).toMatchObject({
      status: 0,
      err: 'applied 2 fixes in 2 files\n',
    });
    expect(await where.read('a.yaml')).toContain('iam:PassedToService');
    expect(await where.read('c.yaml')).toBe(deployer('!GetAtt OrdersRole.Arn'));
    expect(await bulkhead(where, ['check'])).toMatchObject({ status: 0 });
    expect(await bulkhead(where, ['fix', '--unsafe'])).toMatchObject({ err: 'nothing to fix\n' });
  });

  it('only of the rules that are named', async () => {
    const where = await folder({ 'a.yaml': deployer() });
    const ran = await bulkhead(where, ['fix', '--unsafe', '--rule', 'mixed-environments']);
    expect(ran.err).toBe('nothing to fix\n');
  });

  it('prints a diff that patch takes, and writes nothing, in a dry run', async () => {
    const where = await folder({ 'stacks/a.yaml': deployer() });
    const { out, err } = await bulkhead(where, ['fix', '--unsafe', '--dry-run']);
    expect(err).toBe('would apply 1 fix in 1 file\n');
    expect(out).toMatch(/^--- a\/stacks\/a\.yaml\n\+\+\+ b\/stacks\/a\.yaml\n@@ -/);
    expect(out).toContain('\n-                Resource: "*"\n+                Resource: ');
    expect(await where.read('stacks/a.yaml')).toBe(deployer());
  });

  it.each(['utf-16le', 'utf-16be', 'utf-8-bom', 'utf-8'] as const)('keeps %s and CRLF', async encoding => {
    const where = await folder({ 'a.yaml': encode(deployer().replaceAll('\n', '\r\n'), encoding) });
    await bulkhead(where, ['fix', '--unsafe']);
    const { text, encoding: kept } = decode(await where.bytes('a.yaml'));
    expect(kept).toBe(encoding);
    expect(text).toContain('iam:PassedToService');
    expect(text.replaceAll('\r\n', '')).not.toContain('\n');
  });

  it('does not write files whose bytes are no text, and says so', async () => {
    const latin = Buffer.concat([Buffer.from(`${deployer()}# caf`), Buffer.from([0xe9, 0x0a])]);
    const where = await folder({ 'a.yaml': latin, 'b.yaml': deployer() });
    const { status, err } = await bulkhead(where, ['fix', '--unsafe']);
    expect(err).toBe('a.yaml: not read whole, these bytes are not UTF-8\napplied 1 fix in 1 file\n');
    expect(status).toBe(3);
    expect(Buffer.from(await where.bytes('a.yaml'))).toEqual(latin);
  });

  it('answers for what it could not read as check does', async () => {
    expect(await bulkhead(await folder({ 'a.yaml': broken }), ['fix'])).toMatchObject({ status: 3 });
    const settings = await folder({ 'a.yaml': deployer(), 'bulkhead.yaml': 'accounts: 7\n' });
    expect(await bulkhead(settings, ['fix'])).toMatchObject({ status: 2 });
    const others = await bulkhead(await folder({ 'k8s.yaml': 'kind: Pod\n' }), ['fix', 'k8s.yaml']);
    expect([others.status, others.err.split('\n')[0]]).toEqual([0, expect.stringMatching(/^k8s\.yaml: passed over, /)]);
  });

  it('does not touch what the author allowed', async () => {
    const allowed = deployer().replace('iam:PassRole', 'iam:PassRole # bulkhead allow broad-pass-role: break-glass');
    const where = await folder({ 'a.yaml': allowed });
    await bulkhead(where, ['fix', '--unsafe']);
    expect(await where.read('a.yaml')).toBe(allowed);
  });
});

describe('fix of a template of two environments', () => {
  const queue = (environment: string) =>
    `    Type: AWS::SQS::Queue\n    Properties: { Tags: [{ Key: Environment, Value: ${environment} }] }\n`;
  const orders = `  Orders:\n${queue('prod')}`;
  const trial = `  Trial:\n${queue('dev')}`;
  const template = `Resources:\n${orders}${trial}`;

  it('writes the file that it names, and nothing else', async () => {
    const where = await folder({ 'stacks/a.yaml': template });
    const dry = await bulkhead(where, ['fix', 'stacks/a.yaml', '--unsafe', '--dry-run']);
    expect(dry.err).toBe('would apply 1 fix in 2 files\n');
    expect(dry.out).toContain(`--- /dev/null\n+++ b/stacks/a.dev.yaml\n@@ -0,0 +1,4 @@\n+Resources:\n+  Trial:\n`);
    expect(await bulkhead(where, ['fix', '--unsafe'])).toMatchObject({
      status: 0,
      err: 'applied 1 fix in 2 files\n',
    });
    expect(await where.read('stacks/a.yaml')).toBe(`Resources:\n${orders}`);
    expect(await where.read('stacks/a.dev.yaml')).toBe(`Resources:\n${trial}`);
    expect(await bulkhead(where, ['check'])).toMatchObject({ status: 0 });
  });

  it('says why it does not, and writes nothing', async () => {
    const entangled = `${template}Outputs: { Both: { Value: !Sub "\${Orders}\${Trial}" } }\n`;
    const where = await folder({ 'a.yaml': entangled });
    const { err } = await bulkhead(where, ['fix', '--unsafe']);
    expect(err).toBe(
      'a.yaml:7: not done: Move what is development to `a.dev.yaml`: the output `Both` ties `Trial` to `Orders`\nnothing to fix\n',
    );
    expect(await where.read('a.yaml')).toBe(entangled);
    const { findings } = JSON.parse((await bulkhead(where, ['check', '--format', 'json'])).out);
    expect(findings[0].refused).toEqual([
      {
        id: 'split-off-dev',
        title: 'Move what is development to `a.dev.yaml`',
        reason: 'the output `Both` ties `Trial` to `Orders`',
      },
    ]);
  });

  it('leaves it to a person where production would leave, which the stack then deletes', async () => {
    const settings = `version: 1
accounts: [{ id: "111122223333", name: trials, environment: development }]
deployments: [{ files: a.yaml, account: trials }]
`;
    const where = await folder({ 'a.yaml': template, 'bulkhead.yaml': settings });
    expect(await bulkhead(where, ['fix', '--unsafe'])).toMatchObject({ err: 'nothing to fix\n' });
    const { findings } = JSON.parse((await bulkhead(where, ['check', '--format', 'json'])).out);
    expect(findings[0].fixes).toContainEqual(expect.objectContaining({ id: 'split-off-prod', preferred: false }));
  });

  it('never writes over a file, one that it did not read either', async () => {
    const where = await folder({ 'a.yaml': template, 'a.dev.yaml': 'mine: 1\n' });
    const known = await bulkhead(where, ['fix', '--unsafe']);
    expect(known.err).toContain('`a.dev.yaml` is there already');
    const alone = await bulkhead(where, ['fix', 'a.yaml', '--unsafe']);
    expect(alone.err).toBe(
      'a.dev.yaml: is there already and was not read, so nothing was written to it\nnothing to fix\n',
    );
    expect([await where.read('a.yaml'), await where.read('a.dev.yaml')]).toEqual([template, 'mine: 1\n']);
  });
});

describe('explain', () => {
  it('prints a page, or the table of rules', async () => {
    const where = await folder();
    const page = await bulkhead(where, ['explain', 'broad-pass-role']);
    expect(page).toMatchObject({ status: 0, out: expect.stringMatching(/^# broad-pass-role\n/) });
    const table = await bulkhead(where, ['explain']);
    expect(table.out).toMatch(/^broad-pass-role +error +\S/m);
    expect(await bulkhead(where, ['explain', 'nonsense'])).toMatchObject({ status: 2, out: '' });
  });
});
