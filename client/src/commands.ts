import * as vscode from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';
import { checkWorkspace } from '../../server/src/protocol';
import { declare } from './declare-accounts';
import { explain } from './rule-pages';
import { ask } from './server-process';

/** One line a command. */
export function registerCommands(server: LanguageClient, output: vscode.OutputChannel): vscode.Disposable[] {
  const commands: Record<string, (...given: never[]) => unknown> = {
    'bulkhead.checkWorkspace': () => check(server),
    'bulkhead.declareAccounts': () => declare(server),
    'bulkhead.explainRule': (rule?: string) => explain(server, rule),
    'bulkhead.restartServer': () => server.restart(),
    'bulkhead.showOutput': () => output.show(),
  };
  return Object.entries(commands).map(([id, run]) => vscode.commands.registerCommand(id, run));
}

async function check(server: LanguageClient): Promise<void> {
  const now = await ask(server, checkWorkspace, null);
  if (now === undefined) return;
  await vscode.commands.executeCommand('workbench.actions.view.problems');
}
