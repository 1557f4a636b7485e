import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { eventually, openAt, openWorkspace, pointAt, runCommand, squigglesUnder } from './workbench.mjs';

const deployer = 'stacks/deployer.yaml';
const granted = { text: 'iam:PassRole', line: 'Action: iam:PassRole' };

/** A file of each format, and the very text under its squiggle. */
const squiggles = [
  { name: 'yaml', file: deployer, ...granted },
  { name: 'json', file: 'stacks/ci-user.json', text: '"iam:*"' },
  { name: 'cdk', file: 'website-cdk/lib/deployer-stack.ts', text: "actions: ['iam:PassRole']," },
  { name: 'terraform', file: 'terraform/main.tf.json', text: '\\"iam:PassRole\\"' },
];

/** One story in order: each test goes on where the one before stopped. */
export function defineScreens({ page, server, folder, screenshots }) {
  const shoot = name => page.screenshot({ path: join(screenshots, `${name}.png`) });

  suite('Bulkhead on the screen', () => {
    setup(async () => page.mouse.move(20, 650));
    teardown(async function () {
      if (this.currentTest.state === 'failed') await shoot('FAILED');
    });

    test('opens the examples', async () => {
      await openWorkspace(page, server, folder);
    });

    for (const { name, file, text, line } of squiggles)
      test(`a squiggle under ${text} in ${name}`, async () => {
        await openAt(page, folder, file, line ?? text);
        await eventually(
          `squiggles under ${text}`,
          () => squigglesUnder(page, text, line),
          count => count === 1,
          30_000,
        );
        await shoot(`squiggle-${name}`);
      });

    test('the status bar counts', async () => {
      const item = page.locator('.statusbar-item[aria-label^="Bulkhead"]');
      assert.match(await item.getAttribute('aria-label'), /\d+ errors?.* in \d+ files/);
    });

    test('the hover says what is wrong, and leads to the page of the rule', async () => {
      await openAt(page, folder, deployer, granted.line);
      const hover = page.locator('.monaco-hover:not(.hidden)', { hasText: 'broad-pass-role' });
      await eventually(
        'hover',
        async () => (await pointAt(page, granted.text, granted.line)) && hover.isVisible(),
        Boolean,
      );
      await shoot('hover');
      await hover.locator('a', { hasText: 'broad-pass-role' }).first().click();
      await showsPage(page);
      await shoot('rule-page');
      await page.keyboard.press('Control+W');
    });

    test('typing in one file changes a finding of another', async () => {
      await runCommand(page, 'Bulkhead: Check Workspace');
      const named = name => page.locator('.markers-panel .monaco-list-row', { hasText: name }).first();
      await named('`').waitFor();
      await shoot('problems');
      // The list holds only the rows that are in view.
      await page.locator('.viewpane-filter input').fill('DeveloperRole');
      await named('`orders-prod`').waitFor();
      await openAt(page, folder, 'stacks/orders-prod.yaml', 'RoleName: orders-prod');
      await page.keyboard.type('-shop');
      await named('`orders-prod-shop`').waitFor();
      await shoot('other-file');
    });

    test('the light bulb offers a fix, which mends and saves', async () => {
      await openAt(page, folder, deployer, granted.line);
      const { x, y } = await pointAt(page, granted.text, granted.line);
      await page.mouse.click(x, y);
      await page
        .locator('.monaco-editor .lightBulbWidget, .monaco-editor [class*="codicon-gutter-lightbulb"]')
        .first()
        .waitFor();
      await shoot('light-bulb');
      await page.keyboard.press('Control+.');
      const action = page.locator('.action-widget .monaco-list-row.action').first();
      await action.waitFor();
      await shoot('quick-fixes');
      // The list ignores clicks while it opens.
      await page.waitForTimeout(300);
      await action.click();
      await eventually(
        'squiggles after the fix',
        () => page.locator('.view-overlays .squiggly-error').count(),
        count => count === 0,
      );
      await shoot('fixed');
      await page.keyboard.press('Control+S');
      const text = () => readFileSync(join(folder, deployer), 'utf8');
      await eventually('the file on disk', text, now => !/Action: iam:PassRole\n\s+Resource: "\*"/.test(now));
    });

    test('a rule is explained', async () => {
      await runCommand(page, 'Bulkhead: Explain a Rule');
      await page.locator('.quick-input-list .monaco-list-row', { hasText: 'broad-pass-role' }).first().waitFor();
      await page.keyboard.type('broad-pass-role');
      await page.keyboard.press('Enter');
      await showsPage(page);
    });
  });
}

/** The page of the rule, rendered. */
async function showsPage(page) {
  await page.locator('.tab.active', { hasText: 'broad-pass-role' }).waitFor();
  const preview = page.frameLocator('iframe.webview.ready').frameLocator('iframe#active-frame');
  await preview.locator('h1', { hasText: 'broad-pass-role' }).waitFor({ timeout: 20_000 });
}
