import { createHash } from 'node:crypto';

/** Everything that runs, by its content. Pyodide and the wheels built for it change together. */
export interface WheelLock {
  readonly pyodide: LockedFiles & { readonly version: string };
  readonly wheels: LockedFiles;
}

export interface LockedFiles {
  /** About how many are downloaded for all of them. */
  readonly bytes: number;
  readonly files: readonly LockedFile[];
}

export interface LockedFile {
  /** A name without a folder; in a local folder and on a mirror it is found by this name. */
  readonly file: string;
  /** Lowercase hexadecimal. */
  readonly sha256: string;
  /** Who serves it, a key of `hosts`. */
  readonly from: string;
  /** The folder on that host, where it has none of its own. */
  readonly path?: string;
}

export function sha256(bytes: Uint8Array | string): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** Names what an installation holds; another lock, another name. */
export function idOf(lock: WheelLock, withPyodide: boolean): string {
  return sha256(JSON.stringify([lock, withPyodide])).slice(0, 16);
}
