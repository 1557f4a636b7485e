import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { ConfigurationFile } from './linter';

/** In the order in which cfn-lint looks for them. */
const names = ['.cfnlintrc', '.cfnlintrc.yaml', '.cfnlintrc.yml'];

/** The nearest configuration file above a template; none is looked for above `root`, a folder. */
export async function configurationOf(file: string, root: string): Promise<ConfigurationFile | undefined> {
  for (let folder = dirname(file); ; folder = dirname(folder)) {
    for (const path of names.map(name => join(folder, name))) {
      const text = await readFile(path, 'utf8').catch(() => undefined);
      if (text !== undefined) return { path, text };
    }
    if (folder === root || folder === dirname(folder)) return undefined;
  }
}
