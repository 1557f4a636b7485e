import { mkdtempSync, rmSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';

/** One for each file of tests; gone when they have run. */
const root = mkdtempSync(join(tmpdir(), 'bulkhead-test-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

/** A new empty folder. */
export function scratch(): Promise<string> {
  return mkdtemp(join(root, 'folder-'));
}
