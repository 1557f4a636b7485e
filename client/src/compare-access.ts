import { basename } from 'node:path';
import * as vscode from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';
import { type Broadened, broadened, compareAccess } from '../../server/src/protocol';
import { ask } from './server-process';

/** Documents as they were at the last commit: read-only, beside those of now. */
const scheme = 'bulkhead-before';

/** Shows a document beside what it was, with what it newly allows as comments where that stands. */
export function registerAccessComparison(server: LanguageClient): vscode.Disposable {
  const before = new Map<string, string>();
  const explanations = vscode.comments.createCommentController('bulkhead.broadened', 'Bulkhead');
  const shown = new Map<string, readonly vscode.CommentThread[]>();
  const forget = (uri: string) => {
    for (const thread of shown.get(uri) ?? []) thread.dispose();
    shown.delete(uri);
    before.delete(uri);
  };
  const compare = async (written: string) => {
    const now = vscode.Uri.parse(written);
    const found = await ask(server, broadened, { uri: written });
    if (!found) {
      void vscode.window.showInformationMessage('Nothing is newly allowed there any more.');
      return;
    }
    forget(now.toString());
    before.set(now.toString(), found.before);
    const title = `${basename(now.path)} (${found.since} ↔ now): what is newly allowed`;
    await vscode.commands.executeCommand('vscode.diff', asBefore(now), now, title);
    shown.set(now.toString(), threadsOf(found, now, explanations));
  };
  return vscode.Disposable.from(
    explanations,
    vscode.workspace.registerTextDocumentContentProvider(scheme, {
      provideTextDocumentContent: uri => before.get(uri.with({ scheme: uri.query, query: '' }).toString()),
    }),
    vscode.commands.registerCommand(compareAccess, compare),
    vscode.window.tabGroups.onDidChangeTabs(({ closed }) => {
      for (const { input } of closed)
        if (input instanceof vscode.TabInputTextDiff && input.original.scheme === scheme)
          forget(input.modified.toString());
    }),
  );
}

/** The scheme of now is kept in the query. */
function asBefore(now: vscode.Uri): vscode.Uri {
  return now.with({ scheme, query: now.scheme });
}

function threadsOf(
  { explanations, since }: Broadened,
  uri: vscode.Uri,
  controller: vscode.CommentController,
): readonly vscode.CommentThread[] {
  return explanations.map(({ range: { start, end }, markdown }) => {
    const range = new vscode.Range(start.line, start.character, end.line, end.character);
    const comment: vscode.Comment = {
      body: new vscode.MarkdownString(markdown),
      mode: vscode.CommentMode.Preview,
      author: { name: 'Bulkhead' },
    };
    const thread = controller.createCommentThread(uri, range, [comment]);
    thread.label = `newly allowed since ${since}`;
    thread.canReply = false;
    thread.collapsibleState = vscode.CommentThreadCollapsibleState.Expanded;
    return thread;
  });
}
