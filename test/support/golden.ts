import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Documents } from './workspace';

/** The files of a folder of `test/golden`, by path. */
export function golden(name: string): Documents {
  const folder = join(import.meta.dirname, '../golden', name);
  return Object.fromEntries(
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter(path => /\.(?:ya?ml|json|toml)$/.test(path))
      .map(path => [path.replaceAll('\\', '/'), readFileSync(join(folder, path), 'utf8')]),
  );
}
