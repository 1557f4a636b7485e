import { basename } from 'node:path';
import * as vscode from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';
import { type Broadened, broadened, broadenedChanged, compareAccess } from '../../server/src/protocol';
import { ask } from './server-process';

/** Documents as they were at the last commit: read-only, beside those of now. */
const scheme = 'bulkhead-before';

/** Shows a document beside what it was, with what it newly allows as comments where that stands. */
export function registerAccessComparison(server: LanguageClient): vscode.Disposable {
  const before = new Map<string, string>();
  const controller = vscode.comments.createCommentController('bulkhead.broadened', 'Bulkhead');
  const shown = new Map<string, Explained>();
  const forget = (uri: string) => {
    shown.get(uri)?.end();
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
    shown.set(now.toString(), explain(found, now, controller));
    revealFirst(found, now);
  };
  // What is undone, or committed, beside what it was needs no explanation any more.
  const explainAgain = async () => {
    for (const [uri, known] of shown) {
      const found = await ask(server, broadened, { uri });
      if (shown.get(uri) !== known || known.says(found)) continue;
      known.end();
      shown.set(uri, explain(found, vscode.Uri.parse(uri), controller));
    }
  };
  return vscode.Disposable.from(
    controller,
    server.onNotification(broadenedChanged.method, explainAgain),
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

/** The explanations that stand in a document. */
interface Explained {
  /** Whether they are those of an answer, wherever they stand by now. */
  says(found: Broadened | null | undefined): boolean;
  end(): void;
}

function explain(
  found: Broadened | null | undefined,
  uri: vscode.Uri,
  controller: vscode.CommentController,
): Explained {
  const threads = found ? threadsOf(found, uri, controller) : [];
  return {
    says: other => wordsOf(other) === wordsOf(found),
    end: () => {
      for (const thread of threads) thread.dispose();
    },
  };
}

function wordsOf(found: Broadened | null | undefined): string {
  return JSON.stringify(found?.explanations.map(({ markdown }) => markdown) ?? []);
}

/** At the top, for VS Code opens a panel of comments below. */
function revealFirst({ explanations: [first] }: Broadened, uri: vscode.Uri): void {
  const editor = vscode.window.activeTextEditor;
  if (first && editor?.document.uri.toString() === uri.toString())
    editor.revealRange(
      new vscode.Range(first.range.start.line, 0, first.range.start.line, 0),
      vscode.TextEditorRevealType.AtTop,
    );
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
