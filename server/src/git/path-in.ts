import { relative, sep } from 'node:path';
import type { Uri } from '../engine/text/text';
import { pathOfUri } from '../files/uri';
import type { Revision } from './revision';

/** From the root, with `/`; what lies outside begins with `../`. */
export function pathIn({ root }: Pick<Revision, 'root'>, uri: Uri): string {
  return relative(root, pathOfUri(uri) ?? '').replaceAll(sep, '/');
}
