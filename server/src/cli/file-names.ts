import { relative, sep } from 'node:path';
import type { Uri } from '../engine/text/text';
import { pathOfUri } from '../files/uri';

/** How a file is said in reports: relative to the working directory, with `/`. */
export function fileNames(cwd: string): (uri: Uri) => string {
  return uri => {
    const path = pathOfUri(uri);
    return path === undefined ? uri : relative(cwd, path).replaceAll(sep, '/');
  };
}
