import { equalData } from '../model/equal';
import type { DocumentFacts } from '../model/model';
import type { Uri } from '../text/text';
import { type Contribution, contributions, documentsKey } from './index-keys';
import { emptyKeyMap, type KeyMap, type KeyValue } from './key-map';

/** All facts of a workspace by key, immutable; what an index answers from. */
export interface IndexData {
  readonly keys: KeyMap<Contribution>;
  /** What each document contributes, in order of uri. */
  readonly documents: ReadonlyMap<string, Held>;
  /** The workspace's folders, each with its closing `/`. */
  readonly roots: readonly Uri[];
}

interface Held {
  readonly facts: DocumentFacts;
  readonly contributed: readonly KeyValue<Contribution>[];
}

export interface FactsChange {
  readonly uri: string;
  /** Absent: the document is gone, or is of no known format. */
  readonly now: DocumentFacts | undefined;
}

export const emptyIndexData: IndexData = { keys: emptyKeyMap(), documents: new Map(), roots: [] };

/**
 * The data after some documents' facts have changed, and the keys whose answers may differ. Costs what the changed documents
 * hold.
 */
export function updated(data: IndexData, changes: readonly FactsChange[]): { data: IndexData; changed: Set<string> } {
  const documents = new Map(data.documents);
  const remove: KeyValue<Contribution>[] = [];
  const add: KeyValue<Contribution>[] = [];
  const changed = new Set<string>();
  for (const { uri, now } of changes) {
    const before = documents.get(uri)?.contributed ?? [];
    const { kept, gone, fresh } = difference(before, now ? contributions(now) : []);
    remove.push(...gone);
    for (const pair of fresh) add.push(pair);
    if (before.length > 0 !== (now !== undefined)) changed.add(documentsKey);
    if (now) documents.set(uri, { facts: now, contributed: [...kept, ...fresh] });
    else documents.delete(uri);
  }
  for (const [key] of remove) changed.add(key);
  for (const [key] of add) changed.add(key);
  return { data: { ...data, keys: data.keys.with(remove, add), documents }, changed };
}

/** Splits by what the contributions are about: those about the same object under the same key stay. */
function difference(before: readonly KeyValue<Contribution>[], now: readonly KeyValue<Contribution>[]) {
  const old = new Map<string, KeyValue<Contribution>[]>();
  for (const pair of before) {
    const list = old.get(pair[0]);
    if (list) list.push(pair);
    else old.set(pair[0], [pair]);
  }
  const kept: KeyValue<Contribution>[] = [];
  const fresh: KeyValue<Contribution>[] = [];
  for (const pair of now) {
    const candidates = old.get(pair[0]);
    const at = candidates?.findIndex(([, value]) => sameContribution(value, pair[1])) ?? -1;
    if (at >= 0) kept.push(...candidates!.splice(at, 1));
    else fresh.push(pair);
  }
  return { kept, fresh, gone: [...old.values()].flat() };
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
