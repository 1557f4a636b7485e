import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { eventually, openAt, openWorkspace, squigglesUnder } from './workbench.mjs';

const file = 'stacks/team-roles.yaml';
const added = 'iam:PutRolePolicy';
const author = ['-c', 'user.name=Anna', '-c', 'user.email=anna@example.com', '-c', 'commit.gpgsign=false'];

/** An edit that allows more than the last commit did, by mouse and keys. */
export function defineBroadened({ page, server, folder, screenshots }) {
  const shoot = name => page.screenshot({ path: join(screenshots, `broadened-${name}.png`) });
  const git = (...args) => execFileSync('git', ['-C', folder, ...author, ...args], { stdio: 'ignore' });
  const lens = page.locator('.codelens-decoration a', { hasText: 'broadens access' });
  const explanation = page.locator('.review-widget', { hasText: added }).first();
  const lenses = wanted =>
    eventually(
      'lenses',
      () => lens.count(),
      count => count === wanted,
      30_000,
    );

  suite('What an edit broadens, on the screen', () => {
    setup(async () => page.mouse.move(20, 650));
    teardown(async function () {
      if (this.currentTest.state === 'failed') await shoot('FAILED');
    });

    test('is nothing before there is one', async () => {
      git('init', '-q', '-b', 'main');
      git('add', '-A');
      git('commit', '-q', '-m', 'the examples');
      await openWorkspace(page, server, folder);
      await openAt(page, folder, file, '- iam:CreateRole');
      await eventually(
        'a finding',
        () => squigglesUnder(page, 'iam:CreateRole'),
        count => count === 1,
        30_000,
      );
      assert.equal(await lens.count(), 0);
    });

    test('is told above the resource and under what was typed', async () => {
      await page.keyboard.press('Enter');
      await page.keyboard.type(`- ${added}`);
      await lenses(1);
      assert.match(await lens.textContent(), /^broadens access: \+1 request since HEAD$/);
      await eventually(
        'the squiggle',
        () => squigglesUnder(page, added),
        count => count === 1,
      );
      await shoot('lens');
    });

    test('is explained beside what it was', async () => {
      await lens.click();
      await page.locator('.tab.active', { hasText: 'what is newly allowed' }).waitFor();
      await explanation.waitFor();
      const before = text => page.locator('.monaco-diff-editor .editor.original .view-line', { hasText: text }).count();
      await eventually(
        'the text before',
        async () => [await before('iam:CreateRole'), await before(added)],
        ([kept, fresh]) => kept === 1 && fresh === 0,
      );
      await shoot('beside');
    });

    test('goes on undo, with its explanation', async () => {
      await page.locator('.monaco-diff-editor .modified .view-line', { hasText: added }).click();
      const isDirty = async () => (await page.locator('.tab.dirty').count()) > 0;
      for (let presses = 0; presses < 10 && (await isDirty()); presses++) {
        await page.keyboard.press('Control+Z');
        await page.waitForTimeout(200);
      }
      assert.ok(!(await isDirty()), 'the file is as it was');
      await explanation.waitFor({ state: 'detached' });
      await shoot('undone-beside');
      await page.keyboard.press('Control+W');
      await openAt(page, folder, file, '- iam:CreateRole');
      await eventually(
        'the finding',
        () => squigglesUnder(page, 'iam:CreateRole'),
        count => count === 1,
      );
      await lenses(0);
      assert.equal(await page.locator('.view-overlays .squiggly-info').count(), 0);
      await shoot('undone');
    });
  });
}
