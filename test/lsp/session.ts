/** An editor as the server sees it: a folder on disk, buffers, and questions over two streams. */
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { PassThrough } from 'node:stream';
import {
  type ClientCapabilities,
  type CodeAction,
  createConnection,
  type Diagnostic,
  type DocumentDiagnosticReport,
  FileChangeType,
  type InitializeResult,
  type Position,
  type PublishDiagnosticsParams,
  type Range,
  type RegistrationParams,
  type WorkspaceDiagnosticReport,
  type WorkspaceEdit,
} from 'vscode-languageserver';
import {
  createProtocolConnection,
  type ProtocolConnection,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { uriOfPath } from '../../server/src/files/uri';
import type { Host } from '../../server/src/lsp/host';
import { nodeHost } from '../../server/src/lsp/host.node';
import { serve } from '../../server/src/lsp/server';
import { status, type WorkspaceStatus } from '../../server/src/protocol';
import { scratch } from '../support/scratch';
import { likeVSCode } from './clients';

export interface Setup {
  /** Texts by path; the first step of the path is the folder where `folders` are given. */
  readonly files?: Readonly<Record<string, string | Uint8Array>>;
  readonly folders?: readonly string[];
  readonly capabilities?: ClientCapabilities;
  /** The section `bulkhead`. */
  readonly settings?: unknown;
  readonly initializationOptions?: unknown;
}

export interface Transport {
  readonly connection: ProtocolConnection;
  readonly end: () => void;
}

/** What is installed on a machine decides nothing here. */
const { linters, ...withoutLinters } = nodeHost;

/** The server in this process, behind two streams. */
export function inProcess(host: Host = withoutLinters): Transport {
  const up = new PassThrough();
  const down = new PassThrough();
  const reader = new StreamMessageReader(up);
  const writer = new StreamMessageWriter(down);
  const watchDog = { shutdownReceived: false, initialize() {}, exit() {} };
  const server = createConnection(logger => createProtocolConnection(reader, writer, logger), watchDog);
  serve(server, host);
  server.listen();
  const connection = createProtocolConnection(new StreamMessageReader(down), new StreamMessageWriter(up), silent);
  return { connection, end() {} };
}

const silent = { error() {}, warn() {}, info() {}, log() {} };

export class Editor {
  readonly published = new Map<string, PublishDiagnosticsParams>();
  readonly logged: string[] = [];
  readonly progress: string[] = [];
  readonly registered: string[] = [];
  /** The globs of each registration. */
  readonly watched: string[][] = [];
  readonly statuses: WorkspaceStatus[] = [];
  /** Messages that a person sees. */
  readonly shown: string[] = [];
  readonly questions: string[] = [];
  /** What is answered to questions: nothing, as by who does not look. */
  answer: string | undefined;
  refreshes = 0;
  settings: unknown;
  /** The section `http`. */
  http: unknown;
  initialized: InitializeResult | undefined;
  private readonly buffers = new Map<string, TextDocument>();

  constructor(
    readonly root: string,
    readonly connection: ProtocolConnection,
    private readonly transport: Transport,
  ) {}

  uri(path: string): string {
    return uriOfPath(join(this.root, path));
  }

  text(path: string): string | undefined {
    return this.buffers.get(path)?.getText();
  }

  async write(path: string, content: string | Uint8Array): Promise<void> {
    const absolute = join(this.root, path);
    await mkdir(dirname(absolute), { recursive: true });
    await writeFile(absolute, content);
  }

  /** Writes and tells the server so. */
  async save(path: string, content: string): Promise<void> {
    await this.write(path, content);
    this.tell(path, FileChangeType.Changed);
  }

  async delete(path: string): Promise<void> {
    await rm(join(this.root, path), { recursive: true });
    this.tell(path, FileChangeType.Deleted);
  }

  private tell(path: string, type: FileChangeType): void {
    void this.notify('workspace/didChangeWatchedFiles', { changes: [{ uri: this.uri(path), type }] });
  }

  open(path: string, text: string, uri = this.uri(path)): void {
    this.buffers.set(path, TextDocument.create(uri, 'yaml', 1, text));
    void this.notify('textDocument/didOpen', { textDocument: { uri, languageId: 'yaml', version: 1, text } });
  }

  /** Replaces the first occurrence of `what`, as a keystroke would: incrementally. */
  type(path: string, what: string, replacement: string): void {
    const before = this.buffers.get(path)!;
    const start = before.getText().indexOf(what);
    const range = { start: before.positionAt(start), end: before.positionAt(start + what.length) };
    const version = before.version + 1;
    const contentChanges = [{ range, text: replacement }];
    this.buffers.set(path, TextDocument.update(before, contentChanges, version));
    void this.notify('textDocument/didChange', { textDocument: { uri: before.uri, version }, contentChanges });
  }

  close(path: string): void {
    const { uri } = this.buffers.get(path)!;
    this.buffers.delete(path);
    void this.notify('textDocument/didClose', { textDocument: { uri } });
  }

  async pull(path: string, previousResultId?: string): Promise<DocumentDiagnosticReport> {
    const textDocument = { uri: this.buffers.get(path)?.uri ?? this.uri(path) };
    return this.request('textDocument/diagnostic', {
      textDocument,
      ...(previousResultId === undefined ? {} : { previousResultId }),
    });
  }

  /** What stands under squiggles: the rule and the marked text, of a buffer or of a file that is given. */
  async squiggles(path: string, text = this.text(path) ?? ''): Promise<string[]> {
    const report = await this.pull(path);
    return report.kind === 'full' ? report.items.map(item => squiggle(item, text)) : [];
  }

  pullWorkspace(previousResultIds: { uri: string; value: string }[] = []): Promise<WorkspaceDiagnosticReport> {
    return this.request('workspace/diagnostic', { previousResultIds });
  }

  async actions(path: string, range: Range, context: { diagnostics?: Diagnostic[]; only?: string[] } = {}) {
    const textDocument = { uri: this.buffers.get(path)!.uri };
    const params = { textDocument, range, context: { diagnostics: [], ...context } };
    return this.request<CodeAction[]>('textDocument/codeAction', params);
  }

  resolve(action: CodeAction): Promise<CodeAction> {
    return this.request('codeAction/resolve', action);
  }

  /** Carries out an edit in the buffers; files that it creates become buffers. */
  apply(edit: WorkspaceEdit): void {
    for (const change of edit.documentChanges ?? []) {
      if ('kind' in change) {
        if (change.kind === 'create') this.open(this.pathOf(change.uri), '');
        continue;
      }
      const path = this.pathOf(change.textDocument.uri);
      const before = this.buffers.get(path)!;
      const text = TextDocument.applyEdits(before, change.edits as { range: Range; newText: string }[]);
      const version = before.version + 1;
      this.buffers.set(path, TextDocument.update(before, [{ text }], version));
      const textDocument = { uri: before.uri, version };
      void this.notify('textDocument/didChange', { textDocument, contentChanges: [{ text }] });
    }
  }

  hover(path: string, position: Position) {
    const textDocument = { uri: this.buffers.get(path)!.uri };
    return this.request<{ contents: { value: string }; range: Range } | null>('textDocument/hover', {
      textDocument,
      position,
    });
  }

  /** Position of the first occurrence of a text in a buffer. */
  at(path: string, what: string): Position {
    const buffer = this.buffers.get(path)!;
    return buffer.positionAt(buffer.getText().indexOf(what));
  }

  request<Result>(method: string, params: unknown): Promise<Result> {
    return this.connection.sendRequest(method, params);
  }

  notify(method: string, params: unknown): Promise<void> {
    return this.connection.sendNotification(method, params);
  }

  async end(): Promise<void> {
    await this.request('shutdown', undefined);
    await this.notify('exit', undefined);
    this.transport.end();
    this.connection.dispose();
  }

  private pathOf(uri: string): string {
    return decodeURIComponent(uri.slice(this.uri('').length + 1));
  }
}

export function squiggle({ code, message, range }: Diagnostic, text: string): string {
  const document = TextDocument.create('', '', 0, text);
  return `${code ?? message}: ${document.getText(range)}`;
}

export async function openEditor(setup: Setup = {}, transport: Transport = inProcess()): Promise<Editor> {
  const { files = {}, folders = [''], capabilities = likeVSCode } = setup;
  const root = await scratch();
  const editor = new Editor(root, transport.connection, transport);
  editor.settings = setup.settings;
  for (const [path, content] of Object.entries(files)) await editor.write(path, content);
  listen(editor);
  transport.connection.listen();
  editor.initialized = await editor.request<InitializeResult>('initialize', {
    processId: null,
    rootUri: null,
    capabilities,
    initializationOptions: setup.initializationOptions,
    workspaceFolders: folders.map(folder => ({ uri: editor.uri(folder).replace(/\/$/, ''), name: folder })),
  });
  await editor.notify('initialized', {});
  return editor;
}

function listen(editor: Editor): void {
  const { connection } = editor;
  connection.onNotification('textDocument/publishDiagnostics', (params: PublishDiagnosticsParams) => {
    editor.published.set(params.uri, params);
  });
  connection.onNotification('window/logMessage', ({ message }: { message: string }) => {
    editor.logged.push(message);
  });
  connection.onNotification('window/showMessage', ({ message }: { message: string }) => {
    editor.shown.push(message);
  });
  connection.onRequest('window/showMessageRequest', ({ message }: { message: string }) => {
    editor.questions.push(message);
    return editor.answer === undefined ? null : { title: editor.answer };
  });
  connection.onNotification('$/progress', ({ value }: { value: { kind: string } }) => {
    editor.progress.push(value.kind);
  });
  connection.onNotification(status.method, (now: WorkspaceStatus) => {
    editor.statuses.push(now);
  });
  connection.onRequest('window/workDoneProgress/create', () => null);
  connection.onRequest('client/registerCapability', ({ registrations }: RegistrationParams) => {
    for (const { method, registerOptions } of registrations) {
      editor.registered.push(method);
      const { watchers = [] } = registerOptions as { watchers?: { globPattern: string }[] };
      if (watchers.length > 0) editor.watched.push(watchers.map(({ globPattern }) => globPattern));
    }
    return null;
  });
  connection.onRequest('client/unregisterCapability', () => null);
  connection.onRequest('workspace/configuration', ({ items }: { items: { section?: string }[] }) =>
    items.map(({ section }) => (section === 'http' ? editor.http : editor.settings) ?? null),
  );
  connection.onRequest('workspace/diagnostic/refresh', () => {
    editor.refreshes++;
    return null;
  });
}

/** Asks again until the answer is as expected; fails with the last answer after so many milliseconds. */
export async function eventually<T>(
  ask: () => T | Promise<T>,
  expected: (answer: T) => boolean,
  patience = 10_000,
): Promise<T> {
  const until = Date.now() + patience;
  for (;;) {
    const answer = await ask();
    if (expected(answer)) return answer;
    if (Date.now() > until) throw new Error(`not in time; the last answer was ${JSON.stringify(answer)}`);
    await new Promise(resolve => setTimeout(resolve, 10));
  }
}
