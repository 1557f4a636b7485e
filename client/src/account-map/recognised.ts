import * as vscode from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';
import { recognised } from '../../../server/src/protocol';

/** Menus ask `resourcePath in bulkhead.recognised`, which holds for each editor, not for the active one alone. */
const contextKey = 'bulkhead.recognised';

/** Tells the menus of editors which documents are of a format that Bulkhead knows. */
export function followRecognised(server: LanguageClient): vscode.Disposable {
  return server.onNotification(recognised.method, ({ documents }: { readonly documents: readonly string[] }) => {
    const paths = documents.flatMap(document => {
      const uri = server.protocol2CodeConverter.asUri(document);
      // VS Code calls a file of this machine by the system's path, any other by that of its uri.
      return [...new Set([uri.path, uri.fsPath])];
    });
    void vscode.commands.executeCommand('setContext', contextKey, paths);
  });
}
