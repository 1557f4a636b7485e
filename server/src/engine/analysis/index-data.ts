import { equalData } from '../model/equal';
import type { DocumentFacts, Resource } from '../model/model';
import type { Uri } from '../text/text';
import { type Contribution, documentContributions, documentsKey, resourceContributions } from './index-keys';
import { emptyKeyMap, type KeyMap, type KeyValue, keyHash } from './key-map';

/** All facts of a workspace by key, immutable; what an index answers from. */
export interface IndexData {
  readonly keys: KeyMap<Contribution>;
  /** What each document contributes, in order of uri. */
  readonly documents: ReadonlyMap<string, Held>;
  /** The workspace's folders, each with its closing `/`. */
  readonly roots: readonly Uri[];
}

type Pair = KeyValue<Contribution>;

interface Held {
  readonly facts: DocumentFacts;
  readonly own: readonly Pair[];
  readonly byResource: ReadonlyMap<Resource, readonly Pair[]>;
}

export interface FactsChange {
  readonly uri: string;
  /** Absent: the document is gone, or is of no known format. */
  readonly now: DocumentFacts | undefined;
}

export const emptyIndexData: IndexData = { keys: emptyKeyMap(), documents: new Map(), roots: [] };

/**
 * The data after some documents' facts have changed, and the hashes of the keys whose answers may differ. Costs what the changed
 * documents hold.
 */
export function updated(
  data: IndexData,
  changes: readonly FactsChange[],
): { readonly data: IndexData; readonly changed: ReadonlySet<number> } {
  const documents = new Map(data.documents);
  const gone: Pair[] = [];
  const fresh: Pair[] = [];
  const changed = new Set<number>();
  for (const { uri, now } of changes) {
    const before = documents.get(uri);
    const held = now && heldAfter(before, now);
    takeDifference(before, held, gone, fresh);
    if (!before !== !held) changed.add(keyHash(documentsKey));
    if (held) documents.set(uri, held);
    else documents.delete(uri);
  }
  for (const [key] of gone) changed.add(keyHash(key));
  for (const [key] of fresh) changed.add(keyHash(key));
  return { data: { ...data, keys: data.keys.with(gone, fresh), documents }, changed };
}

/** What a document contributes now: about what is the same object as before, the same pairs. */
function heldAfter(before: Held | undefined, facts: DocumentFacts): Held {
  const left = [...(before?.own ?? [])];
  const own = documentContributions(facts).map(pair => {
    const at = left.findIndex(([key, value]) => key === pair[0] && sameContribution(value, pair[1]));
    return at < 0 ? pair : left.splice(at, 1)[0]!;
  });
  const known = before?.byResource;
  const byResource = new Map(
    facts.resources.map(one => [one, known?.get(one) ?? resourceContributions(one, facts.uri)] as const),
  );
  return { facts, own, byResource };
}

function takeDifference(before: Held | undefined, now: Held | undefined, gone: Pair[], fresh: Pair[]): void {
  const [was, is] = [new Set(before?.own), new Set(now?.own)];
  for (const pair of was) if (!is.has(pair)) gone.push(pair);
  for (const pair of is) if (!was.has(pair)) fresh.push(pair);
  for (const [resource, pairs] of before?.byResource ?? []) if (!now?.byResource.has(resource)) gone.push(...pairs);
  for (const [resource, pairs] of now?.byResource ?? []) if (!before?.byResource.has(resource)) fresh.push(...pairs);
}

function sameContribution(a: Contribution, b: Contribution): boolean {
  if (a.is === 'document') return b.is === 'document' && a.document === b.document;
  if (a.is === 'resource') return b.is === 'resource' && a.resource === b.resource;
  if (a.is === 'deployment') return b.is === 'deployment' && a.deployment === b.deployment;
  if (a.is === 'export') return b.is === 'export' && equalData(a.value, b.value);
  return (
    b.is === 'kind' &&
    a.resources.length === b.resources.length &&
    a.resources.every((resource, i) => resource === b.resources[i])
  );
}
