import { afterEach, expect, it } from 'vitest';
import type { Diagnostic } from 'vscode-languageserver';
import { goldenFiles } from '../support/written';
import { likeAnOldEditor } from './clients';
import { type Editor, eventually, openEditor, type Setup } from './session';

let editor: Editor;
const start = async (setup?: Setup) => {
  editor = await openEditor(setup);
};
afterEach(() => editor.end());

/** As another machine synthesised it. */
const shop = goldenFiles('cdk/written', '/builds/shop');
const deploy = 'lib/deploy-stack.ts';
const template = 'cdk.out/Deploy.template.json';

const broad = (items: readonly Diagnostic[]) => items.filter(({ code }) => code === 'broad-pass-role');

/** The findings of a document, open or not, when they have settled so. */
async function pulled(path: string, count: number): Promise<readonly Diagnostic[]> {
  return eventually(
    async () => {
      const report = await editor.pull(path);
      return report.kind === 'full' ? broad(report.items) : [];
    },
    items => items.length === count,
  );
}

it('shows a finding at the line of the program, with the template related', async () => {
  await start({ files: shop });
  editor.open(deploy, shop[deploy]!);
  const [finding] = await pulled(deploy, 1);
  expect(finding!.range).toEqual({ start: { line: 15, character: 8 }, end: { line: 15, character: 34 } });
  expect(finding!.relatedInformation![0]!.location.uri).toBe(editor.uri(template));
  expect(await pulled(template, 0)).toEqual([]);
});

it('tells of programs that are not open', async () => {
  await start({ files: shop });
  const named = await eventually(
    async () => {
      const { items } = await editor.pullWorkspace();
      return items.filter(one => one.kind === 'full' && broad(one.items).length > 0).map(({ uri }) => uri);
    },
    uris => uris.length === 4,
  );
  expect(named.sort()).toEqual(
    ['lib/build-stack.ts', deploy, 'lib/legacy-stack.ts', 'lib/worker.ts'].map(path => editor.uri(path)),
  );
});

it('sends them to an editor that does not ask, and takes them back', async () => {
  await start({ files: shop, capabilities: likeAnOldEditor });
  const sent = () => broad(editor.published.get(editor.uri(deploy))?.diagnostics ?? []);
  await eventually(sent, items => items.length === 1);
  await editor.save(template, shop[template]!.replace('"iam:PassRole"', '"sqs:SendMessage"'));
  await eventually(sent, items => items.length === 0);
});

it('offers to allow it, in a file that lasts', async () => {
  await start({ files: shop });
  editor.open(deploy, shop[deploy]!);
  const [finding] = await pulled(deploy, 1);
  const actions = await editor.actions(deploy, finding!.range, { diagnostics: [finding!] });
  expect(actions.map(({ title }) => title)).toEqual(['Allow `broad-pass-role` here, with a reason']);
  editor.apply((await editor.resolve(actions[0]!)).edit!);
  expect(editor.text('bulkhead.yaml')).toContain('cdk.out/Deploy.template.json');
  expect(await pulled(deploy, 0)).toEqual([]);
});

it('says that the program is newer while it is not saved', async () => {
  await start({ files: shop });
  editor.open(deploy, shop[deploy]!);
  const remark = async () => (await pulled(deploy, 1))[0]!.relatedInformation![0]!.message;
  expect(await remark()).toBe('synthesised here');
  editor.type(deploy, "resources: ['*']", 'resources: roles');
  await eventually(remark, said => said.startsWith('synthesised here; the source is newer'));
});

it('reads a program again when it is saved, and a new one', async () => {
  const { [deploy]: text = '', ...rest } = shop;
  await start({ files: rest });
  // The nearest line that is there: who called it.
  await pulled('bin/shop.ts', 1);
  await editor.save(deploy, text);
  expect((await pulled(deploy, 1))[0]!.range.start.line).toBe(15);
  await editor.save(deploy, text.replace("'iam:PassRole'", 'passRole'));
  await eventually(
    async () => (await pulled(deploy, 1))[0]!.range.start.line,
    line => line === 11,
  );
  await editor.delete(deploy);
  await pulled('bin/shop.ts', 1);
});

it('does not look at programs in which nothing stands', async () => {
  await start({ files: shop });
  editor.open('lib/other.ts', 'Resources: {}');
  expect(await pulled('lib/other.ts', 0)).toEqual([]);
  await pulled(deploy, 1);
  editor.type('lib/other.ts', '{}', '[]');
  expect(await pulled('lib/other.ts', 0)).toEqual([]);
});

it('shows those of a plan at the blocks of its configuration', async () => {
  await start({ files: goldenFiles('terraform-plan/written', '') });
  expect((await pulled('main.tf', 1))[0]!.range.start.line).toBe(26);
  expect(await pulled('modules/ci/policies.tf', 2)).toHaveLength(2);
});
