import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { open, replace, until, uriOf } from './editor';

const file = 'bulkhead.yaml';
const account = '111122223333';

/** The text of the settings, when they are open. */
function text(): string | undefined {
  return vscode.workspace.textDocuments.find(({ uri }) => uri.toString() === uriOf(file).toString())?.getText();
}

suite('bulkhead.yaml in VS Code', () => {
  suiteTeardown(async () => {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await vscode.workspace.fs.delete(uriOf(file));
  });

  test('is written by the command, which asks what it cannot know', async () => {
    const done = vscode.commands.executeCommand('bulkhead.declareAccounts');
    // The choice is not there at once, and nothing says when it is.
    const accepting = setInterval(
      () => void vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem'),
      300,
    );
    await until('the settings', () => (text()?.includes(account) ? true : undefined));
    clearInterval(accepting);
    await done;
    assert.match(text() ?? '', new RegExp(`# seen in .*\\n  - id: "${account}"\\n    environment: production\\n`));
    const saved = await vscode.workspace.fs.readFile(uriOf(file));
    assert.equal(new TextDecoder().decode(saved), text());
  });

  test('is completed and explained', async () => {
    const document = await open(file);
    await replace(document, 'environment: production', 'environment: ');
    const end = document.getText().indexOf('environment: ') + 'environment: '.length;
    const { items } = await vscode.commands.executeCommand<vscode.CompletionList>(
      'vscode.executeCompletionItemProvider',
      document.uri,
      document.positionAt(end),
    );
    const labels = items.map(({ label }) => (typeof label === 'string' ? label : label.label));
    for (const name of ['production', 'development', 'shared'])
      assert.ok(labels.includes(name), `${name} of ${labels}`);
    await replace(document, 'environment: ', 'environment: production');
    const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
      'vscode.executeHoverProvider',
      document.uri,
      document.positionAt(document.getText().indexOf(account)),
    );
    const said = hovers.flatMap(({ contents }) => contents).map(one => (typeof one === 'string' ? one : one.value));
    assert.match(said.join('\n'), /is declared \*\*production\*\*/);
  });

  test('leads to every place that writes an account', async () => {
    const document = await open(file);
    const at = document.positionAt(document.getText().indexOf(account) + 3);
    const places = await vscode.commands.executeCommand<vscode.Location[]>(
      'vscode.executeReferenceProvider',
      document.uri,
      at,
    );
    assert.ok(places.some(({ uri }) => uri.path.endsWith('/terraform/main.tf.json')));
  });

  test('marks what is wrong, and mends it', async () => {
    const document = await open(file);
    await replace(document, 'environment: production', 'environment: prodution');
    const wrong = await until('the problem', () =>
      vscode.languages.getDiagnostics(document.uri).find(({ message }) => message.includes('unknown environment')),
    );
    const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
      'vscode.executeCodeActionProvider',
      document.uri,
      wrong.range,
    );
    const mend = actions.find(({ title }) => title === 'Change to `production`');
    assert.ok(mend?.edit, actions.map(({ title }) => title).join(', '));
    assert.ok(await vscode.workspace.applyEdit(mend.edit));
    assert.match(document.getText(), /environment: production/);
  });
});
