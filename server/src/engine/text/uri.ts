/** Arithmetic on uris, as text: nothing is opened. */
import type { Uri } from './text';

/** The uri that `relative` (with `/`, `.` and `..`) names, seen from the document `from`. */
export function resolveUri(from: Uri, relative: string): Uri {
  const [head, ...rest] = splitAuthority(from);
  const segments = rest.join('/').split('/').slice(0, -1);
  for (const segment of relative.split('/')) {
    if (segment === '..') segments.pop();
    else if (segment !== '.' && segment !== '') segments.push(encodeSegment(segment));
  }
  return `${head}${segments.join('/')}` as Uri;
}

/** The uri of an absolute path, `C:\…` too. */
export function uriOfPath(path: string): Uri {
  const slashed = /^([a-z]:)?\\/i.test(path) ? path.replaceAll('\\', '/') : path;
  // resolveUri takes %41 for an A; in a path it is three characters.
  return resolveUri('file:///' as Uri, lowerDrive(slashed.replace(/^\/+/, '').replaceAll('%', '%25')));
}

/** A drive of Windows at the beginning of a path, always written in the same way. */
export function lowerDrive(path: string): string {
  return path.replace(/^[A-Z](?=(?::|%3A)(?:\/|$))/i, drive => drive.toLowerCase());
}

/** The folder of a document, with its closing `/`. */
export function folderOf(uri: Uri): Uri {
  return uri.slice(0, uri.lastIndexOf('/') + 1) as Uri;
}

function splitAuthority(uri: string): [string, string] {
  const match = /^([a-z][a-z0-9+.-]*:\/\/[^/]*)?(.*)$/is.exec(uri);
  return [match?.[1] ?? '', match?.[2] ?? uri];
}

function encodeSegment(segment: string): string {
  return encodeURIComponent(decode(segment)).replace(/%(3A|40|24|2B|2C|3B|3D|26)/g, decodeURIComponent);
}

function decode(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}

/** The path of a document as people write it, relative to the folder of `other`; undefined when it is not in it. */
export function pathBeside(other: Uri, document: Uri): string | undefined {
  const folder = folderOf(other);
  return document.startsWith(folder) ? decode(document.slice(folder.length)) : undefined;
}
