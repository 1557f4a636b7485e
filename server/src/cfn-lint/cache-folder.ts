import { homedir } from 'node:os';
import { join } from 'node:path';

/** Where cfn-lint on WebAssembly is kept once it was installed: one place for the editor and the command line. */
export function cfnLintCache(): string {
  return join(cacheFolder(), 'bulkhead', 'cfn-lint');
}

/** Where programs of this user keep what they can get again. */
function cacheFolder(): string {
  if (process.platform === 'win32') return process.env.LOCALAPPDATA ?? join(homedir(), 'AppData', 'Local');
  if (process.platform === 'darwin') return join(homedir(), 'Library', 'Caches');
  return process.env.XDG_CACHE_HOME || join(homedir(), '.cache');
}
