import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { currentLine, eventually, openAt, openFile, openWorkspace, runCommand } from './workbench.mjs';

const themes = {
  light: 'Default Light Modern',
  dark: 'Default Dark Modern',
  'high-contrast': 'Default High Contrast',
  'high-contrast-light': 'Default High Contrast Light',
};

/** The map of the example of five accounts, beside the code: one story, in which each test goes on where the one before stopped. */
export function defineAccountMap({ page, server, folder, screenshots }) {
  const shoot = name => page.screenshot({ path: join(screenshots, `account-map-${name}.png`) });
  const map = page.frameLocator('iframe.webview.ready').frameLocator('iframe#active-frame');
  const item = id => map.locator(`.canvas [data-item*="${id}"]`).first();
  const hole = map.locator('.canvas .edge.becomes[data-bundle*="developers.yaml"][data-bundle*="support.yaml"]');
  const button = page.locator('.editor-actions .action-label[aria-label^="Show Account Map"]');

  suite('The account map, on the screen', () => {
    setup(async () => page.mouse.move(20, 650));
    teardown(async function () {
      if (this.currentTest.state === 'failed') await shoot('FAILED');
    });

    test('opens beside the code, from a button that files of others do not have', async () => {
      writeFileSync(join(folder, 'notes.md'), 'nothing of ours\n');
      await openWorkspace(page, server, folder);
      await openFile(page, 'shop/support.yaml');
      await button.waitFor({ timeout: 30_000 });
      await openFile(page, 'notes.md');
      await button.waitFor({ state: 'detached' });
      await openFile(page, 'shop/support.yaml');
      await button.click();
      await item('account/303040405050').waitFor({ timeout: 30_000 });
      for (const account of ['101020203030', '202030304040', '404050506060', '505060607070'])
        assert.ok(await item(`account/${account}`).isVisible(), account);
      await page.locator('.tab.active', { hasText: 'Account Map' }).waitFor();
      assert.ok(await page.locator('.tab', { hasText: 'support.yaml' }).isVisible());
    });

    for (const [name, theme] of Object.entries(themes))
      test(`is drawn in the colours of ${theme}`, async () => {
        await setTheme(folder, theme);
        const body = map.locator('body');
        await eventually(
          'the theme',
          () => body.getAttribute('data-vscode-theme-id'),
          id => id !== null && theme.endsWith(id),
        );
        await shoot(name);
      });

    test('a click on a role leads to its line, and leaves the map where it is', async () => {
      await setTheme(folder, themes.light);
      await map.getByRole('button', { name: 'Unfold all stacks' }).click();
      await item('#SupportRole').waitFor({ state: 'attached' });
      await map.getByRole('button', { name: 'Show all' }).click();
      await item('#SupportRole').click();
      await eventually(
        'the line',
        () => currentLine(page),
        line => line.includes('SupportRole:'),
      );
      await page.locator('.tab.active', { hasText: 'Account Map' }).waitFor();
      assert.match(await map.locator('.details h2').textContent(), /^support$/);
      await shoot('clicked');
    });

    test('is as it was after the window was reloaded', async () => {
      await page.waitForTimeout(1000);
      await page.reload();
      await item('#SupportRole').waitFor({ timeout: 40_000 });
      assert.match(await map.locator('.details h2').textContent(), /^support$/);
      await shoot('reloaded');
    });

    test('is written to a file, where VS Code asks for one', async () => {
      const beginnings = { SVG: '<svg', HTML: '<!doctype html>', Mermaid: 'flowchart', JSON: '{' };
      for (const [name, beginning] of Object.entries(beginnings)) {
        const ending = name === 'Mermaid' ? 'mmd' : name.toLowerCase();
        const file = join(folder, `account-map.${ending}`);
        await map.getByText('Export', { exact: true }).click();
        await map.getByRole('button', { name }).click();
        const input = page.locator('.quick-input-widget input');
        await eventually(
          'where',
          () => input.inputValue(),
          path => path.endsWith(`account-map.${ending}`),
        );
        await page.keyboard.press('Enter');
        await input.waitFor({ state: 'hidden' });
        const said = page.locator('.notification-toast', { hasText: `account-map.${ending}` });
        await said.waitFor();
        const content = readFileSync(file, 'utf8');
        assert.ok(content.toLowerCase().includes(beginning), content.slice(0, 80));
        assert.ok(!content.includes(folder), 'a path of the machine');
        rmSync(file);
      }
    });

    test('shows the blast radius of the role at the cursor, as counted by hand', async () => {
      await page.keyboard.press('Control+1');
      await openAt(page, folder, 'shop/developers.yaml', 'RoleName: developer');
      await runCommand(page, 'Bulkhead: Show Blast Radius');
      // In development: the code of `orders`, its role, the table and the queue; in production: `support`, and the two tables that it reads.
      await eventually(
        'the blast radius',
        () => map.locator('.details .radius').textContent(),
        words => words === 'reaches 7 others, 3 in production',
      );
      assert.equal(await map.locator('.details h2').textContent(), 'developer');
      await shoot('blast-radius');
    });

    test('loses an edge while one looks, when an edit closes the hole', async () => {
      await page.keyboard.press('Control+1');
      await openAt(page, folder, 'shop/support.yaml', 'arn:aws:iam::101020203030:role/developer');
      assert.ok((await hole.count()) > 0);
      await page.keyboard.press('Control+Shift+K');
      await hole.first().waitFor({ state: 'detached' });
      await eventually(
        'the blast radius',
        () => map.locator('.details .radius').textContent(),
        words => words === 'reaches 4 others',
      );
      await shoot('closed');
      await page.keyboard.press('Control+Z');
      await hole.first().waitFor({ state: 'attached' });
    });

    test('is a tree in the side bar, whose nodes lead to their lines', async () => {
      await page.locator('.activitybar .action-label[aria-label="Bulkhead"]').click();
      const node = name => page.locator('.pane-body .monaco-list-row', { hasText: name }).first();
      await node('shop-prod').waitFor();
      await node('support').locator('.monaco-tl-twistie').click();
      await node('IAM::Role').click();
      await eventually(
        'the line',
        () => currentLine(page),
        line => line.includes('SupportRole:'),
      );
      await shoot('tree');
    });
  });
}

async function setTheme(folder, theme) {
  mkdirSync(join(folder, '.vscode'), { recursive: true });
  writeFileSync(join(folder, '.vscode/settings.json'), JSON.stringify({ 'workbench.colorTheme': theme }));
}
