import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';

/** The path of the browser: `CHROMIUM`, or Debian's, which is installed when it is not there. */
export function findChromium() {
  const path = process.env.CHROMIUM ?? '/usr/bin/chromium';
  if (!existsSync(path)) {
    const script = fileURLToPath(new URL('install-chromium.sh', import.meta.url));
    execFileSync(script, { stdio: ['ignore', 'inherit', 'inherit'], timeout: 300_000 });
  }
  return path;
}

export function launchChromium(executablePath) {
  return chromium.launch({
    executablePath,
    headless: true,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}
