/** A pipeline with the files that it includes. Source: GitLab Docs, "CI/CD YAML syntax reference". */
import { rootPointer, type SyntaxTree } from '../../../syntax/tree';
import { matchesGlob } from '../../../text/glob';
import type { Uri } from '../../../text/text';
import { folderOf, resolveUri } from '../../../text/uri';
import type { Neighbours } from '../../format';
import { child, children, items, type Place } from '../../place';
import { fileName } from '../../template-file';
import { writtenAt } from '../text-at';
import { type Inputs, inputsGiven, inputsOf, nodeWith, textWith } from './inputs';

/** A place, the text that it stands in, and what that one's inputs are. */
export interface Part {
  readonly tree: SyntaxTree;
  readonly place: Place;
  readonly inputs: Inputs;
}

/** A file, and what is given to its inputs. */
export interface Included {
  readonly tree: SyntaxTree;
  readonly given: Inputs;
}

export interface Pipeline {
  /** The folder of the repository, with its closing `/`. */
  readonly root: Uri;
  /** The files, the one that wins first: what includes wins over what is included, a later include over one before it. */
  readonly files: readonly Part[];
  /** What stands at the top of the files, by key; of several the one that wins first. */
  readonly byName: ReadonlyMap<string, readonly Part[]>;
}

const MAX_FILES = 50;

/** `root`: that of the repository, where a pipeline does not stand in it, as one that a job starts. */
export function pipelineIn(
  first: Included,
  neighbours: Neighbours,
  root: Uri = folderOf(first.tree.document.uri),
): Pipeline {
  const files: Part[] = [];
  const seen = new Set<string>();
  const open: Included[] = [first];
  for (let next = open.pop(); next && files.length < MAX_FILES; next = open.pop()) {
    const inputs = inputsOf(next.tree, next.given);
    const key = JSON.stringify([next.tree.document.uri, ...inputs]);
    if (seen.has(key)) continue;
    seen.add(key);
    const part = partOf(next.tree, inputs);
    if (!part) continue;
    files.push(part);
    // Of a stack the last comes first.
    open.push(...localIncludes(child(part.place, 'include'), root, neighbours));
  }
  return { root, files, byName: topLevelOf(files) };
}

/** What stands behind a header (`spec:`), where there is one. */
function partOf(tree: SyntaxTree, inputs: Inputs): Part | undefined {
  const last = tree.roots.length - 1;
  const node = tree.roots[last];
  if (!node) return undefined;
  const at = rootPointer(tree);
  return { tree, place: { node: nodeWith(node, inputs), at: last > 0 ? { ...at, path: [last] } : at }, inputs };
}

/** Those that are there. Paths are seen from the repository's root; of names with `*` in them all that are so called. */
export function localIncludes(include: Place | undefined, root: Uri, neighbours: Neighbours): readonly Included[] {
  const all = include ? items(include) : [];
  return all.flatMap(entry => {
    const path = writtenAt(entry) ?? writtenAt(child(entry, 'local'));
    if (path === undefined || /\$|:\/\//.test(path)) return [];
    const trees = filesAt(path.replace(/^\/+/, ''), root, neighbours).flatMap(uri => neighbours.tree(uri) ?? []);
    return trees.map(tree => ({ tree, given: inputsGiven(entry) }));
  });
}

function filesAt(path: string, root: Uri, neighbours: Neighbours): readonly Uri[] {
  const uri = resolveUri(root, path);
  if (!path.includes('*')) return [uri];
  const folder = path.slice(0, path.lastIndexOf('/') + 1);
  if (folder.includes('*')) return [];
  const name = path.slice(folder.length);
  const all = neighbours.folder(folder === '' ? root : (`${resolveUri(root, folder)}/` as Uri));
  return all.filter(one => matchesGlob(name, fileName(one)));
}

/** Keys at the top of a pipeline that are no jobs. */
export const notJobs: ReadonlySet<string> = new Set([
  ...['stages', 'variables', 'default', 'include', 'workflow', 'image', 'services', 'before_script', 'after_script'],
  ...['cache', 'spec'],
]);

/** The names of jobs that run, in order: templates begin with a dot. */
export function jobNames({ byName }: Pipeline): readonly string[] {
  return [...byName.keys()].filter(name => !name.startsWith('.') && !notJobs.has(name));
}

const MAX_ANCESTORS = 50;

/** Where a job is written: by its own name in each file, then what it extends, the nearest first. */
export function ancestryOf(name: string, pipeline: Pipeline): readonly Part[] {
  const parts: Part[] = [];
  const seen = new Set<string>();
  const enter = (called: string): void => {
    if (seen.has(called) || seen.size >= MAX_ANCESTORS) return;
    seen.add(called);
    const own = topLevel(called, pipeline);
    parts.push(...own);
    const extended = own.flatMap(({ place }) => extendedBy(place));
    // Of several the last wins.
    for (const other of extended.reverse()) enter(other);
  };
  enter(name);
  return parts;
}

function extendedBy(job: Place): readonly string[] {
  const list = child(job, 'extends');
  return list ? items(list).flatMap(item => writtenAt(item) ?? []) : [];
}

/** A key at the top of the files, the one that wins first. */
export function topLevel(name: string, { byName }: Pipeline): readonly Part[] {
  return byName.get(name) ?? [];
}

function topLevelOf(files: readonly Part[]): Pipeline['byName'] {
  const byName = new Map<string, Part[]>();
  for (const file of files) {
    for (const { key, place } of children(file.place)) {
      const name = textWith(key, file.inputs);
      const before = byName.get(name);
      if (before) before.push({ ...file, place });
      else byName.set(name, [{ ...file, place }]);
    }
  }
  return byName;
}

/** The first of these that has a key. */
export function nearest(parts: readonly Part[], key: string): Part | undefined {
  for (const part of parts) {
    const place = child(part.place, key);
    if (place) return { ...part, place };
  }
  return undefined;
}
