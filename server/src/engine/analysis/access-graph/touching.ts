/** What a principal reads, writes and decides about, by its own policies and by those of the data. */
import type { PolicyStatement } from '../../model/model';
import { show } from '../../model/text';
import { literal } from '../../policy/language';
import { type Answered, ask, placeOf } from '../escalation/asking';
import { contextOf } from '../escalation/contexts';
import { knownTarget } from '../escalation/target';
import type { Grant } from '../permissions/permissions';
import { askBoth } from './both-policies';
import { classesIn } from './classes';
import { conditionsInWords } from './conditions';
import type { DataKey } from './data-keys';
import { dataKinds, dataWords, type Spec, specsOf } from './data-kinds';
import { byKeys, decrypted } from './decrypting';
import type { EdgeGroup } from './edge-group';
import type { Entry } from './entries';
import type { List } from './families';
import { isPlain, isUnlimited, type Meant, meantBy, type Reader, touching } from './reader';
import { arnIn } from './request-arns';

const remembered = new WeakMap<PolicyStatement, readonly Spec[]>();

/** One for each kind of data and way to touch it: the first action that the statement allows. */
function specsIn(statement: PolicyStatement): readonly Spec[] {
  const known = remembered.get(statement);
  if (known) return known;
  const specs = new Map<string, Spec>();
  for (const action of touching.actionsIn(statement)) {
    for (const spec of specsOf(action)) {
      const key = `${spec.how} ${spec.kind.method} ${spec.kind.arn}`;
      if (!specs.has(key)) specs.set(key, spec);
    }
  }
  const found = [...specs.values()];
  remembered.set(statement, found);
  return found;
}

export function* touchesOf(reader: Reader): Iterable<EdgeGroup> {
  for (const grant of reader.permissions.grants) {
    for (const spec of specsIn(grant.statement)) {
      for (const meant of meantBy([grant], spec.kind, reader)) yield* touchesBy(spec, meant, reader);
    }
  }
  for (const entry of reader.directory.naming(reader.principal.id).entries) yield* letIn(entry, reader);
}

function* touchesBy(spec: Spec, meant: Meant, reader: Reader): Iterable<EdgeGroup> {
  const decided: Decided = new Map();
  for (const [list, isNear] of [
    [meant.near, true],
    [meant.far, false],
  ] as const) {
    if (list.entries.length === 0) continue;
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
  const { free, guarded } = byGuard(list);
  if (free.entries.length > 0) yield* touchesFree(spec, meant, free, isNear, decided, reader);
  for (const entry of guarded) yield* underGuard(spec, entry, isNear, reader);
}

/** By the words of classes. */
type Decided = Map<string, Answered | undefined>;

const split = new WeakMap<List, { readonly free: List; readonly guarded: readonly Entry[] }>();

/** What the principal's own policies decide alone, and the rest. */
function byGuard(list: List) {
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

function* touchesFree(
  spec: Spec,
  meant: Meant,
  list: List,
  isNear: boolean,
  decided: Decided,
  reader: Reader,
): Iterable<EdgeGroup> {
  const { grant, pattern } = meant;
  const { action, kind } = spec;
  if (isPlain(grant, pattern) && isUnlimited(action, reader, touching)) {
    yield { ...edgeOf(spec, grant, isNear), targets: list.ids };
    return;
  }
  for (const { ids, one, word } of classesIn(list, action, kind.arn, !pattern.isPlain, reader, touching)) {
    if (!decided.has(word)) decided.set(word, decide(spec, meant, one, reader));
    const answer = decided.get(word);
    if (!answer) continue;
    const { request } = answer.hop;
    const conditions = conditionsInWords(grant.statement);
    const asked = [{ action, context: request.context }];
    yield { ...edgeOf(spec, grant, isNear && answer.isCertain), targets: ids, asked, conditions };
  }
}

function edgeOf({ how, action, kind }: Spec, grant: Grant, certain: boolean): Omit<EdgeGroup, 'targets'> {
  return {
    how,
    method: kind.method,
    certain,
    says: kind.says ?? dataWords[how],
    asked: [{ action, context: {} }],
    because: [placeOf(grant, action)],
    conditions: [],
  };
}

/** Whether this grant allows it, whatever others do. */
function decide(
  { action, kind }: Spec,
  { grant, pattern }: Meant,
  { resource }: Entry,
  reader: Reader,
): Answered | undefined {
  const { permissions, index, home } = reader;
  const asker = { ...reader.dataAsker(), byAction: new Map([[action, [grant]]]) };
  const current = index.resource(resource.id) ?? resource;
  const target = knownTarget(current, 'known', permissions.given, index);
  const isWritten = home.account === undefined && pattern.account !== undefined;
  const given = isWritten ? { ...permissions.given, account: pattern.account } : permissions.given;
  const arn = pattern.refersTo ? show(pattern.text).replaceAll('*', 'zz9f3c') : arnIn(kind.arn, current, given);
  const step = { actions: [action], on: 'data' } as const;
  return ask(asker, { step, action, resource: literal(arn), context: contextOf(target, action, asker) });
}

/** Its policy decides as well. */
function* underGuard({ how, action, kind }: Spec, entry: Entry, isNear: boolean, reader: Reader): Iterable<EdgeGroup> {
  const found = askBoth(action, kind.arn, entry, reader);
  if (!found) return;
  yield {
    targets: [entry.resource.id],
    how,
    method: kind.method,
    certain: found.isSure && isNear,
    says: kind.says ?? dataWords[how],
    asked: [found.request],
    because: found.because,
    conditions: [],
  };
}

/** By the data's own policy, which names the principal. */
function* letIn(entry: Entry, reader: Reader): Iterable<EdgeGroup> {
  for (const kind of dataKinds.filter(({ types }) => types.includes(entry.resource.type))) {
    for (const action of Object.values(kind.touches).flatMap(([first]) => first ?? [])) {
      for (const spec of specsOf(action)) {
        if (spec.kind !== kind) continue;
        const edges = underGuard(spec, entry, true, reader);
        yield* isRead(spec) && entry.keys.length > 0 ? unlocked(edges, entry.keys, spec, reader) : edges;
      }
    }
  }
}
