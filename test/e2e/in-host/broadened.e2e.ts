import * as assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import * as vscode from 'vscode';
import { findings, open, pause, replace, until, uriOf } from './editor';

const author = ['-c', 'user.name=Anna', '-c', 'user.email=anna@example.com', '-c', 'commit.gpgsign=false'];
const file = 'stacks/team-roles.yaml';

function git(...args: readonly string[]): void {
  execFileSync('git', ['-C', uriOf('').fsPath, ...author, ...args], { stdio: 'ignore' });
}

async function broadenedLenses(): Promise<vscode.CodeLens[]> {
  const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>(
    'vscode.executeCodeLensProvider',
    uriOf(file),
    50,
  );
  return lenses.filter(({ command }) => command?.title.startsWith('broadens access'));
}

/** As `until`, for what has to be asked. */
async function eventually<T>(what: string, ask: () => Promise<T>, isRight: (answer: T) => boolean): Promise<T> {
  for (const end = Date.now() + 15_000; Date.now() < end; await pause(100)) {
    const answer = await ask();
    if (isRight(answer)) return answer;
  }
  throw new Error(`timed out waiting for ${what}`);
}

suite('What an edit broadens', () => {
  suiteSetup(() => {
    git('init', '-q', '-b', 'main');
    git('add', '-A');
    git('commit', '-q', '-m', 'the examples');
  });

  suiteTeardown(async () => {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    rmSync(uriOf('.git').fsPath, { recursive: true, force: true });
  });

  test('is told above it, beside what it was, and goes on undo', async () => {
    const document = await open(file);
    await until('the findings', () => findings(file, 'privilege-escalation'));
    await replace(document, 'iam:CreateRole', 'iam:*');
    const [lens] = await eventually('the lens', broadenedLenses, all => all.length > 0);
    assert.match(lens!.command!.title, /^broadens access: \+\d+ requests? since HEAD$/);
    await until('the finding', () => findings(file, 'broadened-access'));

    await vscode.commands.executeCommand(lens!.command!.command, ...(lens!.command!.arguments ?? []));
    const tab = await until('the comparison', () =>
      vscode.window.tabGroups.all
        .flatMap(({ tabs }) => tabs)
        .find(({ input }) => input instanceof vscode.TabInputTextDiff),
    );
    const { original } = tab.input as vscode.TabInputTextDiff;
    const before = await vscode.workspace.openTextDocument(original);
    assert.match(before.getText(), /iam:CreateRole/);

    await open(file);
    await vscode.commands.executeCommand('workbench.action.focusActiveEditorGroup');
    await vscode.commands.executeCommand('undo');
    assert.match(document.getText(), /iam:CreateRole/);
    await eventually('silence', broadenedLenses, all => all.length === 0);
    await until('no finding', () => (findings(file, 'broadened-access').length === 0 ? true : undefined));
  });
});
