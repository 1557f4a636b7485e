import type { Text } from '../../model/text';
import { children, type Place } from '../place';
import { type Possible, possible } from '../possible';
import { branchesOf, ifBranchesOf } from './branches';
import { argumentsOf, functionAt, type Intrinsic, intrinsicOf, wordAt } from './intrinsics';
import { lookUp } from './mappings';
import { described, literalOf, normalised, oneOfParts, opaque } from './parts';
import { bound, getAtt, reference, substituted } from './references';
import { type Parts, type Scope, takeStep } from './template';

/** How deep functions are followed into each other. */
const MAX_DEPTH = 32;
/** Beyond so many items a list is not taken apart. */
const MAX_ITEMS = 2_000;

/** The string at `place` as far as the template fixes it; undefined for what is no string, or is left out. */
export function textAt(place: Place, scope: Scope): Text | undefined {
  const parts = partsAt(place, scope);
  return parts && { parts, at: place.at };
}

export function partsAt(place: Place, scope: Scope, depth = 0): Parts | undefined {
  const call = intrinsicOf(place);
  if (call) {
    if (depth > MAX_DEPTH || !takeStep(scope.template)) return [opaque(call.name)];
    const parts = (functions.get(call.name) ?? unknownFunction)(call, scope, depth + 1);
    return parts && paidFor(normalised(parts), scope);
  }
  const { node } = place;
  return node.kind === 'scalar' && node.value !== null ? plainParts(node.raw, scope) : undefined;
}

/** The parts of a string that calls no function. */
export function plainParts(raw: string, scope: Scope): Parts {
  return scope.bindings.size === 0 && !raw.includes('{{') && raw !== '' ? [raw] : normalised([bound(raw, scope)]);
}

/** What a function gives costs work by its size, so that texts which double themselves come to an end. */
function paidFor(parts: Parts, scope: Scope): Parts {
  const length = parts.reduce((sum, part) => sum + (typeof part === 'string' ? part.length : 0), 0);
  takeStep(scope.template, parts.length + (length >> 6));
  return parts;
}

/** The strings of a list, each as far as it is fixed; undefined when it is open how many there are. */
export function listAt(place: Place, scope: Scope, depth = 0): readonly Parts[] | undefined {
  const name = functionAt(place.node);
  if (name !== undefined) {
    const list = depth > MAX_DEPTH ? undefined : listFunctions.get(name);
    return list?.(intrinsicOf(place)!, scope, depth + 1);
  }
  const given = argumentsOf(place);
  if (!given || given.length > MAX_ITEMS || !takeStep(scope.template, given.length)) return undefined;
  return given.flatMap(item => {
    const found = branchesOf(item, scope, depth);
    const leftOut = found.filter(branch => branch.value === undefined).length;
    if (leftOut > 0) return leftOut === found.length ? [] : [[opaque('a list item')]];
    return [partsAt(item, scope, depth + 1) ?? [opaque('a list item')]];
  });
}

type StringFunction = (call: Intrinsic, scope: Scope, depth: number) => Parts | undefined;
type ListFunction = (call: Intrinsic, scope: Scope, depth: number) => readonly Parts[] | undefined;

const unknownFunction: StringFunction = ({ name }) => [opaque(name)];

const functions: ReadonlyMap<string, StringFunction> = new Map<string, StringFunction>([
  ['Ref', ref],
  ['Fn::GetAtt', ({ argument }, scope) => getAtt(argument, scope) ?? [opaque('Fn::GetAtt')]],
  ['Fn::Sub', sub],
  ['Fn::Join', join],
  ['Fn::If', choose],
  ['Fn::FindInMap', findInMap],
  ['Fn::Select', select],
  ['Fn::ImportValue', importValue],
  ['Fn::Length', length],
]);

const listFunctions: ReadonlyMap<string, ListFunction> = new Map<string, ListFunction>([
  ['Fn::Split', split],
  ['Fn::If', chosenList],
  ['Fn::FindInMap', listInMap],
]);

function ref({ argument }: Intrinsic, scope: Scope): Parts | undefined {
  const name = wordAt(argument);
  if (name === undefined) return [opaque('Ref')];
  return name === 'AWS::NoValue' ? undefined : [reference(bound(name, scope), scope)];
}

function sub({ argument }: Intrinsic, scope: Scope, depth: number): Parts {
  const template = argument.node.kind === 'list' ? argumentsOf(argument)?.[0] : argument;
  const text = wordAt(template);
  return text === undefined ? [opaque('Fn::Sub')] : substituted(text, subValues(argument, scope, depth), scope);
}

/** The values that a `Fn::Sub` brings along for its own names. */
export function subValues(argument: Place, scope: Scope, depth = 0): ReadonlyMap<string, Parts> {
  const values = argumentsOf(argument)?.[1];
  if (!values) return new Map();
  return new Map(
    children(values).map(({ key, place }) => [key, partsAt(place, scope, depth) ?? [opaque(key)]] as const),
  );
}

function join({ argument }: Intrinsic, scope: Scope, depth: number): Parts {
  const [between, values] = argumentsOf(argument) ?? [];
  const delimiter = between && literalOf(partsAt(between, scope, depth));
  if (!values || delimiter === undefined) return [opaque('Fn::Join')];
  const list = listAt(values, scope, depth);
  if (!list) return joinedParameter(values, delimiter, scope);
  return list.flatMap((parts, i) => (i === 0 ? parts : [delimiter, ...parts]));
}

/** A list that is a parameter, as one string: its default, joined, is the hole's default. */
function joinedParameter(values: Place, delimiter: string, scope: Scope): Parts {
  const parameter = listParameterAt(values, scope);
  if (!parameter) return [opaque('Fn::Join')];
  const { name, list } = parameter;
  return [{ hole: name, kind: 'parameter', ...(list ? { default: list.join(delimiter) } : {}) }];
}

/** The parameter of a list type that a `Ref` names. */
export function listParameterAt(
  place: Place,
  { template }: Scope,
): { readonly name: string; readonly list: readonly string[] | undefined } | undefined {
  if (functionAt(place.node) !== 'Ref') return undefined;
  const name = wordAt(intrinsicOf(place)!.argument);
  const parameter = name === undefined ? undefined : template.parameters.get(name);
  return parameter?.isList ? { name: name!, list: parameter.list } : undefined;
}

function choose({ argument }: Intrinsic, scope: Scope, depth: number): Parts | undefined {
  const there = ifBranches(argument, scope, depth).flatMap(({ value: place, when }) => {
    const parts = partsAt(place, scope, depth);
    return parts ? [possible(parts, when)] : [];
  });
  return there.length === 0 ? undefined : oneOfParts(`If ${wordAt(argumentsOf(argument)?.[0]) ?? ''}`.trim(), there);
}

/** The places that an `Fn::If` may stand for. */
function ifBranches(argument: Place, scope: Scope, depth: number): readonly Possible<Place>[] {
  return ifBranchesOf(argument, scope, depth).flatMap(({ value, when }) => (value ? [possible(value, when)] : []));
}

function chosenList({ argument }: Intrinsic, scope: Scope, depth: number): readonly Parts[] | undefined {
  const [only, ...others] = ifBranches(argument, scope, depth);
  return only && others.length === 0 ? listAt(only.value, scope, depth) : undefined;
}

function findInMap({ argument }: Intrinsic, scope: Scope, depth: number): Parts {
  const found = lookUp(argument, scope, place => partsAt(place, scope, depth));
  if (!found) return [opaque('Fn::FindInMap')];
  const options = found.places.map(({ place, when }) =>
    possible(partsAt(place, scope, depth) ?? [opaque(found.name)], when),
  );
  const parts = oneOfParts(found.name, options);
  const usual = found.usual && literalOf(partsAt(found.usual, scope, depth));
  const [only] = parts;
  return usual !== undefined && parts.length === 1 && typeof only === 'object' ? [{ ...only, default: usual }] : parts;
}

function listInMap({ argument }: Intrinsic, scope: Scope, depth: number): readonly Parts[] | undefined {
  const found = lookUp(argument, scope, place => partsAt(place, scope, depth));
  const [only, ...others] = found?.places ?? [];
  return only && others.length === 0 ? listAt(only.place, scope, depth) : undefined;
}

function select({ argument }: Intrinsic, scope: Scope, depth: number): Parts {
  const [index, values] = argumentsOf(argument) ?? [];
  const list = values && listAt(values, scope, depth);
  const at = index && partsAt(index, scope, depth);
  if (!list || !at) return [opaque('Fn::Select')];
  const written = literalOf(at);
  return written === undefined
    ? oneOfParts(
        `Select ${described(at)}`,
        list.map(value => ({ value })),
      )
    : (list[Number(written)] ?? [opaque('Fn::Select')]);
}

/** Only a text without holes is taken apart: a hole may hold the delimiter. */
function split({ argument }: Intrinsic, scope: Scope, depth: number): readonly Parts[] | undefined {
  const [delimiter, source] = (argumentsOf(argument) ?? []).map(place => literalOf(partsAt(place, scope, depth)));
  return delimiter && source !== undefined ? source.split(delimiter).map(word => normalised([word])) : undefined;
}

function importValue({ argument }: Intrinsic, scope: Scope, depth: number): Parts {
  const name = partsAt(argument, scope, depth) ?? [];
  const literal = literalOf(name);
  const hole = `ImportValue ${described(name)}`.trim();
  const named = literal ? { import: literal } : name.some(isCompleted) ? { importNamed: name } : {};
  return [{ hole, kind: 'reference', ...named }];
}

function isCompleted(part: Parts[number]): boolean {
  return typeof part === 'object' && (part.kind === 'parameter' || part.kind === 'ambient');
}

function length({ argument }: Intrinsic, scope: Scope, depth: number): Parts {
  const list = listAt(argument, scope, depth);
  return list ? [String(list.length)] : [opaque('Fn::Length')];
}
