import { chmod, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { encode } from '../../server/src/files/decode';
import { broken, bucket, deployer } from '../lsp/templates';
import { type Bulkhead, built, folder } from './command-line';

let bulkhead: Bulkhead;
beforeAll(async () => {
  bulkhead = await built();
});

const kubernetes = 'apiVersion: apps/v1\nkind: Deployment\n';
const lesser = 'version: 1\nrules: { broad-pass-role: information }\n';
const scoped = deployer('!GetAtt OrdersRole.Arn');

describe('the exit status', () => {
  it.each([
    ['0 without findings', 0, { 'a.yaml': scoped }, []],
    ['0 for a folder with nothing of ours', 0, { 'a.yaml': kubernetes, 'package.json': '{}' }, []],
    ['0 when findings are not what it fails on', 0, { 'a.yaml': deployer() }, ['--fail-on', 'never']],
    ['1 with findings', 1, { 'a.yaml': deployer() }, []],
    [
      '1 with lesser findings that it is to fail on',
      1,
      { 'a.yaml': deployer(), 'bulkhead.yaml': lesser },
      ['--fail-on', 'information'],
    ],
    [
      '1 with findings that it is to fail on and not to show',
      1,
      { 'a.yaml': deployer(), 'bulkhead.yaml': lesser },
      ['--severity', 'error', '--fail-on', 'information'],
    ],
    ['0 with lesser findings', 0, { 'a.yaml': deployer(), 'bulkhead.yaml': lesser }, []],
    ['2 for a path that is not there', 2, {}, ['nowhere.yaml']],
    ['2 for a pattern that matches nothing', 2, { 'a.yaml': scoped }, ['*.json']],
    ['2 for an option that there is not', 2, {}, ['--nonsense']],
    ['2 for a value that an option does not take', 2, {}, ['--format', 'pdf']],
    ['2 for a rule that there is not', 2, {}, ['--rule', 'broad-passrole']],
    ['2 for settings that make no sense', 2, { 'a.yaml': deployer(), 'bulkhead.yaml': 'accounts: 7\n' }, []],
    ['2 for settings that are not there', 2, {}, ['--config', 'nowhere.yaml']],
    ['3 for a file of ours that breaks off', 3, { 'a.yaml': broken }, []],
    ['0 for a broken file of others', 0, { 'a.yaml': `${kubernetes}a: [` }, []],
  ])('is %s', async (_, status, files, args) => {
    const ran = await bulkhead(await folder(files), ['check', ...args]);
    expect({ ...ran, status: ran.status }).toMatchObject({ status });
    if (status === 2) expect(ran.err + ran.out).not.toContain('    at ');
  });

  it('prints the findings of what could be read when it is 3', async () => {
    const { out } = await bulkhead(await folder({ 'a.yaml': broken, 'b.yaml': deployer() }), ['check']);
    expect(out.match(/\[broad-pass-role\]/g)).toHaveLength(2);
  });
});

describe('usage', () => {
  it('suggests the nearest rule', async () => {
    const { err } = await bulkhead(await folder(), ['check', '--rule', 'broad-passrole']);
    expect(err).toBe('bulkhead: there is no rule `broad-passrole`; did you mean `broad-pass-role`?\n');
  });

  it('prints its version and its options', async () => {
    const where = await folder();
    expect(await bulkhead(where, ['--version'])).toMatchObject({
      status: 0,
      out: expect.stringMatching(/^\d+\.\d+\.\d+\n$/),
    });
    const { out, status } = await bulkhead(where, ['check', '--help']);
    expect(status).toBe(0);
    for (const option of ['--config', '--format', '--fail-on', '--stdin-filename', '--no-progress'])
      expect(out).toContain(option);
  });
});

describe('files', () => {
  it('may be named by folder, by name and by pattern, and are analysed together', async () => {
    const where = await folder({ 'a/one.yaml': deployer(), 'b/two.yaml': deployer(), 'c/three.yaml': deployer() });
    const files = async (...paths: string[]) => {
      const { out } = await bulkhead(where, ['check', '--format', 'json', ...paths]);
      return (JSON.parse(out) as { documents: { file: string }[] }).documents.map(({ file }) => file);
    };
    expect(await files()).toEqual(['a/one.yaml', 'b/two.yaml', 'c/three.yaml']);
    expect(await files('a', 'b/two.yaml', 'a/one.yaml')).toEqual(['a/one.yaml', 'b/two.yaml']);
    expect(await files('*/t*.yaml')).toEqual(['b/two.yaml', 'c/three.yaml']);
  });

  it('of no known format are passed over, and named with the reason if they were named', async () => {
    const where = await folder({ 'k8s.yaml': kubernetes, 'empty.json': '', 'list.json': '[1]' });
    expect((await bulkhead(where, ['check'])).err).toBe('');
    const { err, status } = await bulkhead(where, ['check', 'k8s.yaml', 'empty.json', 'list.json']);
    expect(status).toBe(0);
    expect(err.split('\n').map(line => line.split(':')[0])).toEqual(['empty.json', 'k8s.yaml', 'list.json', '']);
    expect(err).toContain('empty.json: passed over, it is empty');
    expect(err).toContain('list.json: passed over, it holds no JSON object');
  });

  it('take the settings above them', async () => {
    const where = await folder({
      'bulkhead.yaml': 'version: 1\nrules: { broad-pass-role: off }\n',
      'deep/er/a.yaml': deployer(),
    });
    expect(await bulkhead(where, ['check', 'deep/er/a.yaml'])).toMatchObject({ status: 0 });
  });

  it('are one under several names', async () => {
    const where = await folder({ 'd/x.yaml': deployer() });
    await symlink('d/x.yaml', join(where.path, 'y.yaml'));
    expect((await bulkhead(where, ['check', '.'])).out).toContain('in 1 document ');
    expect((await bulkhead(where, ['check', 'y.yaml'])).out).toContain('--> y.yaml');
    await symlink('nowhere.yaml', join(where.path, 'z.yaml'));
    await symlink('loop.yaml', join(where.path, 'loop.yaml'));
    expect((await bulkhead(where, ['check', '.'])).out).toContain('in 1 document ');
  });

  it('take all settings of folders above, the nearest first', async () => {
    const where = await folder({
      'bulkhead.yaml': 'version: 1\nrules: { broad-pass-role: off }\n',
      'deep/bulkhead.yaml': 'version: 1\nrules: { mixed-environments: off }\n',
      'deep/a.yaml': deployer(),
    });
    expect(await bulkhead(where, ['check', 'deep'])).toMatchObject({ status: 0 });
    await where.write('deep/bulkhead.yaml', 'version: 1\nrules: { broad-pass-role: error }\n');
    expect(await bulkhead(where, ['check', 'deep'])).toMatchObject({ status: 1 });
  });

  it('take the settings that are named in place of all others', async () => {
    const where = await folder({
      'bulkhead.yaml': 'version: 1\nrules: { broad-pass-role: off }\n',
      'ci/loud.yaml': 'version: 1\nrules: { broad-pass-role: warning }\n',
      'a.yaml': deployer(),
    });
    const { out } = await bulkhead(where, ['check', '--config', 'ci/loud.yaml']);
    expect(out).toContain('1 warning in 2 documents');
    const elsewhere = await bulkhead({ ...where, path: `${where.path}/ci` }, ['check', '--config', 'loud.yaml', '..']);
    expect(elsewhere.out).toContain('1 warning in 2 documents');
    const { status, err } = await bulkhead(where, ['check', '--config', 'a.yaml']);
    expect([status, err]).toEqual([2, 'bulkhead: `a.yaml` holds no settings of Bulkhead\n']);
  });

  it('may come from standard input under a name of their own', async () => {
    const where = await folder({ 'a.yaml': scoped });
    const piped = await bulkhead(where, ['check', '--stdin', '--stdin-filename', 'a.yaml', '.'], { stdin: deployer() });
    expect(piped.status).toBe(1);
    expect(piped.out).toContain('--> a.yaml:10:25');
    expect(await bulkhead(where, ['check', '--stdin'], { stdin: deployer() })).toMatchObject({ status: 1 });
    await where.write('bulkhead.yaml', 'version: 1\nrules: { broad-pass-role: off }\n');
    expect(await bulkhead(where, ['check', '--stdin'], { stdin: deployer() })).toMatchObject({ status: 0 });
    const elsewhere = ['check', '--stdin', '--stdin-filename', '../elsewhere/a.yaml'];
    expect(await bulkhead(where, elsewhere, { stdin: deployer() })).toMatchObject({ status: 1 });
    expect(await bulkhead(where, ['check', '--stdin-filename', 'a.yaml'])).toMatchObject({ status: 2 });
  });

  it('are read in the encodings that shells write', async () => {
    const where = await folder({
      'le.yaml': encode(deployer(), 'utf-16le'),
      'be.yaml': encode(deployer(), 'utf-16be'),
      'bom.yaml': encode(deployer(), 'utf-8-bom'),
    });
    const { out } = await bulkhead(where, ['check']);
    for (const file of ['le', 'be', 'bom']) expect(out).toContain(`--> ${file}.yaml:10:25`);
  });

  it('with bytes that are no text keep their findings and are not whole', async () => {
    const bytes = Buffer.concat([Buffer.from(deployer()), Buffer.from([0x23, 0x20, 0xff, 0xfe, 0x0a])]);
    const { out, status } = await bulkhead(await folder({ 'a.yaml': bytes }), ['check']);
    expect(status).toBe(3);
    expect(out).toContain('these bytes are not UTF-8');
    expect(out).toContain('[broad-pass-role]');
  });

  it('with NUL bytes do no harm', async () => {
    const where = await folder({ 'nul.yaml': `\0${deployer()}\0`, 'good.yaml': deployer() });
    const { out, err } = await bulkhead(where, ['check']);
    expect(out).toContain('--> good.yaml:10:25');
    expect(err).toBe('');
  });

  it.runIf(process.platform === 'linux')('that are no files are not taken for empty ones', async () => {
    const { status, err } = await bulkhead(await folder(), ['check', '/dev/null']);
    expect(status).toBe(2);
    expect(err).toBe('bulkhead: `/dev/null` is neither a file nor a folder; `--stdin` reads a pipe\n');
  });

  it('that lie in circles are read once', async () => {
    const where = await folder({ 'a/a.yaml': deployer() });
    await symlink('..', join(where.path, 'a', 'up'));
    await symlink('self', join(where.path, 'self'));
    await symlink('nowhere.yaml', join(where.path, 'dangling.yaml'));
    const { out, status } = await bulkhead(where, ['check']);
    expect(status).toBe(1);
    expect(out).toContain('1 error in 1 document');
    expect(await bulkhead(where, ['check', 'a/up/a'])).toMatchObject({ status: 1 });
  });

  it('that cannot be read are said, and the rest goes on', async () => {
    const where = await folder({ 'open.yaml': deployer() });
    if (process.platform === 'linux') await symlink('/proc/self/mem', join(where.path, 'secret.yaml'));
    else await where.write('secret.yaml', deployer()).then(() => chmod(join(where.path, 'secret.yaml'), 0));
    const { out, status } = await bulkhead(where, ['check', '--format', 'json']);
    expect(status).toBe(3);
    expect(JSON.parse(out)).toMatchObject({
      documents: [
        { file: 'open.yaml' },
        {
          file: 'secret.yaml',
          format: null,
          problems: [{ message: expect.stringMatching(/^this file cannot be read: /) }],
        },
      ],
      findings: [{ file: 'open.yaml' }],
    });
  });

  it('of many megabytes are said in a folder, and read if they are named', async () => {
    const large = `${deployer()}${'#'.repeat(11 * 1024 * 1024)}\n`;
    const where = await folder({ 'large.yaml': large, 'data.json': `[${' '.repeat(11 * 1024 * 1024)}]` });
    const all = await bulkhead(where, ['check']);
    expect(all.status).toBe(3);
    expect(all.out).toContain('this file has 11 MB, more than the 10 MB that are read');
    expect(all.out).not.toContain('data.json');
    expect(await bulkhead(where, ['check', 'large.yaml'])).toMatchObject({ status: 1 });
  });
});

describe('what is shown', () => {
  it('is one rule, or what is bad enough', async () => {
    const where = await folder({ 'a.yaml': deployer() });
    expect((await bulkhead(where, ['check', '--rule', 'mixed-environments'])).out).toContain('no findings');
    await where.write('bulkhead.yaml', lesser);
    expect((await bulkhead(where, ['check'])).out).toContain('1 information in 2 documents');
    const less = await bulkhead(where, ['check', '--severity', 'warning']);
    expect(less).toMatchObject({ status: 0, out: expect.stringContaining('no findings'), err: '' });
    const failed = await bulkhead(where, ['check', '--severity', 'warning', '--fail-on', 'information']);
    expect(failed.err).toBe('what `--severity warning` leaves out is at or above `--fail-on information`\n');
  });

  it('leaves out what a hole decides, unless it is asked for, and never fails for it', async () => {
    const where = await folder({ 'a.yaml': `Parameters: { Which: { Type: String } }\n${deployer('!Ref Which')}` });
    expect(await bulkhead(where, ['check'])).toMatchObject({ status: 0, out: expect.stringContaining('no findings') });
    const asked = await bulkhead(where, ['check', '--possible']);
    expect(asked).toMatchObject({ status: 0, out: expect.stringContaining('information (possible): ') });
  });

  it('is nothing but findings when it is to be quiet', async () => {
    const where = await folder({ 'a.yaml': bucket, 'b.yaml': kubernetes });
    expect(await bulkhead(where, ['check', '--quiet', 'a.yaml', 'b.yaml'])).toEqual({ status: 0, out: '', err: '' });
  });

  it('goes to a file', async () => {
    const where = await folder({ 'a.yaml': deployer() });
    const ran = await bulkhead(where, ['check', '--format', 'json', '--output', 'reports/out.json']);
    expect(ran).toEqual({ status: 1, out: '', err: '' });
    expect(JSON.parse(await where.read('reports/out.json'))).toMatchObject({ version: 1 });
  });

  it('cannot go where no file can be', async () => {
    const where = await folder({ 'a.yaml': deployer() });
    const { status, err } = await bulkhead(where, ['check', '--output', 'a.yaml/report.json']);
    expect([status, err]).toEqual([2, expect.stringMatching(/^bulkhead: `.*report\.json` cannot be written: /)]);
  });
});
