import type { Uri } from '../text/text';
import { folderOf, resolveUri } from '../text/uri';
import type { Neighbours } from './format';

/** Names that are looked for in a workspace; a template of another name may be there unseen. */
const lookedAt = /\.(?:ya?ml|json|template)$/i;

/** What a build or `sam package` makes: it is there at times. */
const made =
  /(?:^|\/)(?:\.[^/]+|build|dist|out|output|target|tmp|cdk\.out)\/|(?:packag|output|generated|transformed|processed|compiled)[^/]*$/i;

/** The document that a relative path names, written with `/` or `\`; undefined for what is no path below some folder. */
export function fileNamed(from: Uri, path: string): Uri | undefined {
  const own = path.trim().replaceAll('\\', '/');
  return own === '' || /^(?:[a-z][a-z0-9+.-]*:|\/|~)|[$*?{]/i.test(own) ? undefined : resolveUri(from, own);
}

/** Whether a workspace knows a document. */
export function isThere(uri: Uri, neighbours: Neighbours): boolean {
  return neighbours.source ? neighbours.source(uri) !== undefined : neighbours.tree(uri) !== undefined;
}

/** Whether a file is sure not to be there: others of its folder are, it would be seen, and nothing makes it. */
export function isMissing(uri: Uri, from: Uri, neighbours: Neighbours): boolean {
  if (isThere(uri, neighbours) || !lookedAt.test(uri) || made.test(uri.slice(folderOf(from).length))) return false;
  return neighbours.folder(folderOf(uri)).some(other => other !== from);
}

/** The first of these files in a folder (with its closing `/`) that is there. */
export function firstThere(folder: Uri, names: readonly string[], neighbours: Neighbours): Uri | undefined {
  return names.map(name => resolveUri(folder, name)).find(uri => isThere(uri, neighbours));
}

/** `orders.yaml` of its uri. */
export function fileName(uri: Uri): string {
  const name = uri.slice(uri.lastIndexOf('/') + 1);
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}
