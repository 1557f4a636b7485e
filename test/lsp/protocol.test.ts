import { type ChildProcess, spawn } from 'node:child_process';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { CancellationTokenSource } from 'vscode-languageserver';
import {
  createProtocolConnection,
  IPCMessageReader,
  IPCMessageWriter,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver/node';
import { checkWorkspace, explainRule, listRules, type WorkspaceStatus } from '../../server/src/protocol';
import { bundle } from '../support/bundle';
import { type Editor, eventually, openEditor, type Transport } from './session';
import { broad, bucket, deployer } from './templates';

let editor: Editor;

describe('what it says of itself', () => {
  afterEach(() => editor.end());

  it('is what it does', async () => {
    editor = await openEditor();
    expect(editor.initialized?.capabilities).toEqual({
      positionEncoding: 'utf-16',
      textDocumentSync: { openClose: true, change: 2 },
      diagnosticProvider: { identifier: 'bulkhead', interFileDependencies: true, workspaceDiagnostics: true },
      callHierarchyProvider: true,
      codeActionProvider: { codeActionKinds: ['quickfix', 'source.fixAll.bulkhead'], resolveProvider: true },
      hoverProvider: true,
      inlayHintProvider: true,
      codeLensProvider: { resolveProvider: true },
      completionProvider: { triggerCharacters: [' ', ':', '"', "'", '-', '/'] },
      definitionProvider: true,
      referencesProvider: true,
      workspace: expect.objectContaining({ workspaceFolders: { supported: true, changeNotifications: true } }),
    });
    const watched = ['workspace/didChangeConfiguration', 'workspace/didChangeWatchedFiles'];
    expect(
      await eventually(
        () => editor.registered,
        ({ length }) => length === 2,
      ),
    ).toEqual(watched);
  });

  it('watches what the settings add', async () => {
    editor = await openEditor({ settings: { files: { include: ['**/*.cfn'] } } });
    await eventually(
      () => editor.watched.at(-1) ?? [],
      globs => globs.includes('**/*.cfn'),
    );
    editor.settings = {};
    await editor.notify('workspace/didChangeConfiguration', { settings: null });
    await eventually(
      () => editor.watched.at(-1) ?? [],
      globs => !globs.includes('**/*.cfn'),
    );
  });

  it('counts what it found, and again when asked to look anew', async () => {
    editor = await openEditor({ files: { 'a.yaml': deployer(), 'b.yaml': bucket } });
    const expected = { state: 'ready', documents: 2, findings: { error: 1, warning: 0, information: 0, hint: 0 } };
    expect(
      await eventually(
        () => editor.statuses.at(-1),
        now => now?.state === 'ready' && now.findings.error > 0,
      ),
    ).toEqual(expected);
    await editor.write('c.yaml', deployer());
    const now = await editor.request<WorkspaceStatus>(checkWorkspace.method, null);
    expect(now).toMatchObject({ documents: 3, findings: { error: 2 } });
  });

  it('explains its rules', async () => {
    editor = await openEditor();
    const rules = await editor.request<{ id: string; summary: string }[]>(listRules.method, null);
    expect(rules.map(({ id }) => id)).toContain('broad-pass-role');
    const page = await editor.request(explainRule.method, { rule: 'broad-pass-role' });
    expect(page).toMatchObject({ markdown: expect.stringMatching(/^# broad-pass-role/) });
    expect(await editor.request(explainRule.method, { rule: 'no-such-rule' })).toBeNull();
    expect(await editor.request(explainRule.method, {})).toMatchObject({
      markdown: expect.stringContaining('| rule |'),
    });
  });
});

describe('messages that make no sense', () => {
  afterEach(() => editor.end());

  it.each([
    ['textDocument/hover', {}],
    ['textDocument/hover', { textDocument: { uri: 7 }, position: { line: -1, character: 'x' } }],
    ['textDocument/codeAction', { textDocument: { uri: 'file:///%' } }],
    ['codeAction/resolve', { title: 1 }],
    ['textDocument/diagnostic', { textDocument: { uri: 'nonsense' } }],
    ['workspace/diagnostic', {}],
    ['bulkhead/explainRule', null],
    ['no/such/request', { a: 1 }],
  ])('are answered: %s %j', async (method, params) => {
    editor = await openEditor();
    await Promise.race([
      editor.request(method, params).catch(() => undefined),
      new Promise(resolve => setTimeout(resolve, 300)),
    ]);
    editor.open('deploy.yaml', deployer());
    expect(await editor.squiggles('deploy.yaml')).toEqual([broad]);
  });

  it('about a document that has no name are answered with nothing, and logged', async () => {
    editor = await openEditor();
    const nothing = { kind: 'full', items: [] };
    expect(await editor.request('textDocument/diagnostic', {})).toEqual(nothing);
    expect(await editor.request('textDocument/diagnostic', { textDocument: { uri: 7 } })).toEqual(nothing);
    expect(editor.logged.filter(line => line.startsWith('textDocument/diagnostic '))).toHaveLength(2);
    expect(await editor.request(explainRule.method, { rule: 'constructor' })).toBeNull();
  });

  it.each([
    ['textDocument/didOpen', {}],
    ['textDocument/didChange', { textDocument: { uri: 'file:///x', version: null }, contentChanges: [{}] }],
    ['textDocument/didClose', { textDocument: { uri: 'file:///never' } }],
    ['textDocument/didOpen', { textDocument: { uri: 7, version: 1, text: '' } }],
    ['textDocument/didOpen', { textDocument: { uri: 'file:///x.yaml', version: 1, text: null } }],
    ['workspace/didChangeWatchedFiles', { changes: 1 }],
    ['workspace/didChangeWatchedFiles', { changes: [null, {}, { uri: 7, type: 1 }] }],
    ['workspace/didDeleteFiles', { files: [{}] }],
    ['workspace/didRenameFiles', {}],
    ['workspace/didChangeWorkspaceFolders', {}],
    ['workspace/didChangeWorkspaceFolders', { event: { added: [{}] } }],
    ['no/such/notification', {}],
  ])('are survived: %s %j', async (method, params) => {
    editor = await openEditor();
    await editor.notify(method, params);
    editor.open('deploy.yaml', deployer());
    expect(await editor.squiggles('deploy.yaml')).toEqual([broad]);
    // Work in the background goes on too.
    const now = await editor.request<WorkspaceStatus>(checkWorkspace.method, null);
    expect(now).toMatchObject({ state: 'ready', findings: { error: 1 } });
  });
});

describe('cancellation', () => {
  afterEach(() => editor.end());

  it('ends a question that is held open', async () => {
    editor = await openEditor();
    const source = new CancellationTokenSource();
    const held = editor.connection.sendRequest('workspace/diagnostic', { previousResultIds: [] }, source.token);
    setTimeout(() => source.cancel(), 50);
    await expect(held).rejects.toMatchObject({ code: -32800 });
  });
});

describe('the server as a process of its own', () => {
  let dist: string;
  beforeAll(async () => {
    dist = await bundle();
  });

  it.each([
    ['standard input and output', () => [`${dist}/server.js`, '--stdio']],
    ['the command line', () => [`${dist}/cli.js`, 'lsp', '--stdio']],
  ])('speaks over %s, and ends cleanly', async (_, argv) => {
    const child = spawn(process.execPath, argv(), { stdio: ['pipe', 'pipe', 'inherit'] });
    await session(child, overStdio(child));
    expect(await exitOf(child)).toBe(0);
  });

  it('speaks over Node IPC', async () => {
    const child = spawn(process.execPath, [`${dist}/server.js`, '--node-ipc'], {
      stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
    });
    const connection = createProtocolConnection(new IPCMessageReader(child), new IPCMessageWriter(child));
    await session(child, { connection, end() {} });
    expect(await exitOf(child)).toBe(0);
  });

  it('fails when its client goes away without a word', async () => {
    const child = spawn(process.execPath, [`${dist}/server.js`, '--stdio'], { stdio: ['pipe', 'pipe', 'inherit'] });
    const exited = exitOf(child);
    child.stdin?.end();
    expect(await exited).toBe(1);
  });

  it('is not ended by bytes that are no message', async () => {
    const child = spawn(process.execPath, [`${dist}/server.js`, '--stdio'], { stdio: ['pipe', 'pipe', 'pipe'] });
    child.stdin?.write('Content-Length: 7\r\n\r\n{"a":1,');
    await session(child, overStdio(child));
    expect(await exitOf(child)).toBe(0);
  });
});

function overStdio(child: ChildProcess): Transport {
  const connection = createProtocolConnection(
    new StreamMessageReader(child.stdout!),
    new StreamMessageWriter(child.stdin!),
  );
  return { connection, end() {} };
}

async function session(child: ChildProcess, transport: Transport): Promise<void> {
  editor = await openEditor({ files: { 'other.yaml': deployer() } }, transport);
  expect(child.exitCode).toBeNull();
  editor.open('deploy.yaml', deployer());
  expect(await editor.squiggles('deploy.yaml')).toEqual([broad]);
  await editor.end();
}

function exitOf(child: ChildProcess): Promise<number | null> {
  return new Promise(resolve => {
    if (child.exitCode !== null) resolve(child.exitCode);
    else child.once('exit', resolve);
  });
}
