/** What a principal reads, writes and decides about, by its own policies and by those of the data. */
import type { Resource } from '../../../model/resource';
import type { PolicyStatement } from '../../../model/statement';
import type { Text } from '../../../model/text';
import { intersect, literalIgnoringCase } from '../../../policy/language';
import { languageOf } from '../../../policy/reading';
import { type Request, type RequestSet, requests } from '../../../policy/request-set';
import { witness } from '../../../policy/witness';
import { ask, placeOf } from '../../escalation/asking';
import { contextOf } from '../../escalation/contexts';
import { knownTarget } from '../../escalation/target';
import { readable } from '../../permissions/iam-names';
import type { Grant } from '../../permissions/permissions';
import type { EdgeGroup, NodeId } from '../access-graph';
import { demandsInWords } from '../conditions';
import { classesIn } from '../directory/classes';
import type { DataKey } from '../directory/data-keys';
import type { Entry } from '../directory/entries';
import type { List } from '../directory/families';
import { patternsIn } from '../directory/patterns';
import { regionAsked } from '../directory/regions';
import { isPlain, isUnlimited, type Meant, meantBy, type Reader, touching } from '../reader';
import { askBoth } from './both-policies';
import { companionsOf, joined } from './companions';
import { byControls } from './controls';
import { type DataKind, dataKinds, dataWords, type Spec, specIn, specsOf } from './data-kinds';
import { arnsMeant, givenBy, partMeant, refersInto, suffixWritten } from './data-requests';
import { byKeys, decrypted } from './decrypting';
import { bySetting } from './provided';

const remembered = new WeakMap<PolicyStatement, readonly Choice[]>();

/** A kind of data and a way to touch it, with the actions for that which a statement allows. */
interface Choice {
  readonly kind: DataKind;
  readonly specs: readonly Spec[];
}

function choicesIn(statement: PolicyStatement): readonly Choice[] {
  const known = remembered.get(statement);
  if (known) return known;
  const actions = touching.actionsIn(statement);
  const found = byActions.get(actions) ?? choicesOf(actions);
  byActions.set(actions, found);
  remembered.set(statement, found);
  return found;
}

/** Statements that name one action alike share the set of it. */
const byActions = new WeakMap<ReadonlySet<string>, readonly Choice[]>();

function choicesOf(actions: ReadonlySet<string>): readonly Choice[] {
  const choices = new Map<string, Spec[]>();
  for (const action of actions) {
    for (const spec of specsOf(action)) {
      const { way } = spec;
      const specs = choices.get(way);
      if (specs) specs.push(spec);
      else choices.set(way, [spec]);
    }
  }
  return [...choices.values()].map(specs => ({ kind: specs[0]!.kind, specs }));
}

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

interface Decision {
  readonly isCertain: boolean;
  /** Of the one that was asked about: of a function, it may name a version that no Deny names. */
  readonly resource?: Request['resource'];
  readonly context: Request['context'];
  readonly demands: readonly PolicyStatement[];
}

/** By the words of classes. */
type Decided = Map<string, Decision | undefined>;

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
  if (isPlain(grant, pattern) && !kind.arn.includes('^') && isUnlimited(action, reader, touching)) {
    yield edgeOf(spec, meant, isNear, list.ids);
    return;
  }
  const part = kind.arn.includes('~') ? pattern : undefined;
  for (const { ids, one, word } of classesIn(list, action, kind.arn, !pattern.isPlain, reader, touching, part)) {
    if (!decided.has(word)) decided.set(word, decide(spec, meant, one, reader));
    const answer = decided.get(word);
    if (!answer) continue;
    const { resource, context, demands } = answer;
    const edge = edgeOf(spec, meant, isNear && answer.isCertain, ids);
    const named = ids.length === 1 && resource !== undefined && isVersioned(spec) ? { resource } : {};
    const asked = [{ ...edge.asked[0]!, ...named, context }];
    yield { ...edge, asked, conditions: demandsInWords([grant.statement, ...demands]) };
  }
}

/** It is asked for by its name alone, or with that of a version. */
function isVersioned({ kind }: Spec): boolean {
  return kind.types.some(type => /lambda.*function/i.test(type));
}

function edgeOf(
  { how, action, kind }: Spec,
  { grant, pattern }: Meant,
  certain: boolean,
  targets: readonly NodeId[],
): EdgeGroup {
  const part = partMeant(pattern, kind);
  const says = kind.says ?? dataWords[how];
  return {
    targets,
    how,
    method: kind.method,
    certain,
    says: part === undefined || kind.says ? says : `${says} \`${part}\` of`,
    asked: [part === undefined ? { action, context: {} } : { action, context: {}, part }],
    because: [placeOf(grant, action)],
    conditions: none,
  };
}

/** Whether this grant allows it, whatever others do. */
function decide(spec: Spec, meant: Meant, { resource }: Entry, reader: Reader): Decision | undefined {
  const { action, kind } = spec;
  const { grant, pattern, regions } = meant;
  const { permissions, index } = reader;
  const asker = { ...reader.dataAsker(), byAction: new Map([[action, [grant]]]) };
  const current = index.resource(resource.id) ?? resource;
  const region = regions && regionAsked(pattern, regions, [grant.statement, ...reader.limits()]);
  const given = givenBy(pattern, region === undefined ? permissions.given : { ...permissions.given, region });
  const context = contextOf(knownTarget(current, 'known', permissions.given, index), action, asker);
  const step = { actions: [action], on: 'data' } as const;
  const form = withSuffix(kind.arn, current, meant, reader);
  const surely = arnsMeant(pattern, { ...kind, arn: form }, current, given);
  const answer = ask(asker, { step, action, resource: surely, context });
  if (answer) {
    const { request, demands = none } = answer.hop;
    return { isCertain: answer.isCertain, resource: request.resource, context: request.context, demands };
  }
  const meanable = languageOf(withDefaults(pattern.text), 'pattern', given).possible;
  const atMost = intersect(arnsMeant(pattern, { ...kind, arn: form }, current, given, true), meanable);
  return mayBeAllowed(grant, requests({ action: literalIgnoringCase(action), resource: atMost, context }), reader);
}

/** Where a parameter that nobody gave a value, or AWS, decides whether it is this one. */
function mayBeAllowed(grant: Grant, asked: RequestSet, { permissions }: Reader): Decision | undefined {
  const { possible } = permissions.granted(grant, asked);
  const request = witness(possible, {}, permissions.effort.budget());
  return request && { isCertain: false, context: readable(request).context, demands: none };
}

/** As it is deployed if nobody sets a parameter; those whose values are listed may be any of these. */
function withDefaults(text: Text): Text {
  const parts = text.parts.map(part => (typeof part === 'string' || part.oneOf ? part : (part.default ?? part)));
  return { ...text, parts };
}

/** A secret's ARN ends with what policies write of it; where they write nothing, with anything. */
function withSuffix(form: string, resource: Resource, { grant, pattern }: Meant, reader: Reader): string {
  if (pattern.refersTo !== undefined) return form;
  const statements = [grant.statement, ...reader.limits()];
  const suffix = suffixWritten(resource, form, statements.flatMap(patternsIn));
  return suffix === undefined ? form : form.replace('??????', suffix);
}

/** Its policy decides as well. */
function* underGuard({ how, action, kind }: Spec, entry: Entry, isNear: boolean, reader: Reader): Iterable<EdgeGroup> {
  const { permissions, index } = reader;
  const current = index.resource(entry.resource.id) ?? entry.resource;
  const known = knownTarget(current, 'known', permissions.given, index);
  const found = askBoth(action, kind.arn, entry, reader, contextOf(known, action, reader.dataAsker()));
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
