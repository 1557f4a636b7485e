import type { AccessChanges } from '../engine/workspace/workspace';
import { inSlices } from './analysed';
import type { Base } from './base-texts';
import { readSources } from './read-sources';
import type { ReadWorkspace } from './read-workspace';

/** What is newly allowed and what no longer, with the sources read in which that was written. */
export async function changesSince({ before }: Pick<Base, 'before'>, read: ReadWorkspace): Promise<AccessChanges> {
  const changes = await inSlices(read.workspace.snapshot.since(before));
  for (const { is, at } of changes.changes) if (is === 'allowed') read.workspace.snapshot.written(at);
  await readSources(read);
  return changes;
}
