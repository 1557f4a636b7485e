/** Findings of what tools made stand where people write, in every report. */
import { rename, rm, symlink, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { goldenFiles } from '../support/written';
import { type Bulkhead, built, type Folder, folder } from './command-line';

let bulkhead: Bulkhead;
beforeAll(async () => {
  bulkhead = await built();
});

/** An app that was synthesised where it lies now. */
async function shop(): Promise<Folder> {
  const here = await folder();
  for (const [file, text] of Object.entries(goldenFiles('cdk/written', here.path))) await here.write(file, text);
  return here;
}

interface Reported {
  readonly documents: readonly { readonly file: string }[];
  readonly findings: readonly {
    readonly rule: string;
    readonly file: string;
    readonly range: { readonly start: { readonly line: number } };
    readonly related: readonly { readonly message: string; readonly file: string; readonly resource: string | null }[];
    readonly fixes: readonly { readonly edits: readonly { readonly file: string }[] }[];
  }[];
}

async function reported(where: Folder, paths: readonly string[], cwd = where): Promise<Reported> {
  const { out } = await bulkhead(cwd, ['check', ...paths, '--rule', 'broad-pass-role', '--format', 'json']);
  return JSON.parse(out) as Reported;
}

const lines = ({ findings }: Reported) => findings.map(({ file, range }) => `${file}:${range.start.line + 1}`);
const written = ['lib/build-stack.ts:9', 'lib/deploy-stack.ts:16', 'lib/legacy-stack.ts:20', 'lib/worker.ts:16'];

describe('a CDK app', () => {
  it('has its findings in its program, and the template among what is related', async () => {
    const report = await reported(await shop(), ['.']);
    expect(lines(report)).toEqual(written);
    expect(report.findings[1]!.related[0]).toMatchObject({
      message: 'synthesised here',
      file: 'cdk.out/Deploy.template.json',
      resource: 'DeployerDefaultPolicy7237DBBA',
    });
    expect(report.documents.map(({ file }) => file).filter(file => file.endsWith('.ts'))).toEqual([]);
  });

  it('has them there when only its output is named', async () => {
    expect(lines(await reported(await shop(), ['cdk.out']))).toEqual(written);
  });

  it('is not read where a link leads out of the folder', async () => {
    const app = await shop();
    const elsewhere = await folder();
    await rename(join(app.path, 'lib'), join(elsewhere.path, 'lib'));
    await symlink(join(elsewhere.path, 'lib'), join(app.path, 'lib'));
    expect(lines(await reported(app, ['.'])).filter(line => line.startsWith('lib/'))).toEqual([]);
    await rm(join(app.path, 'lib'));
    await rename(join(elsewhere.path, 'lib'), join(app.path, 'sources'));
    await symlink(join(app.path, 'sources'), join(app.path, 'lib'));
    expect(lines(await reported(app, ['.']))).toEqual(written);
  });

  it('is not read beyond the folder in which the command runs', async () => {
    const app = await shop();
    const report = await reported(app, ['.'], { ...app, path: join(app.path, 'cdk.out') });
    expect(report.findings.map(({ file }) => file)).toEqual([
      'Build.template.json',
      'Deploy.template.json',
      'DeployInnerB7E1876E.nested.template.json',
      'Legacy.template.json',
    ]);
  });

  it('is shown with its lines', async () => {
    const { out } = await bulkhead(await shop(), ['check', '--rule', 'broad-pass-role']);
    expect(out).toContain('lib/deploy-stack.ts:16:9');
    expect(out).toContain("16 |         actions: ['iam:PassRole'],\n     |         ^^^^^^^^^^^^^^^^^^^^^^^^^^");
  });

  it('that was changed after it was synthesised is said to be', async () => {
    const app = await shop();
    await utimes(join(app.path, 'lib/worker.ts'), new Date(), new Date(Date.now() + 60_000));
    const [related] = (await reported(app, ['.'])).findings[3]!.related;
    expect(related!.message).toMatch(/^synthesised here; the source is newer/);
  });
});

describe('a Terraform plan', () => {
  it('has its findings in the blocks of its configuration', async () => {
    const here = await folder(goldenFiles('terraform-plan/written', ''));
    const report = await reported(here, ['.']);
    expect(lines(report)).toEqual(['main.tf:27', 'modules/ci/policies.tf:3', 'modules/ci/policies.tf:3']);
    expect(report.findings[0]!.related[0]).toMatchObject({ message: 'planned here', file: 'plan.json' });
    expect(lines(await reported(here, ['plan.json']))).toEqual(lines(report));
  });
});
