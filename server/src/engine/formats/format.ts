/**
 * What a template says: from a syntax tree to facts. A format knows its own words and the model's; no rule, no policy algebra.
 */
import type { DocumentFacts, Severity } from '../model/model';
import type { SyntaxTree } from '../syntax/tree';
import type { Uri } from '../text/text';

export interface Format {
  /** The first word of every `DocumentFacts.format` that it gives. */
  readonly name: string;
  /** Whether a text is of this format, by its shape; total and cheap. */
  detect(tree: SyntaxTree): boolean;
  /** Never throws on a bad template: it gives what could be read and problems for the rest. */
  lower(tree: SyntaxTree, neighbours: Neighbours): DocumentFacts;
}

/**
 * The other documents of the workspace, for formats in which one file's meaning depends on another's text (a Terraform module is
 * a folder). What is asked here is remembered: the facts are made anew when an answer would change, and only then.
 */
export interface Neighbours {
  /** The tree of a document; undefined when the workspace has none. */
  tree(uri: Uri): SyntaxTree | undefined;
  /** Every document directly in a folder, in order of uri. `folder` ends with `/`. */
  folder(folder: Uri): readonly Uri[];
}

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

/** A severity as users write it, or undefined. */
export function severityOf(word: string): Severity | 'off' | undefined {
  return word === 'off' || word === 'hint' || word === 'information' || word === 'warning' || word === 'error'
    ? word
    : undefined;
}
