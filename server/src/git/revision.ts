import { join } from 'node:path';
import { runGit } from './run-git';

/** A commit of a repository. */
export interface Revision {
  /** The folder of the working tree, as the folder that was asked about leads to it. */
  readonly root: string;
  /** Forty or sixty-four hexadecimal digits. */
  readonly commit: string;
}

/** Why there is none, in one line. */
export interface NoRevision {
  readonly reason: string;
}

/** What `ref` names in the repository that a folder lies in. */
export async function revisionAt(folder: string, ref: string): Promise<Revision | NoRevision> {
  const up = await runGit(folder, ['rev-parse', '--show-cdup']);
  if (up.status === undefined) return { reason: 'git is not installed, or not in the PATH' };
  if (up.status !== 0) {
    const isNone = /not a git repository/i.test(up.reason);
    return { reason: isNone ? `\`${folder}\` lies in no git repository` : `git cannot read it: ${up.reason}` };
  }
  const root = join(folder, up.out.toString().replace(/\r?\n$/, ''));
  const named = await runGit(folder, ['rev-parse', '--verify', '--quiet', '--end-of-options', `${ref}^{commit}`]);
  if (named.status !== 0) return { reason: await whyNot(folder, ref) };
  return { root, commit: named.out.toString().trim() };
}

async function whyNot(folder: string, ref: string): Promise<string> {
  const [head, shallow] = await Promise.all([
    runGit(folder, ['rev-parse', '--verify', '--quiet', 'HEAD^{commit}']),
    runGit(folder, ['rev-parse', '--is-shallow-repository']),
  ]);
  if (head.status !== 0) return 'the repository has no commit yet';
  const isShallow = shallow.out.toString().trim() === 'true';
  const hint = isShallow ? '; this clone is shallow: `git fetch --unshallow` brings what it lacks' : '';
  return `\`${ref}\` is no revision of this repository${hint}`;
}
