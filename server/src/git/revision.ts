import { join } from 'node:path';
import { runGit } from './run-git';

/** A commit of a repository. */
export interface Revision {
  /** The folder of the working tree, as the folder that was asked about leads to it. */
  readonly root: string;
  /** Forty or sixty-four hexadecimal digits. */
  readonly commit: string;
}

/** Why a repository has none, in one line. */
export interface NoRevision {
  readonly root: string;
  readonly reason: string;
}

export interface NoRepository {
  readonly root?: undefined;
  readonly reason: string;
}

/** What `ref` names in the repository that a folder lies in; `main...` where the branch that is checked out left `main`. */
export async function revisionAt(folder: string, ref: string): Promise<Revision | NoRevision | NoRepository> {
  const root = await rootOf(folder);
  if (typeof root !== 'string') return root;
  const [, branch] = /^(.*)\.\.\.(?:HEAD)?$/.exec(ref) ?? [];
  const commit = await commitAt(folder, branch ?? ref);
  if (commit === undefined) return { root, reason: await whyNot(folder, branch ?? ref) };
  if (branch === undefined) return { root, commit };
  const base = await runGit(folder, ['merge-base', commit, 'HEAD']);
  if (base.status === 0) return { root, commit: base.out.toString().trim() };
  const reason = `\`${branch}\` and what is checked out have no commit in common`;
  return { root, reason: reason + (await hintOf(folder)) };
}

/** Of the working tree that a folder lies in. */
async function rootOf(folder: string): Promise<string | NoRepository> {
  const up = await runGit(folder, ['rev-parse', '--is-inside-work-tree', '--show-cdup']);
  if (up.status === undefined) return { reason: 'git is not installed, or not in the PATH' };
  const [isInside, above = ''] = up.out.toString().split(/\r?\n/);
  if (up.status === 0 && isInside === 'true') return join(folder, above).replace(/(?<=.)[/\\]$/, '');
  const isNone = up.status === 0 || /not a git repository/i.test(up.reason);
  return { reason: isNone ? `\`${folder}\` lies in no git repository` : `git cannot read it: ${up.reason}` };
}

/** In two steps, as `:/fix` is a search for all that follows it. */
async function commitAt(folder: string, ref: string): Promise<string | undefined> {
  const verified = (name: string) =>
    runGit(folder, ['rev-parse', '--verify', '--quiet', '--end-of-options', name]).then(({ status, out }) =>
      status === 0 ? out.toString().trim() : undefined,
    );
  const object = await verified(ref);
  return object === undefined ? undefined : verified(`${object}^{commit}`);
}

async function whyNot(folder: string, ref: string): Promise<string> {
  if ((await commitAt(folder, 'HEAD')) === undefined) return 'the repository has no commit yet';
  return `\`${ref}\` is no revision of this repository${await hintOf(folder)}`;
}

async function hintOf(folder: string): Promise<string> {
  const shallow = await runGit(folder, ['rev-parse', '--is-shallow-repository']);
  const isShallow = shallow.out.toString().trim() === 'true';
  return isShallow ? '; this clone is shallow: `git fetch --unshallow` brings what it lacks' : '';
}
