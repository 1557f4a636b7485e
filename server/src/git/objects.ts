/** The files of a commit, read out of git's objects: nothing is checked out. */

import type { Revision } from './revision';
import { runGit } from './run-git';

export interface TrackedFile {
  /** From the root of the repository, with `/`. */
  readonly path: string;
  readonly object: string;
  readonly bytes: number;
}

/** No links and no submodules: they are texts of somewhere else. */
export async function filesIn({ root, commit }: Revision): Promise<readonly TrackedFile[]> {
  const { out } = await runGit(root, ['ls-tree', '-r', '-l', '-z', '--full-tree', commit]);
  return out
    .toString()
    .split('\0')
    .flatMap(line => {
      const [, object, bytes, path] = /^100\d{3} blob ([0-9a-f]+) +(\d+)\t([\s\S]+)$/.exec(line) ?? [];
      return path === undefined ? [] : [{ path, object: object!, bytes: Number(bytes) }];
    });
}

/** By object; without those that a partial clone has not fetched. */
export async function contentsOf(
  { root }: Revision,
  files: readonly TrackedFile[],
): Promise<ReadonlyMap<string, Uint8Array>> {
  const wanted = [...new Set(files.map(({ object }) => object))];
  if (wanted.length === 0) return new Map();
  const { out } = await runGit(root, ['cat-file', '--batch'], `${wanted.join('\n')}\n`);
  return readBatch(out);
}

/** `<object> blob <size>`, a line feed, the content and a line feed; or `<object> missing`. */
function readBatch(out: Buffer): ReadonlyMap<string, Uint8Array> {
  const contents = new Map<string, Uint8Array>();
  for (let at = 0; at < out.length; ) {
    const end = out.indexOf(0x0a, at);
    if (end < 0) break;
    const [object, kind, size] = out.toString('latin1', at, end).split(' ');
    at = end + 1;
    if (kind !== 'blob') continue;
    contents.set(object!, out.subarray(at, at + Number(size)));
    at += Number(size) + 1;
  }
  return contents;
}

/** Of these paths, from the root, those that `.gitignore` and its kin leave out. */
export async function ignoredAmong(
  { root }: Pick<Revision, 'root'>,
  paths: readonly string[],
): Promise<ReadonlySet<string>> {
  if (paths.length === 0) return new Set();
  const { out } = await runGit(root, ['check-ignore', '--no-index', '-z', '--stdin'], `${paths.join('\0')}\0`);
  return new Set(out.toString().split('\0').filter(Boolean));
}
