import * as vscode from 'vscode';
import { type LanguageClient, State } from 'vscode-languageclient/node';
import type { WorkspaceStatus } from '../../server/src/protocol';

/** What the status bar says; undefined where there is nothing of ours in the workspace. */
interface Shown {
  readonly text: string;
  readonly tooltip: string;
  readonly color?: vscode.ThemeColor;
}

/** An item in the status bar that says whether the server works and what it has found; a click opens its output. */
export function showStatus(server: LanguageClient, told: vscode.Event<WorkspaceStatus>): vscode.Disposable {
  const item = vscode.window.createStatusBarItem('bulkhead.status', vscode.StatusBarAlignment.Left);
  item.name = 'Bulkhead';
  item.command = 'bulkhead.showOutput';
  return vscode.Disposable.from(
    item,
    server.onDidChangeState(({ newState }) => {
      if (newState !== State.Running) show(item, describeState(newState));
    }),
    told(now => show(item, describe(now))),
  );
}

function show(item: vscode.StatusBarItem, shown: Shown | undefined): void {
  if (shown === undefined) {
    item.hide();
    return;
  }
  item.text = shown.text;
  item.tooltip = shown.tooltip;
  item.backgroundColor = shown.color;
  item.accessibilityInformation = { label: `Bulkhead: ${shown.tooltip}` };
  item.show();
}

function describeState(state: State): Shown {
  return state === State.Starting
    ? { text: '$(sync~spin) Bulkhead', tooltip: 'The language server is starting' }
    : {
        text: '$(error) Bulkhead',
        tooltip: 'The language server is not running',
        color: new vscode.ThemeColor('statusBarItem.errorBackground'),
      };
}

function describe({ state, documents, findings, notLinted }: WorkspaceStatus): Shown | undefined {
  if (state === 'reading') return { text: '$(sync~spin) Bulkhead', tooltip: 'Reading the workspace' };
  if (documents === 0) return undefined;
  const sum = findings.error + findings.warning + findings.information + findings.hint;
  const counts = (['error', 'warning', 'information', 'hint'] as const)
    .filter(severity => findings[severity] > 0)
    .map(severity => counted(findings[severity], severity));
  const unlinted = notLinted === undefined ? [] : [`Without cfn-lint: ${notLinted}`];
  return {
    text: `$(shield) ${sum}`,
    tooltip: [`${counts.join(', ') || 'No findings'} in ${counted(documents, 'file')}`, ...unlinted].join('\n'),
  };
}

function counted(count: number, word: string): string {
  return `${count} ${word}${count === 1 || word === 'information' ? '' : 's'}`;
}
