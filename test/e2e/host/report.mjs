import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** The folder into which the tests in the extension host write, and what they wrote: mocha's report and its statistics. */
export function createReport() {
  const folder = mkdtempSync(join(tmpdir(), 'bulkhead-report-'));
  const read = name => (existsSync(join(folder, name)) ? readFileSync(join(folder, name), 'utf8') : undefined);
  return {
    folder,
    text: () => read('report.txt') ?? '',
    /** Undefined when no test ran: an exit code alone does not say so. */
    stats: () => (read('stats.json') === undefined ? undefined : JSON.parse(read('stats.json'))),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
