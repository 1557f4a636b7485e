import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { CompareTemplates } from './template-changes';

/** Loads the bundle that lies beside the one which runs. */
export async function loadCompareTemplates(): Promise<CompareTemplates> {
  const { compareTemplates } = await import(pathToFileURL(join(__dirname, 'template-diff.js')).href);
  return compareTemplates;
}
