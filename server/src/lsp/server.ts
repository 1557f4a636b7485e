/** The language server: which feature answers what. Knows LSP; knows neither Node nor a browser. */
import {
  type CallHierarchyIncomingCall,
  type CallHierarchyIncomingCallsParams,
  type CallHierarchyItem,
  type CallHierarchyOutgoingCall,
  type CallHierarchyOutgoingCallsParams,
  type CallHierarchyPrepareParams,
  type ClientCapabilities,
  type CodeAction,
  type CodeActionParams,
  type CodeLens,
  type CodeLensParams,
  CodeLensRefreshRequest,
  type CompletionList,
  type CompletionParams,
  type Connection,
  type DefinitionParams,
  type DocumentDiagnosticParams,
  type DocumentDiagnosticReport,
  type Hover,
  type HoverParams,
  type InitializeParams,
  type InlayHint,
  type InlayHintParams,
  type Location,
  type ReferenceParams,
  TextDocuments,
  type WorkspaceDiagnosticParams,
  type WorkspaceDiagnosticReport,
  type WorkspaceFoldersChangeEvent,
} from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { Uri } from '../engine/text/text';
import { canonicalUri } from '../files/uri';
import * as protocol from '../protocol';
import { answering, reasonOf } from './answering';
import { initializeResult, pulls } from './capabilities';
import { serveLints } from './cfn-lint/serve-lints';
import { Disk } from './disk';
import { AccountMaps } from './features/account-map';
import { broadenedIn } from './features/broadened';
import { CallHierarchy } from './features/call-hierarchy';
import { CodeActions } from './features/code-actions';
import { CodeLenses } from './features/code-lenses';
import { completionsAt } from './features/completion';
import { accountsToDeclare, declareAccounts } from './features/declare-accounts';
import { PulledDiagnostics, sendDiagnostics } from './features/diagnostics';
import { explainRule, listRules } from './features/explain';
import { hoverOf } from './features/hover';
import { InlayHints } from './features/inlay-hints';
import { definitionOf, referencesOf } from './features/navigation';
import { reachOf } from './features/reach';
import { recognising } from './features/recognised';
import { Folders } from './folders';
import type { Host } from './host';
import { Lifecycle } from './lifecycle';
import { Schedule } from './schedule';
import { Session } from './session';
import { unsaid } from './settings';
import { SinceHead } from './since-head';
import { Survey } from './survey';
import { watchFiles } from './watch-files';
import { isWhole, naming } from './well-formed';

export function serve(connection: Connection, host: Host): void {
  connection.onInitialize(params => {
    const { capabilities, initializationOptions } = params;
    const schedule = new Schedule(host, error => connection.console.error(`in the background: ${reasonOf(error)}`));
    const session = new Session(new Folders(foldersOf(params), unsaid), host.today);
    const disk = new Disk(session, host.files, schedule);
    const survey = new Survey(session, disk, schedule);
    const isTrusted = initializationOptions?.trusted === true;
    const lints = serveLints(connection, host, { session, survey, schedule }, isTrusted);
    const whyNotLinted = () => lints?.reason;
    const lifecycle = new Lifecycle(connection, { session, disk, survey, schedule, whyNotLinted }, capabilities);
    syncBuffers(connection, session, disk);
    if (pulls(capabilities)) {
      const pulled = new PulledDiagnostics(session, survey, schedule);
      answerPulls(connection, pulled);
      if (capabilities.workspace?.diagnostics?.refreshSupport)
        survey.settled(() => {
          if (pulled.takeOutdated().length > 0) schedule.start(connection.languages.diagnostics.refresh());
        });
    } else {
      survey.settled(different => schedule.start(sendDiagnostics(connection, session, survey, different)));
    }
    answerEditor(connection, session, new CodeActions(session, capabilities));
    answerHints(connection, new InlayHints(session), { survey, schedule }, capabilities);
    const { history, ...withoutHistory } = host;
    const past = initializationOptions?.git === false ? withoutHistory : host;
    const sinceHead = new SinceHead(session, schedule, past, () => disk.scanning);
    session.besides = uri => [...sinceHead.findings(uri), ...(lints?.findings(uri) ?? [])];
    survey.settled(() => sinceHead.again());
    watchFiles(connection, disk, {
      committed: () => sinceHead.committed(),
      linterConfigured: () => lints?.configured(),
    });
    const lenses = new CodeLenses(session, sinceHead, {
      hasMap: initializationOptions?.accountMap === true,
      hasComparison: initializationOptions?.comparison === true,
    });
    answerLenses(connection, lenses, { survey, schedule }, capabilities);
    sinceHead.different(() => {
      survey.again();
      if (capabilities.workspace?.codeLens?.refreshSupport)
        schedule.start(connection.sendRequest(CodeLensRefreshRequest.type));
      if (initializationOptions?.comparison === true)
        schedule.start(connection.sendNotification(protocol.broadenedChanged.method, null));
    });
    connection.onRequest(protocol.broadened.method, (params: { uri?: string } | null) =>
      typeof params?.uri === 'string' ? broadenedIn(params.uri, session, sinceHead) : null,
    );
    answerCalls(connection, new CallHierarchy(session));
    answerMap(connection, new AccountMaps(session, disk, schedule), survey);
    answerClient(connection, lifecycle, session);
    survey.settled(
      recognising(session, documents =>
        schedule.start(connection.sendNotification(protocol.recognised.method, { documents })),
      ),
    );
    followFolders(connection, lifecycle, capabilities);
    return initializeResult(capabilities);
  });
}

function foldersOf({ workspaceFolders, rootUri }: InitializeParams): readonly Uri[] {
  const uris = workspaceFolders?.map(({ uri }) => uri) ?? (rootUri ? [rootUri] : []);
  return uris.map(folderUri);
}

/** With its closing `/`. */
function folderUri(uri: string): Uri {
  return `${canonicalUri(uri).replace(/\/+$/, '')}/` as Uri;
}

function syncBuffers(connection: Connection, session: Session, disk: Disk): void {
  const buffers = new TextDocuments(TextDocument);
  buffers.onDidOpen(() => session.followClock());
  buffers.onDidChangeContent(({ document }) => {
    if (isWhole(document)) session.setOpen({ uri: document.uri, version: document.version, text: document.getText() });
  });
  buffers.onDidClose(({ document }) => {
    if (!isWhole(document)) return;
    session.close(document.uri);
    // What was saved while it was open may not have been told.
    disk.touch(canonicalUri(document.uri));
  });
  buffers.listen(connection);
}

function answerPulls(connection: Connection, pulled: PulledDiagnostics): void {
  const { diagnostics } = connection.languages;
  diagnostics.on((params, token) =>
    answering<DocumentDiagnosticParams, DocumentDiagnosticReport>(
      connection,
      'textDocument/diagnostic',
      { kind: 'full', items: [] },
      ({ textDocument, previousResultId }) => pulled.ofDocument(textDocument.uri, previousResultId, token),
    )(params),
  );
  diagnostics.onWorkspace((params, token, _progress, partial) =>
    answering<WorkspaceDiagnosticParams, WorkspaceDiagnosticReport>(
      connection,
      'workspace/diagnostic',
      { items: [] },
      asked => pulled.ofWorkspace(asked, token, partial),
    )(params),
  );
}

function answerEditor(connection: Connection, session: Session, actions: CodeActions): void {
  connection.onCodeAction(
    answering<CodeActionParams, CodeAction[]>(connection, 'textDocument/codeAction', [], params =>
      actions.offered(params),
    ),
  );
  connection.onCodeActionResolve(action =>
    answering<CodeAction, CodeAction>(connection, 'codeAction/resolve', action, one => actions.resolved(one))(action),
  );
  connection.onHover(
    answering<HoverParams, Hover | null>(connection, 'textDocument/hover', null, params => hoverOf(params, session)),
  );
  connection.onCompletion(
    answering<CompletionParams, CompletionList | null>(connection, 'textDocument/completion', null, params =>
      completionsAt(params, session),
    ),
  );
  connection.onDefinition(
    answering<DefinitionParams, Location[]>(connection, 'textDocument/definition', [], params =>
      definitionOf(params, session),
    ),
  );
  connection.onReferences(
    answering<ReferenceParams, Location[]>(connection, 'textDocument/references', [], params =>
      referencesOf(params, session),
    ),
  );
}

function answerHints(
  connection: Connection,
  hints: InlayHints,
  { survey, schedule }: { readonly survey: Survey; readonly schedule: Schedule },
  { workspace }: ClientCapabilities,
): void {
  const { inlayHint } = connection.languages;
  inlayHint.on(
    answering<InlayHintParams, InlayHint[]>(connection, 'textDocument/inlayHint', [], params => hints.of(params)),
  );
  if (!workspace?.inlayHint?.refreshSupport) return;
  survey.settled(() => {
    if (hints.takeOutdated()) schedule.start(inlayHint.refresh());
  });
}

function answerLenses(
  connection: Connection,
  lenses: CodeLenses,
  { survey, schedule }: { readonly survey: Survey; readonly schedule: Schedule },
  { workspace }: ClientCapabilities,
): void {
  connection.onCodeLens(
    answering<CodeLensParams, CodeLens[]>(connection, 'textDocument/codeLens', [], params => lenses.of(params)),
  );
  connection.onCodeLensResolve(lens =>
    answering<CodeLens, CodeLens>(connection, 'codeLens/resolve', lens, one => lenses.resolved(one))(lens),
  );
  if (!workspace?.codeLens?.refreshSupport) return;
  survey.settled(() => {
    if (lenses.takeOutdated()) schedule.start(connection.sendRequest(CodeLensRefreshRequest.type));
  });
}

function answerCalls(connection: Connection, calls: CallHierarchy): void {
  const { callHierarchy } = connection.languages;
  callHierarchy.onPrepare(
    answering<CallHierarchyPrepareParams, CallHierarchyItem[] | null>(
      connection,
      'textDocument/prepareCallHierarchy',
      null,
      params => calls.prepared(params),
    ),
  );
  callHierarchy.onIncomingCalls(
    answering<CallHierarchyIncomingCallsParams, CallHierarchyIncomingCall[]>(
      connection,
      'callHierarchy/incomingCalls',
      [],
      ({ item }) => calls.incoming(item),
    ),
  );
  callHierarchy.onOutgoingCalls(
    answering<CallHierarchyOutgoingCallsParams, CallHierarchyOutgoingCall[]>(
      connection,
      'callHierarchy/outgoingCalls',
      [],
      ({ item }) => calls.outgoing(item),
    ),
  );
}

function answerMap(connection: Connection, maps: AccountMaps, survey: Survey): void {
  connection.onRequest(protocol.accountMap.method, () => maps.asked());
  connection.onRequest(protocol.mapPlace.method, (target: protocol.MapTarget) => maps.place(target));
  connection.onRequest(protocol.mapSelectionAt.method, (place: protocol.EditorPlace) => maps.selectionAt(place));
  survey.settled(
    maps.watching(revision => connection.sendNotification(protocol.accountMapChanged.method, { revision })),
  );
}

/** What `protocol.ts` adds to LSP. */
function answerClient(connection: Connection, lifecycle: Lifecycle, session: Session): void {
  connection.onRequest(protocol.checkWorkspace.method, () => lifecycle.checkWorkspace());
  connection.onRequest(protocol.explainRule.method, (params: { rule?: string } | null) => explainRule(params?.rule));
  connection.onRequest(protocol.listRules.method, () => listRules());
  connection.onRequest(protocol.reach.method, (question: unknown) => reachOf(question, session));
  connection.onRequest(protocol.accountsToDeclare.method, () => accountsToDeclare(session));
  connection.onRequest(protocol.declareAccounts.method, (params: { environments?: Record<string, string> } | null) =>
    declareAccounts(params?.environments ?? {}, session),
  );
}

function followFolders(connection: Connection, lifecycle: Lifecycle, { workspace }: ClientCapabilities): void {
  connection.onDidChangeConfiguration(({ settings }) => lifecycle.reconfigure({ pushed: settings }));
  connection.onInitialized(() => {
    lifecycle.start();
    // Asking for these events before would register them a second time.
    if (!workspace?.workspaceFolders) return;
    connection.workspace.onDidChangeWorkspaceFolders((change: Partial<WorkspaceFoldersChangeEvent> | undefined) => {
      const gone = new Set(naming('uri', change?.removed).map(({ uri }) => folderUri(uri)));
      const come = naming('uri', change?.added).map(({ uri }) => folderUri(uri));
      lifecycle.reconfigure({ folders: now => [...now.filter(folder => !gone.has(folder)), ...come] });
    });
  });
}
