/**
 * What VS Code calls inside its extension host (`extensionTestsPath`), the same on the desktop and in code-server.
 * Results go into the folder `BULKHEAD_E2E_OUT`: the report as text, the statistics as JSON.
 */
import { appendFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { format } from 'node:util';
import Mocha from 'mocha';

const out = process.env.BULKHEAD_E2E_OUT;
if (out === undefined) throw new Error('BULKHEAD_E2E_OUT does not name a folder');

export function run(): Promise<void> {
  Mocha.reporters.Base.consoleLog = (...line: unknown[]) =>
    appendFileSync(join(out as string, 'report.txt'), `${format(...line)}\n`);
  const mocha = new Mocha({ ui: 'tdd', color: false, timeout: 30_000, reporter: 'spec' });
  mocha.suite.emit('pre-require', globalThis, '', mocha);
  return new Promise((resolve, reject) => {
    import('./findings.e2e')
      .then(() => import('./settings.e2e'))
      .then(() => import('./broadened.e2e'))
      .then(() => {
        const runner = mocha.run(failures => {
          writeFileSync(join(out as string, 'stats.json'), JSON.stringify(runner.stats));
          if (failures > 0) reject(new Error(`${failures} of the tests failed`));
          else resolve();
        });
      })
      .catch(reject);
  });
}
