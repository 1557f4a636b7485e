import {
  type ClientCapabilities,
  type InitializeResult,
  PositionEncodingKind,
  TextDocumentSyncKind,
} from 'vscode-languageserver';
import { version } from '../version';
import { codeActionKinds } from './features/code-actions';
import { completionTriggers } from './features/completion';

/** Only what is answered is advertised. */
export function initializeResult(client: ClientCapabilities): InitializeResult {
  const folders = { filters: [{ scheme: 'file', pattern: { glob: '**', matches: 'folder' as const } }] };
  return {
    serverInfo: { name: 'Bulkhead', version },
    capabilities: {
      positionEncoding: PositionEncodingKind.UTF16,
      textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental },
      ...(pulls(client)
        ? { diagnosticProvider: { identifier: 'bulkhead', interFileDependencies: true, workspaceDiagnostics: true } }
        : {}),
      codeActionProvider: { codeActionKinds, resolveProvider: true },
      hoverProvider: true,
      inlayHintProvider: true,
      codeLensProvider: { resolveProvider: true },
      completionProvider: { triggerCharacters: completionTriggers },
      definitionProvider: true,
      referencesProvider: true,
      callHierarchyProvider: true,
      workspace: {
        workspaceFolders: { supported: true, changeNotifications: true },
        fileOperations: { didDelete: folders, didRename: folders },
      },
    },
  };
}

/** Whether the client asks for diagnostics; if not, they are sent. */
export function pulls(client: ClientCapabilities): boolean {
  return client.textDocument?.diagnostic !== undefined;
}
