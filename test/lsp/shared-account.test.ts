/** What an editor shows of a workspace in which three tools deploy into one account. */
import { afterEach, expect, it } from 'vitest';
import type { Diagnostic } from 'vscode-languageserver';
import { exampleFiles, expectedIn, lookedFor } from '../support/examples';
import { likeAnOldEditor } from './clients';
import { type Editor, eventually, openEditor, type Setup } from './session';

let editor: Editor;
const start = async (setup: Setup) => {
  editor = await openEditor(setup);
};
afterEach(() => editor.end());

const shared = exampleFiles('shared-account');
const places = expectedIn(shared);

/** Of the whole workspace, when there are so many. */
async function pulled(count: number): Promise<readonly { readonly uri: string; readonly found: Diagnostic }[]> {
  return eventually(
    async () => {
      const { items } = await editor.pullWorkspace();
      return items.flatMap(one => (one.kind === 'full' ? one.items.map(found => ({ uri: one.uri, found })) : []));
    },
    all => all.length === count,
  );
}

it('three findings, none of whose files is open', async () => {
  await start({ files: shared });
  const all = (await pulled(3)).map(({ uri, found }) => `${found.code} ${uri} ${found.range.start.line}`);
  expect(all.sort()).toEqual(places.map(({ rule, file, line }) => `${rule} ${editor.uri(file)} ${line}`).sort());
});

it('related places in which stands what is said of them', async () => {
  await start({ files: shared });
  const related = (await pulled(3)).flatMap(({ found }) => found.relatedInformation ?? []);
  const followed = related.filter(({ message }) => !/^(?:synthesised|planned) here/.test(message));
  expect(followed.length).toBeGreaterThan(9);
  for (const { message, location } of followed) {
    const file = Object.keys(shared).find(path => editor.uri(path) === location.uri)!;
    const { start, end } = location.range;
    expect(start.line).toBe(end.line);
    const text = shared[file]!.split('\n')[start.line]!.slice(start.character, end.character);
    expect(text, message).toContain(lookedFor(message));
  }
});

it('an editor that does not ask is told, and told again when an account is put apart', async () => {
  await start({ files: shared, capabilities: likeAnOldEditor });
  const sent = () =>
    places.filter(({ file }) => (editor.published.get(editor.uri(file))?.diagnostics.length ?? 0) > 0).length;
  await eventually(sent, count => count === 3);
  const config = 'invoices-sam/samconfig.toml';
  await editor.save(config, shared[config]!.replace('222233334444', '555566667777'));
  await eventually(sent, count => count === 2);
});

it('nothing where each has an account of its own', async () => {
  await start({ files: exampleFiles('separate-accounts') });
  const { documents, findings } = await eventually(
    () => editor.statuses.at(-1)!,
    now => now?.state === 'ready' && now.documents > 0,
  );
  expect({ documents, findings }).toEqual({
    documents: 8,
    findings: { error: 0, warning: 0, information: 0, hint: 0 },
  });
});

it('three findings, with each project in a folder of its own of the window', async () => {
  await start({ files: shared, folders: ['invoices-sam', 'shipments-terraform', 'website-cdk'] });
  expect((await pulled(3)).map(({ uri }) => uri).sort()).toEqual(places.map(({ file }) => editor.uri(file)).sort());
});

it('of folders, those alone that are open', async () => {
  await start({ files: shared, folders: ['invoices-sam', 'shipments-terraform'] });
  const { documents, findings } = await eventually(
    () => editor.statuses.at(-1)!,
    now => now?.state === 'ready' && now.documents > 0,
  );
  expect({ documents, findings: findings.error }).toEqual({ documents: 3, findings: 0 });
});

it('of a file that is opened alone, what it says by itself', async () => {
  await start({ files: shared, folders: [] });
  const template = 'invoices-sam/template.yaml';
  editor.open(template, shared[template]!);
  expect(await editor.squiggles(template)).toEqual([]);
  const both = `Resources:
  Dev: { Type: AWS::SQS::Queue, Properties: { Tags: [{ Key: Environment, Value: dev }] } }
  Prod: { Type: AWS::SQS::Queue, Properties: { Tags: [{ Key: Environment, Value: prod }] } }
`;
  editor.open('queues.yaml', both);
  expect(await editor.squiggles('queues.yaml')).toEqual(['mixed-environments: dev']);
});
