import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import Mocha from 'mocha';
import { launchChromium } from '../host/chromium.mjs';
import { startCodeServer } from '../host/code-server.mjs';
import { copyExamples } from '../host/workspace.mjs';
import { defineAccountMap } from './account-map.mjs';
import { defineAccounts } from './accounts.mjs';
import { defineBroadened } from './broadened.mjs';
import { defineLinted, installFixture } from './linted.mjs';
import { defineScreens } from './screens.mjs';

/** Drives the workbench by mouse and keys, with the package installed as a user installs it. */
export async function runOnScreen({ root, screenshots, chromium, codeServer }) {
  const names = ['orders', 'shared-account', 'separate-accounts', 'organization', 'orders-separated', 'orders'];
  const workspaces = names.map(name => copyExamples(root, name));
  const [orders, shared, separate, organization, linted, broadened] = workspaces.map(({ folder }) => folder);
  const cache = installFixture(root);
  const server = await startCodeServer(codeServer, {
    extension: packageOf(root),
    env: { XDG_CACHE_HOME: cache.folder },
  });
  const browser = await launchChromium(chromium);
  try {
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
    const mocha = new Mocha({ ui: 'tdd', color: false, timeout: 60_000 });
    mocha.suite.emit('pre-require', globalThis, fileURLToPath(import.meta.url), mocha);
    defineScreens({ page, server, folder: orders, screenshots });
    defineAccounts({ page, server, shared, separate, screenshots });
    defineAccountMap({ page, server, folder: organization, screenshots });
    defineLinted({ page, server, folder: linted, screenshots });
    defineBroadened({ page, server, folder: broadened, screenshots });
    return await new Promise(resolve => {
      const runner = mocha.run(() => resolve(runner.stats));
    });
  } finally {
    await browser.close();
    await server.stop();
    for (const one of [...workspaces, cache]) one.remove();
  }
}

function packageOf(root) {
  const { name, version } = JSON.parse(readFileSync(`${root}package.json`, 'utf8'));
  return `${root}${name}-${version}.vsix`;
}
