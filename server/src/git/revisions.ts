/** A state of all that lies in some folders, which may be several repositories. */
import { join, relative, sep } from 'node:path';
import { innermost, nestedRoots } from './nested';
import { type NoRepository, type NoRevision, type Revision, revisionAt } from './revision';
import { runGit } from './run-git';

/** What a name means in one of them. */
export type At = Revision | NoRevision | New;

/** A submodule that was not there. */
export interface New {
  readonly root: string;
  readonly commit: undefined;
}

/**
 * What `ref` names in the repositories that folders lie in, and in those below that files lie in: in a submodule the commit that the
 * repository around it names. A reason alone where there is no repository, or not that revision in one that a folder lies in.
 */
export async function revisionsAt(
  folders: readonly string[],
  files: readonly string[],
  ref: string,
): Promise<readonly At[] | NoRevision | NoRepository> {
  const found: At[] = [];
  const outside: (NoRepository & { readonly folder: string })[] = [];
  for (const folder of folders.filter(one => !innermost(join(one, '.git'), found))) {
    const at = await revisionAt(folder, ref);
    if (at.root === undefined) outside.push({ ...at, folder });
    else if ('reason' in at) return at;
    else found.push(at);
  }
  const outer = [...found.map(({ root }) => root), ...outside.map(({ folder }) => folder)];
  for (const root of (await Promise.all(outer.map(folder => nestedRoots(folder, files)))).flat()) {
    const nested = await nestedAt(root, ref, innermost(root, found));
    if (nested) found.push(nested);
  }
  return found.length > 0 ? found : (outside[0] ?? []);
}

/** Undefined where there is no repository, whatever is called `.git`. */
async function nestedAt(root: string, ref: string, around: At | undefined): Promise<At | undefined> {
  const own = await revisionAt(root, ref);
  if (own.root !== root) return undefined;
  if (!around || 'reason' in around) return own;
  const path = relative(around.root, root).replaceAll(sep, '/');
  const linked = around.commit === undefined ? undefined : await linkAt(around.root, around.commit, path);
  if (linked === undefined)
    return (await linkAt(around.root, 'HEAD', path)) === undefined ? own : { root, commit: undefined };
  const isHere = (await runGit(root, ['cat-file', '-e', `${linked}^{commit}`])).status === 0;
  return isHere ? { root, commit: linked } : { root, reason: `commit ${linked.slice(0, 7)} is not here` };
}

/** The commit of a submodule that a commit names. */
async function linkAt(root: string, commit: string, path: string): Promise<string | undefined> {
  const { out } = await runGit(root, ['--literal-pathspecs', 'ls-tree', '-z', '--full-tree', commit, '--', path]);
  return /^160000 commit ([0-9a-f]+)\t/.exec(out.toString())?.[1];
}
