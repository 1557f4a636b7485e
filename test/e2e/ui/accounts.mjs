import assert from 'node:assert/strict';
import { join } from 'node:path';
import { currentLine, eventually, openWorkspace, runCommand } from './workbench.mjs';

/** The files in which something is found, with a word of what is related to it and the place to which that leads. */
const mixes = [
  { file: 'template.yaml', related: '`invoices-dev` lands in account', leads: 'samconfig.toml', to: 'role_arn' },
  {
    file: 'main.tf',
    related: '`aws_sqs_queue.shipments` lands in account',
    leads: 'main.tf',
    to: 'allowed_account_ids',
  },
  {
    file: 'website-stack.ts',
    related: '`Prod-Website` lands in account',
    leads: 'manifest.json',
    to: 'aws://222233334444',
  },
];

/** A workspace in which three tools deploy into one account, and the same apart, as the panel of problems shows them. */
export function defineAccounts({ page, server, shared, separate, screenshots }) {
  const shoot = name => page.screenshot({ path: join(screenshots, `${name}.png`) });
  const rows = text => page.locator('.markers-panel .monaco-list-row', { hasText: text });

  suite('Environments in one account, on the screen', () => {
    setup(async () => page.mouse.move(20, 650));
    teardown(async function () {
      if (this.currentTest.state === 'failed') await shoot('FAILED-accounts');
    });

    test('are three problems in three files, none of which is open', async () => {
      await openWorkspace(page, server, shared);
      await runCommand(page, 'Problems: Focus on Problems View');
      await statusSays(page, /3 errors in 8 files/);
      // The list holds only the rows that are in view.
      await runCommand(page, 'View: Toggle Maximized Panel');
      for (const { file } of mixes) await rows(file).first().waitFor();
      await shoot('shared-account');
      assert.equal(await rows('mixed-environments').count(), mixes.length);
      await runCommand(page, 'View: Toggle Maximized Panel');
    });

    for (const { file, related, leads, to } of mixes)
      test(`lead from ${file} to the line that says where it lands`, async () => {
        await page.locator('.viewpane-filter input').fill(file);
        const row = rows(related).first();
        await row.waitFor();
        await shoot(`related-${file}`);
        await row.click();
        await page.locator('.tab.active', { hasText: leads }).waitFor();
        await eventually(
          'the line',
          () => currentLine(page),
          line => line.includes(to),
        );
        await shoot(`followed-${file}`);
      });

    test('are no problem in accounts of their own', async () => {
      await openWorkspace(page, server, separate);
      await runCommand(page, 'Problems: Focus on Problems View');
      await statusSays(page, /No findings in 8 files/);
      assert.equal(await page.locator('.markers-panel .monaco-list-row').count(), 0);
      await shoot('separate-accounts');
    });
  });
}

function statusSays(page, wanted) {
  const item = page.locator('.statusbar-item[aria-label^="Bulkhead"]');
  return eventually(
    'the status bar',
    async () => ((await item.count()) === 1 ? item.getAttribute('aria-label') : ''),
    label => wanted.test(label),
    30_000,
  );
}
