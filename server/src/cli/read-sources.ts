import type { SourceDocument, Uri } from '../engine/text/text';
import { type Encoding, megabyte } from '../files/files';
import { nodeFiles } from '../files/node-files';
import { namedBy } from '../files/sources';
import type { ReadWorkspace } from './read-workspace';

/** A module calls another that calls another; each is known when the one before is read. */
const maxRounds = 16;

/** Adds the sources in which findings stand, as far as they are there; says how those are encoded of which every byte was understood. */
export async function readSources({ workspace, readable }: ReadWorkspace): Promise<ReadonlyMap<Uri, Encoding>> {
  const asked = new Set<Uri>();
  const encodings = new Map<Uri, Encoding>();
  for (let round = 0; round < maxRounds; round++) {
    const wanted = workspace.snapshot.wanted().filter(uri => !asked.has(uri));
    if (wanted.length === 0) break;
    for (const uri of wanted) asked.add(uri);
    const named = await namedBy(wanted, nodeFiles);
    const read = await Promise.all(named.map(uri => readSource(uri, readable, encodings)));
    workspace.apply({ set: read.flat() });
  }
  return encodings;
}

async function readSource(
  uri: Uri,
  readable: readonly Uri[],
  encodings: Map<Uri, Encoding>,
): Promise<readonly SourceDocument[]> {
  const reading = await nodeFiles.read(uri, megabyte, readable);
  if (reading.kind !== 'text') return [];
  const { text, modified, encoding, problems } = reading;
  if (problems.length === 0) encodings.set(uri, encoding);
  return [{ uri, text, ...(modified === undefined ? {} : { modified }) }];
}
