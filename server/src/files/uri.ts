import type { Uri } from '../engine/text/text';
import { lowerDrive, resolveUri } from '../engine/text/uri';

export { uriOfPath } from '../engine/text/uri';

/**
 * The engine compares uris as strings and makes some itself (a nested stack's, by its relative path), so that all must be written
 * in one way: as `resolveUri` writes them.
 */
export function canonicalUri(uri: string): Uri {
  const match = /^([a-z][a-z0-9+.-]*:\/\/[^/]*\/)([^?#]*)(.*)$/is.exec(uri);
  if (!match) return uri as Uri;
  const [, head = '', path = '', rest = ''] = match;
  return (resolveUri(head as Uri, lowerDrive(path)) + rest) as Uri;
}

/** The path that a `file:` uri names; undefined for other schemes. `/c:/x` becomes `c:/x`, which Windows takes too. */
export function pathOfUri(uri: string): string | undefined {
  const match = /^file:\/\/([^/]*)(\/[^?#]*)/i.exec(uri);
  if (!match) return undefined;
  const [, host = '', path = ''] = match;
  const decoded = decodePath(path);
  if (host !== '') return `//${host}${decoded}`;
  return /^\/[a-z]:/i.test(decoded) ? decoded.slice(1) : decoded;
}

/** Whether a document lies in a folder or below it. `folder` may end with `/` or not. */
export function liesIn(uri: Uri, folder: Uri): boolean {
  return uri.startsWith(folder.endsWith('/') ? folder : `${folder}/`);
}

/** A document's path below a folder, decoded, with `/`. */
export function pathBelow(uri: Uri, folder: Uri): string {
  return decodePath(uri.slice(folder.endsWith('/') ? folder.length : folder.length + 1));
}

function decodePath(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
