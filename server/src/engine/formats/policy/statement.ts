import type { Condition, PolicyStatement, Principal } from '../../model/statement';
import type { Patterns } from '../../model/text';
import type { MapNode } from '../../syntax/tree';
import { part } from '../../text/text';
import { children, type Place, under } from '../place';
import { combinations, during, type Possible, possible } from '../possible';
import { choice } from '../when';
import { conditions } from './conditions';
import { readPrincipals } from './principals';
import { branches, type PolicyReader } from './reader';
import { flattened, MAX_ALTERNATIVES, texts, textsAt } from './texts';

/** What the parts of one statement may be; a statement takes one option of each. */
type Field = Effect | Patterns | readonly Condition[] | Principals | undefined;
type Effect = 'Allow' | 'Deny';
type Principals = NonNullable<PolicyStatement['principals']>;

/** The statement at `place`, once for each combination of its alternatives. */
export function readStatement(place: Place, node: MapNode, reader: PolicyReader): readonly PolicyStatement[] {
  const fields = fieldsOf(place, node, reader);
  const effect = readEffect(fields.get('Effect'), place, reader);
  const sid = sidOf(fields.get('Sid'), reader);
  const options = (read: PolicyReader): readonly (readonly Possible<Field>[])[] => [
    effect,
    patterns(fields, 'Action', place, read),
    patterns(fields, 'Resource', place, read),
    conditions(fields.get('Condition'), read),
    principals(fields, read),
  ];
  const found =
    combinations(options(reader), MAX_ALTERNATIVES) ??
    combinations(options(withoutAlternatives(reader)), Number.MAX_SAFE_INTEGER);
  return found!.map(({ value, when }) => {
    const [chosen, actions, resources, tests, who] = value as [Effect, Patterns, Patterns, Condition[], Principals?];
    const rest = { actions, resources, conditions: tests, form: 'iam-json', at: place.at } as const;
    return { effect: chosen, ...sid, ...optional('principals', who), ...rest, ...optional('when', when) };
  });
}

function optional<K extends string, V>(key: K, value: V | undefined): { [P in K]?: V } {
  return (value === undefined ? {} : { [key]: value }) as { [P in K]?: V };
}

/** Reads a string with alternatives as one string with a hole, and only that. */
function withoutAlternatives(reader: PolicyReader): PolicyReader {
  return {
    ...reader,
    alternatives: place => (reader.texts(place) ? [{ value: place }] : [reader.alternatives(place)[0]!]),
  };
}

const knownFields = [
  'Sid',
  'Effect',
  'Principal',
  'NotPrincipal',
  'Action',
  'NotAction',
  'Resource',
  'NotResource',
  'Condition',
];
const spelledFields = new Map(knownFields.map(name => [name.toLowerCase(), name]));

/** The statement's elements by their right names; another spelling is a problem and meant all the same. */
function fieldsOf(place: Place, node: MapNode, reader: PolicyReader): ReadonlyMap<string, Place> {
  const fields = new Map<string, Place>();
  for (const { key, value } of node.entries) {
    const name = spelledFields.get(key.raw.toLowerCase());
    if (name === undefined || (name !== key.raw && fields.has(name))) continue;
    const found = under(place, key.raw, value);
    if (name !== key.raw) reader.problem(`\`${key.raw}\` is to be written \`${name}\``, part(found.at, 'key'));
    fields.set(name, found);
  }
  return fields;
}

function sidOf(place: Place | undefined, reader: PolicyReader): { readonly sid?: string } {
  const only = place && reader.texts(place)?.[0]?.parts;
  return only?.length === 1 && typeof only[0] === 'string' ? { sid: only[0] } : {};
}

function readEffect(place: Place | undefined, statement: Place, reader: PolicyReader): readonly Possible<Effect>[] {
  if (!place) {
    reader.problem('this statement has no `Effect`', statement.at);
    return [];
  }
  return branches(place, reader).flatMap(branch => during(branch.when, effectsAt(branch.value, reader)));
}

function effectsAt(place: Place, reader: PolicyReader): readonly Possible<Effect>[] {
  const [written] = reader.texts(place)?.[0]?.parts ?? [];
  if (typeof written === 'object') {
    const allowed = written.oneOf ?? ['Allow', 'Deny'];
    return allowed.flatMap(value => (isEffect(value) ? [{ value, when: choice(written.hole, value) }] : []));
  }
  const effect = (['Allow', 'Deny'] as const).find(known => known.toLowerCase() === written?.trim().toLowerCase());
  if (effect !== written) {
    const instead = effect ? `\`${effect}\`` : '`Allow` or `Deny`';
    reader.problem(`an effect is to be written ${instead}`, place.at);
  }
  return effect ? [{ value: effect }] : [];
}

function isEffect(word: string): word is Effect {
  return word === 'Allow' || word === 'Deny';
}

/** `Action` or `NotAction`, `Resource` or `NotResource`. */
function patterns(
  fields: ReadonlyMap<string, Place>,
  name: 'Action' | 'Resource',
  statement: Place,
  reader: PolicyReader,
): readonly Possible<Patterns>[] {
  const only = fields.get(name);
  const except = fields.get(`Not${name}`);
  const place = only ?? except;
  if (only && except) reader.problem(`\`${name}\` and \`Not${name}\` exclude each other`, part(except.at, 'key'));
  if (!place) {
    if (name === 'Action') reader.problem('this statement has no `Action`', statement.at);
    return [{ value: { mode: name === 'Action' ? 'only' : 'except', list: [], at: statement.at } }];
  }
  const mode = only ? 'only' : 'except';
  return texts(place, reader).map(({ value, when }) => possible({ mode, list: value.list, at: value.at }, when));
}

function principals(
  fields: ReadonlyMap<string, Place>,
  reader: PolicyReader,
): readonly Possible<Principals | undefined>[] {
  const only = fields.get('Principal');
  const except = fields.get('NotPrincipal');
  const place = only ?? except;
  if (!place) return [{ value: undefined }];
  if (only && except) reader.problem('`Principal` and `NotPrincipal` exclude each other', part(except.at, 'key'));
  const mode = only ? 'only' : 'except';
  return reader.alternatives(place).flatMap(({ value, when }) => {
    const lists: readonly Possible<readonly Principal[]>[] = value ? principalsAt(value, reader) : [{ value: [] }];
    return during(when, lists).map(list => possible({ mode, list: list.value }, list.when));
  });
}

function principalsAt(place: Place, reader: PolicyReader): readonly Possible<readonly Principal[]>[] {
  if (place.node.kind !== 'map' || reader.texts(place)) {
    return [{ value: readPrincipals('AWS', textsAt(place, reader)) }];
  }
  const kinds = children(place).map(({ key, place: named }) =>
    texts(named, reader).map(found => possible(readPrincipals(key, found.value.list), found.when)),
  );
  return flattened(kinds);
}
