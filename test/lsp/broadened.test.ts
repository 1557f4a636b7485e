/** What a template newly allows since the last commit, as an editor shows it: in real repositories. */
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { type CodeLens, FileChangeType } from 'vscode-languageserver';
import type { Uri } from '../../server/src/engine/text/text';
import type { Host } from '../../server/src/lsp/host';
import { nodeHost } from '../../server/src/lsp/host.node';
import { type Broadened, broadened, broadenedChanged, checkWorkspace } from '../../server/src/protocol';
import { ordersUser } from '../support/orders-user';
import { commit, git, initialize } from '../support/repositories';
import { type Editor, eventually, inProcess, openEditor, type Setup } from './session';

let editor: Editor;
afterEach(() => editor.end());

function committed(): void {
  commit(editor.root);
  const uri = editor.uri('.git/logs/HEAD');
  void editor.notify('workspace/didChangeWatchedFiles', { changes: [{ uri, type: FileChangeType.Changed }] });
}

const template = ordersUser();

async function opened(setup: Setup = {}): Promise<void> {
  editor = await openEditor({
    files: { 'orders.yaml': template },
    initializationOptions: { comparison: true },
    ...setup,
  });
  git(editor.root, 'init', '-q', '-b', 'main');
  committed();
  changes = 0;
  editor.connection.onNotification(broadenedChanged.method, () => void changes++);
  editor.open('orders.yaml', template);
}

let changes: number;

/** Something else is broadened now, so often by now. */
async function compared(times = 1): Promise<void> {
  await eventually(
    () => changes,
    count => count === times,
  );
}

async function lenses(path = 'orders.yaml'): Promise<CodeLens[]> {
  const textDocument = { uri: editor.uri(path) };
  const all = await editor.request<CodeLens[]>('textDocument/codeLens', { textDocument });
  return all.filter(({ command }) => command?.title.startsWith('broadens'));
}

const squiggles = async () => (await editor.squiggles('orders.yaml')).filter(one => one.startsWith('broadened-access'));

describe('what an edit broadens', () => {
  it('is told while typing, at the entry, and goes when it is undone', async () => {
    await opened();
    expect(await lenses()).toEqual([]);
    editor.type('orders.yaml', 'Action: s3:GetObject', 'Action: [s3:GetObject, s3:PutObject]');
    expect(await eventually(squiggles, all => all.length > 0)).toEqual(['broadened-access: s3:PutObject']);
    expect(await lenses()).toMatchObject([
      {
        range: { start: { line: 1, character: 2 } },
        command: {
          title: 'broadens access: +1 request since HEAD',
          command: 'bulkhead.compareAccess',
          arguments: [editor.uri('orders.yaml')],
        },
      },
    ]);
    editor.type('orders.yaml', '[s3:GetObject, s3:PutObject]', 's3:GetObject');
    await eventually(squiggles, all => all.length === 0);
    expect(await lenses()).toEqual([]);
  });

  it('is shown beside what it was, with the explanation', async () => {
    await opened();
    const asked = () => editor.request<Broadened | null>(broadened.method, { uri: editor.uri('orders.yaml') });
    expect(await asked()).toBeNull();
    editor.type('orders.yaml', 's3:GetObject', 's3:Get*');
    const answer = await eventually(asked, one => one !== null);
    expect(answer).toMatchObject({ since: 'HEAD', before: template });
    expect(answer!.explanations).toMatchObject([{ range: { start: { line: 9, character: 24 } } }]);
    expect(answer!.explanations[0]!.markdown).toMatch(
      /^`Deployer` may now do more of `s3:Get\*`, such as .*\n\n`s3:Get\*` means \d+ actions: .*\n\nFor example: `Deployer` does /s,
    );
  });

  it('is told to be different, so that what is shown of it does not stay', async () => {
    await opened();
    editor.type('orders.yaml', 's3:GetObject', 's3:Get*');
    await compared();
    editor.type('orders.yaml', 's3:Get*', 's3:GetObject');
    await compared(2);
    expect(await editor.request(broadened.method, { uri: editor.uri('orders.yaml') })).toBeNull();
  });

  it.each([
    ['the settings of the editor', { settings: { rules: { 'broadened-access': 'off' } } }],
    [
      'bulkhead.yaml',
      { files: { 'orders.yaml': template, 'bulkhead.yaml': 'version: 1\nrules: { broadened-access: off }\n' } },
    ],
  ])('is told in no way where %s switch it off', async (_, setup) => {
    await opened(setup);
    editor.type('orders.yaml', 's3:GetObject', 's3:*');
    await compared();
    expect([await squiggles(), await lenses()]).toEqual([[], []]);
    expect(await editor.request(broadened.method, { uri: editor.uri('orders.yaml') })).toBeNull();
  });

  it('is told again as soon as it is switched on', async () => {
    await opened({ settings: { rules: { 'broadened-access': 'off' } } });
    editor.type('orders.yaml', 's3:GetObject', 's3:*');
    await compared();
    expect(await squiggles()).toEqual([]);
    editor.settings = {};
    await editor.notify('workspace/didChangeConfiguration', { settings: null });
    await eventually(squiggles, all => all.length > 0);
    expect(await lenses()).toHaveLength(1);
  });

  it('is nothing any more when it is committed', async () => {
    await opened();
    const now = template.replace('s3:GetObject', 's3:*');
    editor.type('orders.yaml', 's3:GetObject', 's3:*');
    await eventually(squiggles, all => all.length > 0);
    await editor.write('orders.yaml', now);
    committed();
    await eventually(squiggles, all => all.length === 0);
  });

  it('is not told of a template that is new as a whole', async () => {
    await opened();
    editor.open('new.yaml', template.replace('Deployer', 'Other'));
    editor.type('orders.yaml', 's3:GetObject', 's3:*');
    await eventually(squiggles, all => all.length > 0);
    expect(await lenses('new.yaml')).toEqual([]);
  });

  it('can be allowed, and switched off', async () => {
    await opened();
    editor.type(
      'orders.yaml',
      'Action: s3:GetObject\n                Resource: arn:aws:s3:::orders/*',
      '# bulkhead allow broadened-access: asked for\n                Action: s3:*\n                Resource: arn:aws:s3:::ord*',
    );
    await compared();
    expect(await editor.squiggles('orders.yaml')).toEqual([]);
    expect(await lenses()).toEqual([]);
  });
});

describe('several repositories', () => {
  const both = { 'a/orders.yaml': template, 'b/team/bills.yaml': template };
  const init = (...folders: readonly string[]) => {
    for (const folder of folders) initialize(join(editor.root, folder));
  };
  const lensesOf = async (path: string) => {
    editor.open(path, template);
    editor.type(path, 's3:GetObject', 's3:*');
    return eventually(
      () => lenses(path),
      all => all.length > 0,
    );
  };

  it('in one folder, and in folders that are open side by side, are each compared with their own', async () => {
    editor = await openEditor({ files: both });
    init('a', 'b');
    expect(await lensesOf('a/orders.yaml')).toHaveLength(1);
    expect(await lensesOf('b/team/bills.yaml')).toHaveLength(1);
    await editor.end();
    editor = await openEditor({ files: both, folders: ['a', 'b'] });
    init('a', 'b');
    expect(await lensesOf('a/orders.yaml')).toHaveLength(1);
    expect(await lensesOf('b/team/bills.yaml')).toHaveLength(1);
  });

  it('of which one lies in another are too', async () => {
    editor = await openEditor({ files: { '.gitignore': 'b\n', ...both } });
    init('b', '.');
    expect(await lensesOf('b/team/bills.yaml')).toHaveLength(1);
    expect(await lensesOf('a/orders.yaml')).toHaveLength(1);
  });

  it('share their commits as working trees', async () => {
    editor = await openEditor({ files: { 'a/orders.yaml': template } });
    init('a');
    git(join(editor.root, 'a'), 'worktree', 'add', '-q', '../tree');
    expect(await lensesOf('tree/orders.yaml')).toHaveLength(1);
  });
});

describe('silence', () => {
  const { history, linters: _, ...machine } = nodeHost;
  let asked: number;
  let answered: string[];
  /** A machine on which no time passes; it tells how often git was asked, and what it has answered about the template. */
  const atOnce: Host = {
    ...machine,
    after: () => machine.pause(),
    history: {
      heads(...about) {
        asked++;
        return history!.heads(...about);
      },
      async before(about, commits) {
        const before = await history!.before(about, commits);
        answered.push(about.snapshot.source(editor.uri('orders.yaml') as Uri)?.text ?? '');
        return before;
      },
    },
  };
  const broad = template.replace('s3:GetObject', 's3:*');

  async function edited(host: Host, setup: Setup = {}): Promise<void> {
    asked = 0;
    answered = [];
    editor = await openEditor({ files: { 'orders.yaml': template }, ...setup }, inProcess(host));
    editor.open('orders.yaml', template);
    editor.type('orders.yaml', 's3:GetObject', 's3:*');
    await editor.request(checkWorkspace.method, null);
  }

  it('without a repository', async () => {
    await edited(atOnce);
    await eventually(
      () => answered,
      texts => texts.includes(broad),
    );
    expect([await squiggles(), await lenses(), editor.logged]).toEqual([[], [], []]);
  });

  it('where the client lets nobody ask git', async () => {
    await edited(atOnce, { initializationOptions: { comparison: true, git: false } });
    expect([await squiggles(), await lenses(), asked]).toEqual([[], [], 0]);
  });

  it('on a machine without version control', async () => {
    await edited(machine);
    expect([await squiggles(), await lenses()]).toEqual([[], []]);
  });
});
