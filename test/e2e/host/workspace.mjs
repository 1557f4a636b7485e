import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A copy of one of the examples that a test may change. */
export function copyExamples(root, name = 'orders') {
  const parent = mkdtempSync(join(tmpdir(), 'bulkhead-workspace-'));
  const folder = join(parent, name);
  cpSync(join(root, 'examples', name), folder, { recursive: true });
  return { folder, remove: () => rmSync(parent, { recursive: true, force: true, maxRetries: 5 }) };
}
