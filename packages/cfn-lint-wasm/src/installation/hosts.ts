import type { LockedFile, WheelLock } from './lock';

/** Every address that this package knows. `{version}` is Pyodide's. */
const hosts: Readonly<Record<string, string>> = {
  npm: 'https://cdn.jsdelivr.net/npm/pyodide@{version}/',
  pyodide: 'https://cdn.jsdelivr.net/pyodide/v{version}/full/',
  pypi: 'https://files.pythonhosted.org/',
};

/** Throws TypeError when the mirror, or a lock of one's own, names no address. */
export function addressOf({ file, from, path }: LockedFile, lock: WheelLock, mirror: string | undefined): URL {
  if (mirror !== undefined) return new URL(file, withSlash(mirror));
  const host = hosts[from]?.replace('{version}', lock.pyodide.version);
  return new URL(path === undefined ? file : `${path}/${file}`, host);
}

function withSlash(folder: string): string {
  return folder.endsWith('/') ? folder : `${folder}/`;
}
