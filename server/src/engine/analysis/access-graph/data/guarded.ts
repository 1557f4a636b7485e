/** What is done with data whose own policies decide too. */
import { askingWith } from '../../escalation/asker';
import { contextOf } from '../../escalation/contexts';
import { knownTarget } from '../../escalation/target';
import type { EdgeGroup } from '../access-graph';
import type { Entry } from '../directory/entries';
import type { List } from '../directory/families';
import type { Reader } from '../reader';
import { type Allowed, askBoth } from './both-policies';
import { dataWords, type Spec } from './data-kinds';

const split = new WeakMap<List, { readonly free: List; readonly guarded: readonly Entry[] }>();

/** What the principal's own policies decide alone, and the rest. */
export function byGuard(list: List) {
  const known = split.get(list);
  if (known) return known;
  const guarded = list.entries.filter(({ isGuarded }) => isGuarded);
  const found = { free: guarded.length === 0 ? list : without(list), guarded };
  split.set(list, found);
  return found;
}

function without({ entries, seen, word }: List): List {
  const free = entries.filter(({ isGuarded }) => !isGuarded);
  return { entries: free, ids: free.map(({ resource }) => resource.id), seen, word: `${word} free` };
}

/** Its policy decides as well. */
export function* underGuard(
  { how, action, kind }: Spec,
  entry: Entry,
  isNear: boolean,
  reader: Reader,
): Iterable<EdgeGroup> {
  const { permissions, index } = reader;
  const current = index.resource(entry.resource.id) ?? entry.resource;
  const { context } = knownTarget(current, 'known', permissions.given, index);
  const asker = askingWith(entry.policies, reader.dataAsker());
  const found = firstOf(inEachRegion(entry), one =>
    askBoth(action, kind.arn, one, reader, contextOf({ context, regions: one.regions }, action, asker)),
  );
  if (!found) return;
  yield {
    targets: [entry.resource.id],
    how,
    method: kind.method,
    certain: found.isSure && isNear,
    says: kind.says ?? dataWords[how],
    asked: [found.request],
    because: found.because,
    conditions: found.conditions,
  };
}

/** It is asked for in the region that its name says. */
function inEachRegion(entry: Entry): readonly Entry[] {
  return entry.regions?.map(region => ({ ...entry, regions: [region] })) ?? [entry];
}

/** A sure one before one that is not. */
function firstOf(entries: readonly Entry[], asking: (entry: Entry) => Allowed | undefined): Allowed | undefined {
  let open: Allowed | undefined;
  for (const entry of entries) {
    const found = asking(entry);
    if (found?.isSure) return found;
    open ??= found;
  }
  return open;
}
