import type { Uri } from '../engine/text/text';
import type { Before, Snapshot } from '../engine/workspace/workspace';

/** What version control knows of the folders that are open. Nothing of it rejects: what cannot be read is not there. */
export interface History {
  /** The last commit of each repository that the folders lie in, and of those in them that documents lie in. */
  heads(folders: readonly Uri[], documents: readonly Uri[]): Promise<readonly Commit[]>;
  /** `commits`: all of them, as a document belongs to the innermost. */
  before(asked: AskedBefore, commits: readonly Commit[]): Promise<Before>;
}

export interface Commit {
  /** The folder of the working tree. */
  readonly root: string;
  readonly commit: string;
  /** Equal for one commit of one repository. */
  readonly key: string;
}

export interface AskedBefore {
  readonly snapshot: Snapshot;
  /** Whether a file that is tracked, and may be gone now, belongs to the workspace: the same function while the answers are the same. */
  isLookedAt(uri: Uri): boolean;
}

/** Git writes a line into it whenever another commit becomes the last one. */
export const headLog = '**/.git/logs/HEAD';

export function isHeadLog(uri: string): boolean {
  return uri.endsWith('/.git/logs/HEAD');
}
