import { join, relative, resolve, sep } from 'node:path';
import type { Uri } from '../engine/text/text';
import { pathOfUri, uriOfPath } from '../files/uri';

/** Where the documents of a run lie, and how reports call them. */
export interface FileNames {
  /** `--config`, under the name that settings have. */
  readonly config: Uri | undefined;
  path(uri: Uri): string;
  /** Relative to the working directory, with `/`. */
  file(uri: Uri): string;
}

/**
 * Settings have a name of their own, and their globs are relative to where they lie. Those of `--config`, whatever its name and
 * place, are taken as if they lay in the working directory.
 */
export function fileNames(cwd: string, config: string | undefined): FileNames {
  const standIn = config === undefined ? undefined : uriOfPath(join(cwd, `bulkhead${extension(config)}`));
  const path = (uri: Uri) => (uri === standIn && config !== undefined ? resolve(cwd, config) : (pathOfUri(uri) ?? uri));
  return { config: standIn, path, file: uri => relative(cwd, path(uri)).replaceAll(sep, '/') };
}

function extension(file: string): string {
  return file.toLowerCase().endsWith('.json') ? '.json' : '.yaml';
}
