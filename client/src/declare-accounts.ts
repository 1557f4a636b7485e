import * as vscode from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';
import {
  type AccountToDeclare,
  accountsToDeclare,
  declareAccounts,
  type SettingsChange,
} from '../../server/src/protocol';
import { ask } from './server-process';

/** Writes what the workspace says of its accounts into bulkhead.yaml, and asks for what only people know. */
export async function declare(server: LanguageClient): Promise<void> {
  const known = await ask(server, accountsToDeclare, null);
  if (!known) return;
  if (known.accounts.length === 0) {
    await vscode.window.showInformationMessage('No account is mentioned here that is not declared.');
    return;
  }
  const environments = await chosen(known.accounts, known.environments);
  const answer = environments && (await ask(server, declareAccounts, { environments }));
  if (!answer) return;
  for (const uri of answer.refused)
    await vscode.window.showWarningMessage(
      `${vscode.workspace.asRelativePath(vscode.Uri.parse(uri))} is not of a form to which accounts can be added.`,
    );
  for (const change of answer.changes) await write(change);
}

/** The environments that a person chooses, by account; undefined when they would rather not. */
async function chosen(
  accounts: readonly AccountToDeclare[],
  environments: readonly string[],
): Promise<Record<string, string> | undefined> {
  const unknown = accounts.filter(({ environment }) => environment === undefined);
  const answers: Record<string, string> = {};
  for (const [i, account] of unknown.entries()) {
    const items = [...environments.map(label => ({ label, environment: label })), leftOpen];
    const choice = await vscode.window.showQuickPick(items, {
      title: `Declare accounts (${i + 1} of ${unknown.length})`,
      placeHolder: question(account),
      ignoreFocusOut: true,
    });
    if (!choice) return undefined;
    if (choice.environment !== undefined) answers[account.id] = choice.environment;
  }
  return answers;
}

const leftOpen = { label: 'Leave open', description: 'for somebody who knows', environment: undefined };

function question({ id, name, seenIn, evidence }: AccountToDeclare): string {
  const called = name === undefined ? id : `${id} (${name})`;
  const told = evidence.length > 0 ? evidence.join('; ') : `seen in ${seenIn.slice(0, 3).join(', ')}`;
  return `Which environment is account ${called}? ${told}`;
}

/** Shows what was written. A new file is saved; one that is there is left for its owner to save. */
async function write({ uri, isNew, range, text }: SettingsChange): Promise<void> {
  const file = vscode.Uri.parse(uri);
  const edit = new vscode.WorkspaceEdit();
  if (isNew) edit.createFile(file, { ignoreIfExists: true });
  const { start, end } = range;
  edit.replace(file, new vscode.Range(start.line, start.character, end.line, end.character), text);
  if (!(await vscode.workspace.applyEdit(edit))) return;
  const document = await vscode.workspace.openTextDocument(file);
  if (isNew) await document.save();
  await vscode.window.showTextDocument(document);
}
