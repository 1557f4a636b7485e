import { setTimeout as sleep } from 'node:timers/promises';
import { launchChromium } from './chromium.mjs';
import { startCodeServer } from './code-server.mjs';
import { createReport } from './report.mjs';
import { copyExamples } from './workspace.mjs';

/** Runs the tests inside the extension host of a code-server, on the extension as it stands in the checkout. */
export async function runInHost({ root, tests, chromium, codeServer }) {
  const workspace = copyExamples(root);
  const report = createReport();
  const server = await startCodeServer(codeServer, {
    env: { BULKHEAD_E2E_OUT: report.folder },
    // A built workbench honours the two paths of the payload with this switch only, and says nothing without it.
    args: ['--vscode-option', 'enable-smoke-test-driver'],
  });
  const browser = await launchChromium(chromium);
  try {
    const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
    const { exit, logs } = await runTests(page, server, { root, tests, folder: workspace.folder });
    console.log(report.text());
    const stats = report.stats();
    if (stats !== undefined) return stats;
    console.error(`no test ran in the extension host (exit ${exit})\n${server.log().slice(-3000)}`);
    for (const { relativePath, contents } of logs) console.error(`--- ${relativePath}\n${contents.slice(-3000)}`);
    return { passes: 0, failures: 1 };
  } finally {
    await browser.close();
    await server.stop();
    workspace.remove();
    report.remove();
  }
}

async function runTests(page, { url, port }, { root, tests, folder }) {
  const remote = path => `vscode-remote://127.0.0.1:${port}${path}`;
  // The workbench calls these two functions of its window, as VS Code's own integration tests have them.
  await page.exposeFunction('codeAutomationLog', () => {});
  const finished = new Promise(resolve => {
    page.exposeFunction('codeAutomationExit', (exit, logs) => resolve({ exit, logs: logs ?? [] }));
  });
  const payload = JSON.stringify([
    ['extensionDevelopmentPath', remote(root)],
    ['extensionTestsPath', remote(tests)],
    ['skipWelcome', 'true'],
  ]);
  await page.goto(`${url}/?folder=${encodeURIComponent(folder)}&payload=${encodeURIComponent(payload)}`);
  const late = sleep(180_000, { exit: 'none: it took too long', logs: [] }, { ref: false });
  return Promise.race([finished, late]);
}
