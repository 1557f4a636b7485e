import type { SourceDocument, Uri } from '../engine/text/text';
import type { Workspace } from '../engine/workspace/workspace';
import { megabyte } from '../files/files';
import { nodeFiles } from '../files/node-files';
import { namedBy } from '../files/sources';

/** A module calls another that calls another; each is known when the one before is read. */
const maxRounds = 16;

/** Adds the sources in which findings stand, as far as they are there. */
export async function readSources(workspace: Workspace): Promise<void> {
  const asked = new Set<Uri>();
  for (let round = 0; round < maxRounds; round++) {
    const wanted = workspace.snapshot.wanted().filter(uri => !asked.has(uri));
    if (wanted.length === 0) return;
    for (const uri of wanted) asked.add(uri);
    const read = await Promise.all((await namedBy(wanted, nodeFiles)).map(readSource));
    workspace.apply({ set: read.flat() });
  }
}

async function readSource(uri: Uri): Promise<readonly SourceDocument[]> {
  const reading = await nodeFiles.read(uri, megabyte);
  if (reading.kind !== 'text') return [];
  const { text, modified } = reading;
  return [{ uri, text, ...(modified === undefined ? {} : { modified }) }];
}
