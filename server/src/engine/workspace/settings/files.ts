import { globOf, matchesGlob } from '../../text/glob';
import type { Uri } from '../../text/text';
import { pathBeside } from '../../text/uri';
import type { Snapshot } from '../snapshot';

export interface FileGlob {
  readonly glob: string;
  /** In words: `4 files`, or the format of the one. */
  readonly holds: string;
}

/** Globs for the files of the workspace, as a settings file beside or above them writes them: folders first, then each file. */
export function fileGlobs(snapshot: Snapshot, settings: Uri): readonly FileGlob[] {
  const folders = new Map<string, number>();
  const files: FileGlob[] = [];
  for (const uri of snapshot.documents()) {
    const path = pathBeside(settings, uri);
    const facts = snapshot.facts(uri);
    if (path === undefined || !facts || facts.format === 'settings') continue;
    for (let end = path.lastIndexOf('/'); end > 0; end = path.lastIndexOf('/', end - 1)) {
      const glob = `${globOf(path.slice(0, end))}/**`;
      folders.set(glob, (folders.get(glob) ?? 0) + 1);
    }
    files.push({ glob: globOf(path), holds: facts.format });
  }
  const ofFolders = [...folders].map(([glob, count]) => ({
    glob,
    holds: `${count} ${count === 1 ? 'file' : 'files'}`,
  }));
  return [...ofFolders.sort((a, b) => (a.glob < b.glob ? -1 : 1)), ...files];
}

/** Of so many documents of no format of ours it is seen whether they are policies. */
const MAX_OTHERS = 2000;

/** Files with an IAM policy alone, as a settings file beside or above them names them. */
export function policyFiles(snapshot: Snapshot, settings: Uri): readonly string[] {
  const others = snapshot.others().slice(0, MAX_OTHERS);
  return others.flatMap(uri => {
    const path = pathBeside(settings, uri);
    const isPolicy = /\.(?:json|ya?ml)$/.test(uri) && /\bStatement\b/.test(snapshot.source(uri)!.text);
    return path !== undefined && isPolicy ? [path] : [];
  });
}

/** The documents that some globs of a settings file mean, in order of uri. */
export function filesMatching(globs: readonly string[], settings: Uri, snapshot: Snapshot): readonly Uri[] {
  if (globs.length === 0) return [];
  return snapshot.documents().filter(uri => {
    const path = pathBeside(settings, uri);
    return path !== undefined && uri !== settings && globs.some(glob => matchesGlob(glob, path));
  });
}
