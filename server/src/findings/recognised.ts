import type { Uri } from '../engine/text/text';
import { createWorkspace } from '../engine/workspace/workspace';
import { type FileProblem, problemOf, type Reading } from '../files/files';

/**
 * What is wrong with a file before it is analysed. A file too large to read is a problem only where its beginning shows a format
 * of ours; one that nobody may read might be.
 */
export function problemsOf(uri: Uri, reading: Reading): readonly FileProblem[] {
  if (reading.kind === 'absent') return [];
  if (reading.kind === 'text') return reading.problems;
  return reading.kind === 'unreadable' || isOurs(uri, reading.head) ? [problemOf(reading)] : [];
}

function isOurs(uri: Uri, head: string): boolean {
  return (
    createWorkspace()
      .apply({ set: [{ uri, text: head }] })
      .facts(uri) !== undefined
  );
}
