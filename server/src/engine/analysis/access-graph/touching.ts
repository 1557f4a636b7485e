/** What a principal reads, writes and decides about, by its own policies and by those of the data. */
import type { PolicyStatement } from '../../model/model';
import { show } from '../../model/text';
import { literal, literalIgnoringCase } from '../../policy/language';
import { requests } from '../../policy/request-set';
import { witness } from '../../policy/witness';
import { type Asker, askerFor } from '../escalation/asker';
import { ask, placeOf } from '../escalation/asking';
import { concerning } from '../escalation/concerning';
import { contextOf } from '../escalation/contexts';
import { knownTarget } from '../escalation/target';
import { accessTo } from '../permissions/access';
import { readable } from '../permissions/iam-names';
import type { Grant } from '../permissions/permissions';
import { conditionsInWords } from './conditions';
import { type DataKind, dataKinds, type Touch } from './data-kinds';
import { type Entry, idsOf } from './directory';
import type { EdgeGroup } from './edge-group';
import { type Guards, guardsOf } from './guards';
import { type Pattern, patternsIn } from './patterns';
import { isPlain, type Reader, withinReach } from './reader';
import { arnIn } from './request-arns';

/** Some actions on data of one kind that a statement allows. */
interface Spec {
  readonly kind: DataKind;
  readonly how: Touch;
  readonly action: string;
}

const ofActions: ReadonlyMap<string, readonly Spec[]> = (() => {
  const specs = new Map<string, Spec[]>();
  for (const kind of dataKinds) {
    for (const [how, actions] of Object.entries(kind.touches)) {
      for (const action of actions)
        specs.set(action, [...(specs.get(action) ?? []), { kind, how: how as Touch, action }]);
    }
  }
  return specs;
})();

const touching = concerning(ofActions.keys());

const remembered = new WeakMap<PolicyStatement, readonly Spec[]>();

/** One for each kind of data and way to touch it: the first action that the statement allows. */
function specsIn(statement: PolicyStatement): readonly Spec[] {
  const known = remembered.get(statement);
  if (known) return known;
  const specs = new Map<string, Spec>();
  for (const action of touching.actionsIn(statement)) {
    for (const spec of ofActions.get(action)!) {
      const key = `${spec.how} ${spec.kind.method} ${spec.kind.arn}`;
      if (!specs.has(key)) specs.set(key, spec);
    }
  }
  const found = [...specs.values()];
  remembered.set(statement, found);
  return found;
}

export function* touchesOf(reader: Reader): Iterable<EdgeGroup> {
  const guards = guardsOf(reader.index);
  for (const grant of reader.permissions.grants) {
    for (const spec of specsIn(grant.statement)) {
      for (const pattern of patternsIn(grant.statement)) yield* touchesBy(grant, spec, pattern, reader, guards);
    }
  }
  for (const resource of guards.naming(reader.principal)) {
    const entry = reader.directory.entries.get(resource.id);
    if (entry) yield* letIn(entry, reader);
  }
}

function* touchesBy(grant: Grant, spec: Spec, pattern: Pattern, reader: Reader, guards: Guards): Iterable<EdgeGroup> {
  const matches = reader.directory.matching(spec.kind.types, spec.kind.arn, pattern);
  if (matches.all.length === 0) return;
  const { certain, possible } = withinReach(matches, pattern, reader);
  const plain = isPlain(grant, pattern, spec.action, reader, touching.actionsIn);
  for (const [entries, isCertain] of [
    [certain, true],
    [possible, false],
  ] as const) {
    if (entries.length === 0) continue;
    const { free, guarded } = apart(entries, guards);
    if (plain) {
      if (free.length > 0) yield groupOf(grant, spec, free, isCertain);
    } else yield* judged(grant, spec, pattern, free, isCertain, reader);
    for (const entry of guarded) yield* underGuard(spec, entry, isCertain, reader);
  }
}

const split = new WeakMap<readonly Entry[], { readonly free: readonly Entry[]; readonly guarded: readonly Entry[] }>();

/** What the principal's own policies decide alone, and the rest. */
function apart(entries: readonly Entry[], guards: Guards) {
  const known = split.get(entries);
  if (known) return known;
  const guarded = entries.filter(({ resource }) => guards.isGuarded(resource));
  const free = guarded.length === 0 ? entries : entries.filter(({ resource }) => !guards.isGuarded(resource));
  const found = { free, guarded };
  split.set(entries, found);
  return found;
}

const words: Readonly<Record<Touch, string>> = {
  reads: 'may read',
  writes: 'may write to',
  administers: 'may decide about',
};

function groupOf(grant: Grant, { how, action, kind }: Spec, entries: readonly Entry[], certain: boolean): EdgeGroup {
  return {
    targets: idsOf(entries),
    how,
    method: kind.method,
    certain,
    says: kind.says ?? words[how],
    asked: [{ action, context: {} }],
    because: [placeOf(grant, action)],
    conditions: [],
  };
}

/** Of more resources than these that the engine has to decide about, what is left may be touched. */
const MOST_JUDGED = 200;

function* judged(
  grant: Grant,
  spec: Spec,
  pattern: Pattern,
  entries: readonly Entry[],
  isNear: boolean,
  reader: Reader,
): Iterable<EdgeGroup> {
  const asker = dataAsker(reader);
  for (const entry of entries.slice(0, MOST_JUDGED)) {
    const answer = ask(asker, questionAbout(entry, spec, pattern, asker, reader));
    if (!answer) continue;
    const arn = arnIn(spec.kind.arn, entry, reader.permissions.given);
    yield {
      ...groupOf(grant, spec, [entry], isNear && answer.isCertain),
      asked: [{ ...answer.hop.request, resource: pattern.refersTo ? arn : answer.hop.request.resource }],
      conditions: conditionsInWords(grant.statement),
    };
  }
}

const askers = new WeakMap<Reader, Asker>();

function dataAsker(reader: Reader): Asker {
  const known = askers.get(reader) ?? askerFor(reader.permissions, reader.index, touching);
  askers.set(reader, known);
  return known;
}

function questionAbout(
  { resource }: Entry,
  { action, kind }: Spec,
  { text, refersTo, account }: Pattern,
  asker: Asker,
  { permissions, index, home }: Reader,
) {
  const target = knownTarget(resource, 'known', permissions.given, index);
  const given =
    home.account === undefined && account !== undefined ? { ...permissions.given, account } : permissions.given;
  const arn = refersTo ? show(text).replaceAll('*', 'zz9f3c') : arnIn(kind.arn, { resource }, given);
  return {
    step: { actions: [action], on: 'data' as const },
    action,
    resource: literal(arn),
    context: contextOf(target, action, asker),
  };
}

/** Its policy decides as well. */
function* underGuard({ how, action, kind }: Spec, entry: Entry, isNear: boolean, reader: Reader): Iterable<EdgeGroup> {
  const { resource } = entry;
  const { permissions, index } = reader;
  const asked = requests({
    action: literalIgnoringCase(action),
    resource: literal(arnIn(kind.arn, entry, permissions.given)),
  });
  const { bounds, because } = accessTo(permissions, resource, asked, index);
  const sure = bounds.certain.exceeds
    ? undefined
    : witness(bounds.certain, { actions: [action] }, permissions.effort.budget());
  const found = sure ?? witness(bounds.possible, { actions: [action] }, permissions.effort.budget());
  if (!found) return;
  yield {
    targets: [resource.id],
    how,
    method: kind.method,
    certain: sure !== undefined && isNear,
    says: kind.says ?? words[how],
    asked: [readable({ ...found, action })],
    because: because.length > 0 ? because : [resource.at],
    conditions: [],
  };
}

/** By the data's own policy, which names the principal. */
function* letIn(entry: Entry, reader: Reader): Iterable<EdgeGroup> {
  for (const kind of dataKinds.filter(({ types }) => types.includes(entry.resource.type))) {
    for (const [how, [action]] of Object.entries(kind.touches)) {
      if (action) yield* underGuard({ kind, how: how as Touch, action }, entry, true, reader);
    }
  }
}
