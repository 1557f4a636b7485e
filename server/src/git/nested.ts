/** Repositories below a folder: clones, submodules, other working trees. What lies in them the one around them does not track. */
import { access } from 'node:fs/promises';
import { dirname, join, normalize, sep } from 'node:path';

/** Of folders whether they hold a `.git`, as far as it was asked. */
export type Asked = Map<string, Promise<boolean>>;

/** Folders below `folder`, in which one of the files lies, that hold a `.git`; outer ones first, none with a closing slash. */
export async function nestedRoots(
  folder: string,
  files: readonly string[],
  asked: Asked = new Map(),
): Promise<readonly string[]> {
  const below = new Set<string>();
  const start = closed(normalize(folder));
  for (const file of files)
    for (let at = dirname(normalize(file)); at.startsWith(start) && !below.has(at); at = dirname(at)) below.add(at);
  const all = [...below].sort();
  const isRoot = await Promise.all(all.map(path => holdsGit(path, asked)));
  return all.filter((_, i) => isRoot[i]);
}

function holdsGit(folder: string, asked: Asked): Promise<boolean> {
  const known = asked.get(folder);
  if (known) return known;
  const fresh = access(join(folder, '.git')).then(
    () => true,
    () => false,
  );
  asked.set(folder, fresh);
  return fresh;
}

/** Of repositories the one that a file lies in, and in none that lies in that. */
export function innermost<T extends { readonly root: string }>(file: string, all: readonly T[]): T | undefined {
  const path = normalize(file);
  const around = all.filter(({ root }) => path.startsWith(closed(root)));
  return around.sort((a, b) => b.root.length - a.root.length)[0];
}

function closed(folder: string): string {
  return folder.endsWith(sep) ? folder : folder + sep;
}
