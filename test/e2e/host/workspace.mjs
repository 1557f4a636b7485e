import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A copy of the examples that a test may change. */
export function copyExamples(root) {
  const parent = mkdtempSync(join(tmpdir(), 'bulkhead-workspace-'));
  const folder = join(parent, 'orders');
  cpSync(join(root, 'examples/orders'), folder, { recursive: true });
  return { folder, remove: () => rmSync(parent, { recursive: true, force: true, maxRetries: 5 }) };
}
