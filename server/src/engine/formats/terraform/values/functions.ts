import type { Hole } from '../../../model/text';
import type { SourcePointer } from '../../../text/text';
import { attribute, holeOf, itemsOf, literalOf, textOf } from './readings';
import { atOf, encoded, list, map, opaque, scalar, type Value } from './value';

type Arguments = readonly (Value | undefined)[];
/** Undefined when the result cannot be worked out. */
type Function = (args: Arguments, at: SourcePointer) => Value | undefined;

/** The result of one of Terraform's functions; undefined when it is not one of those that are worked out here. */
export function callFunction(name: string, args: Arguments, at: SourcePointer): Value | undefined {
  return functions.get(name)?.(args, at);
}

const first: Function = ([value]) => value;

const functions: ReadonlyMap<string, Function> = new Map<string, Function>([
  ...['toset', 'tolist', 'tomap', 'tostring', 'tonumber', 'tobool', 'sensitive', 'nonsensitive'].map(same),
  ...['distinct', 'sort', 'reverse', 'trimspace', 'one', 'try'].map(same),
  ['jsonencode', ([value], at) => value && encoded(value, at)],
  ['jsondecode', ([value]) => (value?.kind === 'encoded' ? value.value : undefined)],
  ['coalesce', args => args.find(value => value !== undefined && literalOf(value) !== '')],
  [
    'compact',
    ([value], at) =>
      list(
        itemsOf(value).filter(item => literalOf(item) !== ''),
        placeOf(value, at),
      ),
  ],
  ['concat', (args, at) => list(args.flatMap(itemsOf), at)],
  ['flatten', ([value], at) => list(flattened(value, 0), placeOf(value, at))],
  ['merge', (args, at) => mergeMaps(args, at)],
  ['lookup', ([value, key, otherwise], at) => lookUp(value, literalOf(key), otherwise, at)],
  ['element', ([value, index], at) => itemsOf(value)[Number(literalOf(index))] ?? opaque('element', at)],
  ['keys', ([value], at) => keysOf(value, at)],
  ['values', ([value], at) => (value?.kind === 'map' ? list([...value.entries.values()], at) : undefined)],
  ['join', ([separator, value], at) => joinTexts(literalOf(separator), value, at)],
  ['split', ([separator, value], at) => splitText(literalOf(separator), literalOf(value), at)],
  ['format', (args, at) => formatText(args, at)],
  ['lower', ([value], at) => changed(value, at, text => text.toLowerCase())],
  ['upper', ([value], at) => changed(value, at, text => text.toUpperCase())],
]);

function same(name: string): [string, Function] {
  return [name, first];
}

function placeOf(value: Value | undefined, otherwise: SourcePointer): SourcePointer {
  return value ? atOf(value) : otherwise;
}

function flattened(value: Value | undefined, depth: number): readonly Value[] {
  return itemsOf(value).flatMap(item => (item.kind === 'list' && depth < 8 ? flattened(item, depth + 1) : [item]));
}

function mergeMaps(args: Arguments, at: SourcePointer): Value | undefined {
  const entries = new Map<string, Value>();
  for (const arg of args) {
    if (arg === undefined) continue;
    if (arg.kind !== 'map') return undefined;
    for (const [key, value] of arg.entries) entries.set(key, value);
  }
  return map(entries, at);
}

function lookUp(
  value: Value | undefined,
  key: string | undefined,
  otherwise: Value | undefined,
  at: SourcePointer,
): Value | undefined {
  if (value?.kind !== 'map') return undefined;
  if (key !== undefined) return attribute(value, key) ?? otherwise ?? opaque(key, at);
  const known = [...value.entries.values(), ...(otherwise ? [otherwise] : [])].map(literalOf);
  const oneOf = known.filter(option => option !== undefined);
  return oneOf.length === known.length ? scalar([{ hole: 'lookup', kind: 'opaque', oneOf }], at) : undefined;
}

function keysOf(value: Value | undefined, at: SourcePointer): Value | undefined {
  if (value?.kind !== 'map') return undefined;
  return list(
    [...value.entries.keys()].map(key => scalar([key], at)),
    at,
  );
}

function joinTexts(separator: string | undefined, value: Value | undefined, at: SourcePointer): Value | undefined {
  if (separator === undefined || value === undefined || holeOf(value)) return undefined;
  const texts = itemsOf(value).map(item => textOf(item).parts);
  return scalar(
    texts.flatMap((parts, i) => (i === 0 ? parts : [separator, ...parts])),
    at,
  );
}

function splitText(separator: string | undefined, text: string | undefined, at: SourcePointer): Value | undefined {
  if (!separator || text === undefined) return undefined;
  return list(
    text.split(separator).map(piece => scalar([piece], at)),
    at,
  );
}

/** `%s`, `%v`, `%d`, `%q` and `%%`; anything else cannot be worked out. */
function formatText(args: Arguments, at: SourcePointer): Value | undefined {
  const format = literalOf(args[0]);
  if (format === undefined) return undefined;
  const parts: (string | Hole)[] = [];
  let next = 1;
  for (const piece of format.split(/(%.)/s)) {
    if (piece === '%%') parts.push('%');
    else if (!/^%./s.test(piece)) parts.push(piece);
    else if (!'svd'.includes(piece[1]!)) return undefined;
    else {
      const value = args[next++];
      if (value) parts.push(...textOf(value).parts);
    }
  }
  return scalar(parts, at);
}

/** Letters changed in what is known; a hole has the change in its name no more than in its value. */
function changed(value: Value | undefined, at: SourcePointer, change: (text: string) => string): Value | undefined {
  if (value?.kind !== 'scalar') return undefined;
  const parts = value.text.parts.map(part => (typeof part === 'string' ? change(part) : changedHole(part, change)));
  return scalar(parts, at);
}

function changedHole(hole: Hole, change: (text: string) => string): Hole {
  const oneOf = hole.oneOf ? { oneOf: hole.oneOf.map(change) } : {};
  const value = hole.default === undefined ? {} : { default: change(hole.default) };
  return { hole: hole.hole, kind: hole.kind === 'parameter' ? 'parameter' : 'opaque', ...oneOf, ...value };
}
