/** What an editor is given to move a stack to another account: edits of files that are open, with their versions, and of others. */
import { afterEach, expect, it } from 'vitest';
import type { CodeAction } from 'vscode-languageserver';
import { exampleFiles } from '../support/examples';
import type { Documents } from '../support/workspace';
import { type Editor, eventually, openEditor, type Setup } from './session';

let editor: Editor;
const start = async (setup: Setup) => {
  editor = await openEditor(setup);
};
afterEach(() => editor.end());

const shared = '222233334444';
const right = '555566667777';
const settings = `version: 1\naccounts:\n  - { id: "${right}", environment: staging }\n`;
const stack = 'website-cdk/lib/website-stack.ts';
const program = 'website-cdk/bin/website.ts';
const files: Documents = { ...exampleFiles('shared-account'), 'bulkhead.yaml': settings };

/** The fix at the stack's line, once its finding is there. */
async function offered(): Promise<CodeAction> {
  const found = await eventually(
    async () => {
      const position = editor.at(stack, "new Table(this, 'Sessions'");
      return editor.actions(stack, { start: position, end: position });
    },
    actions => actions.some(({ title }) => title.startsWith('Deploy ')),
  );
  return found.find(({ title }) => title.startsWith('Deploy '))!;
}

it('edits the program, which is open in its second version', async () => {
  await start({ files });
  editor.open(stack, files[stack]!);
  editor.open(program, files[program]!);
  editor.type(program, 'const app', '// ours\rconst app'.replace('\r', ' '));
  const { edit } = await editor.resolve(await offered());
  const [change, ...others] = edit!.documentChanges!;
  expect(others).toEqual([]);
  expect(change).toMatchObject({ textDocument: { uri: editor.uri(program), version: 2 } });
  editor.apply(edit!);
  expect(editor.text(program)).toContain(`'Staging', { account: '${right}'`);
});

it('edits several programs at once, of which one is not open', async () => {
  const second = Object.entries(files).flatMap(([path, text]) =>
    path.startsWith('website-cdk')
      ? [[path.replace('website-cdk', 'shop-cdk'), text.replaceAll('website-cdk', 'shop-cdk')]]
      : [],
  );
  await start({ files: { ...files, ...Object.fromEntries(second) } });
  editor.open(stack, files[stack]!);
  const { edit } = await editor.resolve(await offered());
  const changes = edit!.documentChanges!.map(change => ('textDocument' in change ? change.textDocument : undefined));
  expect(changes.length).toBeGreaterThan(0);
  for (const change of changes) expect(change).toMatchObject({ version: null });
  expect(JSON.stringify(edit)).not.toContain(shared);
});
