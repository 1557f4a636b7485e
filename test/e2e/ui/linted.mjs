import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { eventually, openAt, openWorkspace, pointAt, squigglesUnder } from './workbench.mjs';

const file = 'stacks/linted.yaml';
const template = `Resources:
  Deployer:
    Type: AWS::IAM::ManagedPolicy
    Properties:
      PolicyDocument:
        Statement:
          - Effect: Allow
            Action: iam:PassRole
            Resource: "*"
  Topic:
    Type: AWS::SNS::Topic
    Properties:
      BAD: orders
`;
const ours = { text: 'iam:PassRole', line: 'Action: iam:PassRole' };
const theirs = { text: 'BAD', line: 'BAD: orders' };

/**
 * A cache as it is after the download: the Pyodide of the lock, and in place of cfn-lint the few lines of Python that the tests of
 * `cfn-lint-wasm` put into a wheel. What is proved is the way to the squiggle, not cfn-lint.
 */
export function installFixture(root) {
  const source = join(root, 'packages/cfn-lint-wasm');
  const lock = JSON.parse(readFileSync(join(source, 'wheels.lock.json'), 'utf8'));
  const id = createHash('sha256')
    .update(JSON.stringify([lock, true]))
    .digest('hex')
    .slice(0, 16);
  const folder = mkdtempSync(join(tmpdir(), 'bulkhead-cache-'));
  const installation = join(folder, 'bulkhead/cfn-lint', id);
  mkdirSync(join(installation, 'pyodide'), { recursive: true });
  const pyodide = dirname(createRequire(import.meta.url).resolve('pyodide/package.json'));
  for (const { file } of lock.pyodide.files) cpSync(join(pyodide, file), join(installation, 'pyodide', file));
  for (const name of ['cfnlint', 'yaml.py'])
    cpSync(join(source, 'test/fixture', name), join(installation, 'site', name), { recursive: true });
  writeFileSync(join(installation, 'ready.json'), '{}');
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }) };
}

/** One file with a finding of ours and one of cfn-lint, on real Pyodide in the language server of the packed extension. */
export function defineLinted({ page, server, folder, screenshots }) {
  const shoot = name => page.screenshot({ path: join(screenshots, `cfn-lint-${name}.png`) });
  const under = ({ text, line }) => squigglesUnder(page, text, line);
  const squiggle = (whose, count, patience) =>
    eventually(
      `squiggles under ${whose.text}`,
      () => under(whose),
      now => now === count,
      patience,
    );

  suite('cfn-lint, on the screen', () => {
    setup(async () => page.mouse.move(20, 650));
    teardown(async function () {
      if (this.currentTest.state === 'failed') await shoot('FAILED');
    });

    test('its squiggle comes after ours, in one file', async () => {
      mkdirSync(join(folder, '.vscode'), { recursive: true });
      writeFileSync(join(folder, '.vscode/settings.json'), '{ "bulkhead.cfnLint.enable": "wasm" }');
      writeFileSync(join(folder, file), template);
      await openWorkspace(page, server, folder);
      await openAt(page, folder, file, 'Resources:');
      await squiggle(ours, 1, 30_000);
      assert.equal(await under(theirs), 0, 'ours have not come first');
      await shoot('ours-first');
      await squiggle(theirs, 1, 60_000);
      assert.equal(await under(ours), 1);
      await shoot('both');
    });

    test('its hover names the rule', async () => {
      const hover = page.locator('.monaco-hover:not(.hidden)', { hasText: 'cfn-lint/E9999' });
      await eventually(
        'hover',
        async () => (await pointAt(page, theirs.text, theirs.line)) && hover.isVisible(),
        Boolean,
      );
      await shoot('hover');
    });

    test('it goes when the text is right', async () => {
      await openAt(page, folder, file, '      BAD');
      for (const _ of theirs.text) await page.keyboard.press('Backspace');
      await page.keyboard.type('TopicName');
      const drawn = () => page.locator('.view-overlays .cdr[class*="squiggly-"]').count();
      await eventually('squiggles', drawn, count => count === 1);
      assert.equal(await under(ours), 1);
      await shoot('mended');
    });
  });
}
