/** Real git repositories, the same whoever runs the tests. */
import { execFileSync } from 'node:child_process';

const author = ['-c', 'user.name=Anna', '-c', 'user.email=anna@example.com', '-c', 'commit.gpgsign=false'];

/** What git prints in this folder. */
export function git(folder: string, ...args: readonly string[]): string {
  const all = ['-C', folder, ...author, '-c', 'protocol.file.allow=always', ...args];
  return execFileSync('git', all, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] }).trim();
}

/** Makes one of the folder, with a commit of all that lies there. */
export function initialize(folder: string): void {
  git(folder, 'init', '-q', '-b', 'main');
  commit(folder);
}

/** All that lies there. */
export function commit(folder: string): void {
  git(folder, 'add', '-A');
  git(folder, 'commit', '-q', '--allow-empty', '-m', 'a commit');
}
