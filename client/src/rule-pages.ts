import * as vscode from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';
import { explainRule, listRules } from '../../server/src/protocol';
import { ask } from './server-process';

/** The manifest says that documents of this scheme are shown rendered. */
const scheme = 'bulkhead-rule';

/** Where a rule's page can be opened: `bulkhead-rule:/broad-pass-role.md`. */
export function pageOf(rule: string): vscode.Uri {
  return vscode.Uri.from({ scheme, path: `/${rule}.md` });
}

/** Serves the pages of rules as documents; their text comes from the server. */
export function registerRulePages(server: LanguageClient): vscode.Disposable {
  return vscode.workspace.registerTextDocumentContentProvider(scheme, {
    async provideTextDocumentContent({ path }) {
      const rule = path.slice(1, -'.md'.length);
      const page = await ask(server, explainRule, { rule });
      return page?.markdown ?? `There is no rule \`${rule}\`.`;
    },
  });
}

/** Opens the page of a rule; asks which one when none is given. */
export async function explain(server: LanguageClient, given?: string): Promise<void> {
  const rule = given ?? (await chooseRule(server));
  if (rule === undefined) return;
  await vscode.commands.executeCommand('vscode.open', pageOf(rule));
}

async function chooseRule(server: LanguageClient): Promise<string | undefined> {
  const rules = (await ask(server, listRules, null)) ?? [];
  const items = rules.map(({ id, summary }) => ({ label: id, detail: summary }));
  const chosen = await vscode.window.showQuickPick(items, { placeHolder: 'Which rule?', matchOnDetail: true });
  return chosen?.label;
}
