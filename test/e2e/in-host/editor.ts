import * as vscode from 'vscode';

/** Asks until there is an answer; an empty list is none. */
export async function until<T>(what: string, get: () => T | undefined, milliseconds = 15_000): Promise<T> {
  for (const end = Date.now() + milliseconds; Date.now() < end; await pause(25)) {
    const answer = get();
    if (answer !== undefined && !(Array.isArray(answer) && answer.length === 0)) return answer;
  }
  throw new Error(`timed out waiting for ${what}`);
}

export function pause(milliseconds: number): Promise<void> {
  return new Promise(resolve => setTimeout(resolve, milliseconds));
}

export function uriOf(file: string): vscode.Uri {
  const folder = vscode.workspace.workspaceFolders?.[0];
  if (folder === undefined) throw new Error('no folder is open');
  return vscode.Uri.joinPath(folder.uri, file);
}

export async function open(file: string): Promise<vscode.TextDocument> {
  const document = await vscode.workspace.openTextDocument(uriOf(file));
  await vscode.window.showTextDocument(document);
  return document;
}

export function ruleOf({ code }: vscode.Diagnostic): string {
  return String(typeof code === 'object' ? code.value : code);
}

/** Findings of one rule in a file, open or not. */
export function findings(file: string, rule: string): vscode.Diagnostic[] {
  return vscode.languages.getDiagnostics(uriOf(file)).filter(diagnostic => ruleOf(diagnostic) === rule);
}

/** Replaces the only place where `before` stands. */
export async function replace(document: vscode.TextDocument, before: string, after: string): Promise<void> {
  const start = document.getText().indexOf(before);
  if (start === -1) throw new Error(`${before} is not in ${document.fileName}`);
  const edit = new vscode.WorkspaceEdit();
  const range = new vscode.Range(document.positionAt(start), document.positionAt(start + before.length));
  edit.replace(document.uri, range, after);
  await vscode.workspace.applyEdit(edit);
}
