import * as assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import * as vscode from 'vscode';
import { findings, open, replace, ruleOf, until, uriOf } from './editor';

/** A file of each format, and the very token under its squiggle. */
const squiggles = [
  { file: 'stacks/deployer.yaml', rule: 'broad-pass-role', token: 'iam:PassRole' },
  { file: 'stacks/ci-user.json', rule: 'broad-pass-role', token: '"iam:*"' },
  { file: 'stacks/team-roles.yaml', rule: 'privilege-escalation', token: 'iam:CreateRole' },
  { file: 'website-cdk/lib/deployer-stack.ts', rule: 'broad-pass-role', token: "actions: ['iam:PassRole']," },
  { file: 'terraform/main.tf.json', rule: 'broad-pass-role', token: '\\"iam:PassRole\\"' },
];

suite('Bulkhead in VS Code', () => {
  test('starts with its commands', async () => {
    const extension = vscode.extensions.getExtension('bulkhead.bulkhead');
    assert.ok(extension, 'the extension is not there');
    await extension.activate();
    const commands = await vscode.commands.getCommands(true);
    for (const { command } of extension.packageJSON.contributes.commands)
      assert.ok(commands.includes(command), command);
  });

  for (const { file, rule, token } of squiggles)
    test(`marks ${token} in ${file}`, async () => {
      const document = await open(file);
      const [finding] = await until('a finding', () => findings(file, rule));
      assert.ok(finding);
      assert.equal(document.getText(finding.range), token);
      assert.equal(finding.source, 'bulkhead');
    });

  test('shows the findings of files that are not open', async () => {
    await until('the SAM application', () => findings('stacks/invoices.sam.yaml', 'broad-pass-role'));
    await until('the plan', () => findings('terraform-plan/main.tf', 'broad-pass-role'));
    await until('the tables', () => findings('stacks/tables.yaml', 'mixed-environments'));
  });

  test('explains a statement on hover', async () => {
    const file = 'stacks/deployer.yaml';
    const document = await open(file);
    const at = document.positionAt(document.getText().indexOf('iam:PassRole') + 5);
    const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
      'vscode.executeHoverProvider',
      document.uri,
      at,
    );
    const text = hovers.flatMap(hover => hover.contents).map(part => (typeof part === 'string' ? part : part.value));
    assert.match(text.join('\n'), /role/);
  });

  test('updates the findings of another file', async () => {
    const naming = (role: string) => () =>
      findings('stacks/deployer.yaml', 'broad-pass-role').find(({ message }) => message.includes(`\`${role}\``));
    await until('the production role to be named', naming('orders-prod'));
    const production = await open('stacks/orders-prod.yaml');
    await replace(production, 'RoleName: orders-prod', 'RoleName: shop-prod');
    await until('its new name', naming('shop-prod'));
    await replace(production, 'RoleName: shop-prod', 'RoleName: orders-prod');
    await until('its old name', naming('orders-prod'));
  });

  test('keeps the findings while the text is broken', async () => {
    const file = 'stacks/ci-user.json';
    const document = await open(file);
    await replace(document, '"Description"', '"Description');
    await until('the problem', () =>
      vscode.languages.getDiagnostics(uriOf(file)).find(one => ruleOf(one) !== 'broad-pass-role'),
    );
    assert.equal(findings(file, 'broad-pass-role').length, 1);
    await replace(document, '"Description', '"Description"');
  });

  test('mends a finding, and the file on disk is without it', async () => {
    const file = 'stacks/deployer.yaml';
    const document = await open(file);
    const [finding] = await until('the finding', () => findings(file, 'broad-pass-role'));
    assert.ok(finding);
    const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
      'vscode.executeCodeActionProvider',
      document.uri,
      finding.range,
      vscode.CodeActionKind.QuickFix.value,
      5,
    );
    const preferred = actions.find(({ isPreferred }) => isPreferred);
    assert.ok(preferred?.edit, `none of ${actions.map(({ title }) => title).join(', ')} is preferred and has an edit`);
    assert.ok(await vscode.workspace.applyEdit(preferred.edit));
    await until('the finding to go', () => (findings(file, 'broad-pass-role').length === 0 ? true : undefined));
    await document.save();
    assert.equal(readFileSync(document.uri.fsPath, 'utf8'), document.getText());
    assert.doesNotMatch(document.getText(), /Action: iam:PassRole\n\s+Resource: "\*"/);
  });

  test('opens the page of a rule', async () => {
    await vscode.commands.executeCommand('bulkhead.explainRule', 'broad-pass-role');
    await until('the page', () =>
      vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs).find(({ label }) => label.includes('broad-pass-role')),
    );
  });

  test('answers again after a restart', async () => {
    await vscode.commands.executeCommand('bulkhead.restartServer');
    await until('the findings', () => findings('stacks/tables.yaml', 'mixed-environments'));
  });
});
