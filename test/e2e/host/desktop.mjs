import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runTests } from '@vscode/test-electron';
import { createReport } from './report.mjs';
import { copyExamples } from './workspace.mjs';

/** Runs the same tests in the VS Code that @vscode/test-electron downloads; needs the internet and a display. */
export async function runOnDesktop({ root, tests }) {
  const workspace = copyExamples(root);
  // What is installed on a machine decides nothing here.
  mkdirSync(join(workspace.folder, '.vscode'));
  writeFileSync(join(workspace.folder, '.vscode/settings.json'), '{ "bulkhead.cfnLint.enable": "off" }');
  const report = createReport();
  try {
    await runTests({
      extensionDevelopmentPath: root,
      extensionTestsPath: tests,
      extensionTestsEnv: { BULKHEAD_E2E_OUT: report.folder },
      launchArgs: [workspace.folder, '--disable-extensions', '--disable-workspace-trust'],
    });
  } catch (error) {
    console.error(error.message);
  } finally {
    console.log(report.text());
    workspace.remove();
  }
  const stats = report.stats() ?? { passes: 0, failures: 1 };
  report.remove();
  return stats;
}
