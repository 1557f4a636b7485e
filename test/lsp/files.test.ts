import { rename, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { FileChangeType } from 'vscode-languageserver';
import type { Uri } from '../../server/src/engine/text/text';
import { encode } from '../../server/src/files/decode';
import type { Host } from '../../server/src/lsp/host';
import { nodeHost } from '../../server/src/lsp/host.node';
import { checkWorkspace, type WorkspaceStatus } from '../../server/src/protocol';
import { type Editor, eventually, inProcess, openEditor, type Setup, squiggle } from './session';
import { broad, bucket, deployer } from './templates';

let editor: Editor;
const start = async (setup?: Setup) => {
  editor = await openEditor(setup);
};
afterEach(() => editor.end());

/** Paths of files, open or not, of which something is said. */
async function named(): Promise<string[]> {
  await editor.request<WorkspaceStatus>(checkWorkspace.method, null);
  const { items } = await Promise.race([editor.pullWorkspace(), nothingIn(300)]);
  return items.map(({ uri }) => uri.slice(editor.uri('').length + 1)).sort();
}

function nothingIn(milliseconds: number): Promise<{ items: { uri: string }[] }> {
  return new Promise(resolve => setTimeout(() => resolve({ items: [] }), milliseconds));
}

/** What was told of the disk is known by now: one more file that comes is, and with it these are so many. */
async function allRead(documents: number): Promise<void> {
  await editor.save('last.yaml', bucket);
  await eventually(
    () => editor.statuses.at(-1),
    now => now?.state === 'ready' && now.documents === documents,
  );
}

/** What stands under squiggles of a file that is not open. */
async function onDisk(path: string, text: string): Promise<string[]> {
  const report = await editor.pull(path);
  return report.kind === 'full' ? report.items.map(item => squiggle(item, text)) : [];
}

it('takes the unsaved text before the disk, and the disk again when the buffer is closed', async () => {
  await start({ files: { 'deploy.yaml': deployer() } });
  editor.open('deploy.yaml', deployer('!GetAtt OrdersRole.Arn'));
  expect(await editor.squiggles('deploy.yaml')).toEqual([]);
  editor.close('deploy.yaml');
  await eventually(
    () => onDisk('deploy.yaml', deployer()),
    squiggles => squiggles[0] === broad,
  );
});

it('does not let the disk overwrite a buffer, but remembers it', async () => {
  await start({ files: { 'deploy.yaml': bucket } });
  editor.open('deploy.yaml', bucket);
  await editor.save('deploy.yaml', deployer());
  await allRead(2);
  expect(await editor.squiggles('deploy.yaml')).toEqual([]);
  editor.close('deploy.yaml');
  await eventually(
    () => onDisk('deploy.yaml', deployer()),
    squiggles => squiggles[0] === broad,
  );
});

it('forgets files that are deleted, and all that lay in a folder', async () => {
  await start({ files: { 'one.yaml': deployer(), 'stacks/a.yaml': deployer(), 'stacks/b/c.yaml': deployer() } });
  expect(await named()).toEqual(['one.yaml', 'stacks/a.yaml', 'stacks/b/c.yaml']);
  await editor.delete('stacks');
  await eventually(
    () => editor.statuses.at(-1)?.documents,
    documents => documents === 1,
  );
  await editor.delete('one.yaml');
  await eventually(
    () => editor.statuses.at(-1)?.documents,
    documents => documents === 0,
  );
});

it('forgets what is deleted, and takes what is changed, while it is read', async () => {
  const { host, isRead, isReadAgain, release } = slowToRead(4);
  const files = {
    'one.yaml': deployer(),
    'stacks/a.yaml': deployer(),
    'there.yaml': deployer(),
    'mended.yaml': deployer(),
  };
  editor = await openEditor({ files }, inProcess(host));
  await isRead;
  await editor.delete('one.yaml');
  await editor.delete('stacks');
  await editor.save('mended.yaml', bucket);
  await isReadAgain;
  release();
  await eventually(
    () => editor.statuses.at(-1),
    now => now?.state === 'ready' && now.documents === 2 && now.findings.error === 1,
  );
});

/** A disk that gives what it read first of each file only when it is told to. */
interface SlowDisk {
  readonly host: Host;
  /** So many of them wait for that. */
  readonly isRead: Promise<void>;
  readonly isReadAgain: Promise<void>;
  readonly release: () => void;
}

function slowToRead(count: number): SlowDisk {
  const known = new Set<Uri>();
  let waiting = 0;
  const isRead = gate();
  const isReadAgain = gate();
  const released = gate();
  const read: Host['files']['read'] = async (uri, limit) => {
    const isFirst = !known.has(uri);
    known.add(uri);
    const reading = await nodeHost.files.read(uri, limit);
    if (!isFirst) {
      isReadAgain.open();
      return reading;
    }
    if (++waiting === count) isRead.open();
    await released.opened;
    return reading;
  };
  const host = { ...nodeHost, files: { ...nodeHost.files, read } };
  return { host, isRead: isRead.opened, isReadAgain: isReadAgain.opened, release: released.open };
}

function gate(): { opened: Promise<void>; open: () => void } {
  let open = () => {};
  const opened = new Promise<void>(resolve => {
    open = resolve;
  });
  return { opened, open };
}

it('finds files that come while it runs', async () => {
  await start();
  await editor.save('stacks/new.yaml', deployer());
  await eventually(
    () => onDisk('stacks/new.yaml', deployer()),
    squiggles => squiggles[0] === broad,
  );
});

it('finds what lies in a folder that is renamed, or that comes', async () => {
  await start({ files: { 'old/a.yaml': deployer(), 'node_modules/x/b.yaml': deployer() } });
  expect(await named()).toEqual(['old/a.yaml']);
  const moves = [
    { from: 'old', to: 'new', told: 'workspace/didRenameFiles' },
    { from: 'new', to: 'moved/here', told: 'workspace/didChangeWatchedFiles' },
  ];
  await editor.write('moved/note.txt', '');
  for (const { from, to, told } of moves) {
    await rename(join(editor.root, from), join(editor.root, to));
    const files = [{ oldUri: editor.uri(from), newUri: editor.uri(to) }];
    const changes = [
      { uri: editor.uri(from), type: FileChangeType.Deleted },
      { uri: editor.uri(to), type: FileChangeType.Created },
      { uri: editor.uri('node_modules/x'), type: FileChangeType.Created },
    ];
    await editor.notify(told, { files, changes });
    await eventually(
      () => onDisk(`${to}/a.yaml`, deployer()),
      squiggles => squiggles[0] === broad,
    );
    expect(await onDisk(`${from}/a.yaml`, deployer())).toEqual([]);
    expect(await onDisk('node_modules/x/b.yaml', deployer())).toEqual([]);
  }
});

it('joins the folders of a workspace, and lets them come and go', async () => {
  await start({ files: { 'one/a.yaml': deployer(), 'two/b.yaml': deployer() }, folders: ['one'] });
  expect(await named()).toEqual(['one/a.yaml']);
  const folder = (name: string) => ({ uri: editor.uri(name), name });
  const change = { event: { added: [folder('two')], removed: [folder('one')] } };
  await editor.notify('workspace/didChangeWorkspaceFolders', change);
  await eventually(
    () => onDisk('two/b.yaml', deployer()),
    squiggles => squiggles[0] === broad,
  );
  expect(await onDisk('one/a.yaml', deployer())).toEqual([]);
});

it('passes over what others made and what settings exclude', async () => {
  const files = {
    'node_modules/x/a.yaml': deployer(),
    '.git/a.yaml': deployer(),
    'old/a.yaml': deployer(),
    '.hidden/a.yaml': deployer(),
    'cdk.out/a.template.json': JSON.stringify({ Resources: {} }),
    'notes.txt': deployer(),
    'infra.cfn': deployer(),
  };
  await start({ files, settings: { files: { exclude: ['old/**'], include: ['**/*.cfn'] } } });
  expect(await named()).toEqual(['.hidden/a.yaml', 'infra.cfn']);
  editor.open('old/a.yaml', deployer());
  expect(await editor.squiggles('old/a.yaml')).toEqual([]);
});

it('knows a buffer by whatever name its client writes', async () => {
  await start();
  const uri = editor.uri('a b@c+d.yaml').replace('@', '%40').replace('+', '%2b');
  editor.open('a b@c+d.yaml', deployer(), uri);
  expect(await editor.squiggles('a b@c+d.yaml')).toEqual([broad]);
  await editor.save('a b@c+d.yaml', deployer());
  await allRead(2);
  const { items } = await editor.pullWorkspace();
  expect(items.map(item => item.uri)).toEqual([uri]);
});

it('does not look at the old side of a comparison', async () => {
  await start();
  editor.open('deploy.yaml', deployer(), 'git:/deploy.yaml?HEAD');
  expect(await editor.squiggles('deploy.yaml')).toEqual([]);
  editor.open('new', deployer(), 'untitled:Untitled-1');
  expect(await editor.squiggles('new')).toEqual([broad]);
});

it('reads UTF-16 as PowerShell writes it, and does not follow links in circles', async () => {
  await start({ files: { 'utf16.yaml': encode(deployer(), 'utf-16le') } });
  await symlink(editor.root, join(editor.root, 'loop'));
  await symlink(join(editor.root, 'nowhere'), join(editor.root, 'dangling.yaml'));
  expect(await named()).toEqual(['utf16.yaml']);
  expect(await onDisk('utf16.yaml', deployer())).toEqual([broad]);
});

it('says of a large file that is ours that it is not read, and nothing of others', async () => {
  const padding = '#'.repeat(2 * 1024 * 1024);
  const files = { 'large.yaml': `${deployer()}${padding}`, 'data.json': `[${' '.repeat(2 * 1024 * 1024)}]` };
  await start({ files, settings: { files: { maxSizeMB: 1 } } });
  expect(await named()).toEqual(['large.yaml']);
  expect(await onDisk('large.yaml', '')).toEqual(['this file has 2 MB, more than the 1 MB that are read: ']);
});

it('answers edits while a large workspace is read', async () => {
  const { host, isRead, release } = slowToRead(1);
  const files = Object.fromEntries(Array.from({ length: 400 }, (_, i) => [`stacks/${i}.yaml`, bucket]));
  editor = await openEditor({ files }, inProcess(host));
  await isRead;
  editor.open('deploy.yaml', deployer());
  expect(await editor.squiggles('deploy.yaml')).toEqual([broad]);
  release();
  await eventually(
    () => editor.statuses.at(-1),
    now => now?.state === 'ready' && now.documents === 401,
  );
  expect(editor.statuses[0]?.state).toBe('reading');
  expect(editor.progress[0]).toBe('begin');
  expect(editor.progress.at(-1)).toBe('end');
});
