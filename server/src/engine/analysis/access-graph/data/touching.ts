/** What a principal reads, writes and decides about, by its own policies and by those of the data. */
import type { EdgeGroup } from '../access-graph';
import type { DataKey } from '../directory/data-keys';
import type { Entry } from '../directory/entries';
import type { List } from '../directory/families';
import { isUnlimited, type Meant, meantBy, type Reader, touching } from '../reader';
import { choicesIn } from './choices';
import { companionsOf, joined } from './companions';
import { byControls } from './controls';
import { dataKinds, type Spec, specIn } from './data-kinds';
import { refersInto } from './data-requests';
import { byKeys, decrypted } from './decrypting';
import { byGuard, underGuard } from './guarded';
import { type Decided, touchesFree } from './own-policies';
import { bySetting } from './provided';

export function* touchesOf(reader: Reader): Iterable<EdgeGroup> {
  for (const grant of reader.permissions.grants) {
    for (const { kind, specs } of choicesIn(grant.statement)) {
      const besides = companionsOf(kind, reader);
      if (!besides) continue;
      for (const meant of meantBy([grant], kind, reader)) {
        if (!refersInto(meant.pattern, kind)) continue;
        for (const part of bySetting(meant, kind)) {
          yield* joined(touchesWith(specs, part, reader), kind, part, besides);
        }
      }
    }
  }
  for (const entry of reader.directory.naming(reader.principal.id).entries) yield* letIn(entry, reader);
}

/** By one action that nothing takes away from, else by each. */
function* touchesWith(specs: readonly Spec[], meant: Meant, reader: Reader): Iterable<EdgeGroup> {
  const free = specs.find(({ action }) => isUnlimited(action, reader, touching));
  for (const spec of free ? [free] : specs) yield* touchesBy(spec, meant, reader);
}

function* touchesBy(spec: Spec, meant: Meant, reader: Reader): Iterable<EdgeGroup> {
  const decided: Decided = new Map();
  for (const { list, isNear } of meant.sides) {
    for (const locked of isRead(spec) ? byKeys(list) : [{ keys: none, list }]) {
      const edges = touchesAmong(spec, meant, locked.list, isNear, decided, reader);
      yield* locked.keys.length === 0 ? edges : unlocked(edges, locked.keys, spec, reader);
    }
  }
  for (const entry of meant.across) yield* byBoth(spec, entry, reader);
}

function* byBoth(spec: Spec, entry: Entry, reader: Reader): Iterable<EdgeGroup> {
  const edges = underGuard(spec, entry, true, reader);
  yield* isRead(spec) && entry.keys.length > 0 ? unlocked(edges, entry.keys, spec, reader) : edges;
}

const none: readonly never[] = [];

/** What is in it, and not by whoever it answers. */
function isRead({ how, kind }: Spec): boolean {
  return how === 'reads' && kind.method === undefined;
}

function* unlocked(
  edges: Iterable<EdgeGroup>,
  keys: readonly DataKey[],
  { action }: Spec,
  reader: Reader,
): Iterable<EdgeGroup> {
  for (const edge of edges) {
    const read = decrypted(edge, { keys }, action, reader);
    if (read) yield read;
  }
}

function* touchesAmong(
  spec: Spec,
  meant: Meant,
  list: List,
  isNear: boolean,
  decided: Decided,
  reader: Reader,
): Iterable<EdgeGroup> {
  const { free: open, guarded } = byGuard(list);
  const { free, controlled } = byControls(open, spec.action, reader.index);
  if (free.entries.length > 0) yield* touchesFree(spec, meant, free, isNear, decided, reader);
  for (const entry of guarded) yield* underGuard(spec, entry, isNear, reader);
  for (const entry of controlled.entries) yield* underGuard(spec, entry, isNear, reader);
}

/** By the data's own policy, which names the principal. */
function* letIn(entry: Entry, reader: Reader): Iterable<EdgeGroup> {
  for (const kind of dataKinds.filter(({ types }) => types.includes(entry.resource.type))) {
    for (const [how, actions] of Object.entries(kind.touches)) {
      for (const action of actions) {
        const spec = specIn(kind, how as Spec['how'], action);
        const [edge] = underGuard(spec, entry, true, reader);
        if (!edge) continue;
        yield* isRead(spec) && entry.keys.length > 0 ? unlocked([edge], entry.keys, spec, reader) : [edge];
        break;
      }
    }
  }
}
