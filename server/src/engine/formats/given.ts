import type { Text } from '../model/text';
import { assignmentsIn } from '../syntax/assignments/assignments';
import type { SyntaxTree } from '../syntax/tree';
import { part, type SourcePointer } from '../text/text';
import { child, children, items, type Place } from './place';

/** A parameter or a tag, and what it is given. */
export interface Given {
  readonly name: string;
  readonly value: Text;
  /** Where the name is written. */
  readonly at: SourcePointer;
}

/** What is given at a place, and what stands there that gives nothing. */
export interface GivenList {
  readonly given: readonly Given[];
  readonly strange: readonly { readonly text: string; readonly at: SourcePointer }[];
  /** Texts with more words than are read. */
  readonly cut: readonly SourcePointer[];
}

const nothing: GivenList = { given: [], strange: [], cut: [] };

/**
 * Parameters or tags in any of the ways in which the tools of AWS take them: `A=b C="d e"`, a list of such texts, a map, or a list of
 * `{ ParameterKey, ParameterValue }` or `{ Key, Value }`.
 */
export function givenAt(place: Place | undefined, tree: SyntaxTree): GivenList {
  const lists = place ? items(place).map(item => givenBy(item, tree)) : [];
  return {
    given: lists.flatMap(({ given }) => given),
    strange: lists.flatMap(({ strange }) => strange),
    cut: lists.flatMap(({ cut }) => cut),
  };
}

function givenBy(place: Place, tree: SyntaxTree): GivenList {
  const { node, at } = place;
  if (node.kind === 'list' || (node.kind === 'scalar' && node.value === null)) return nothing;
  if (node.kind === 'map') return { ...nothing, given: givenByMap(place) };
  // `file://parameters.json`
  if (/^file:\/\//.test(node.raw)) return nothing;
  const { map, strange, isWhole } = assignmentsIn(tree, node);
  const given = children({ node: map, at }).flatMap(({ key, place: value }) => one(key, value, part(value.at, 'key')));
  return { given, strange: strange.map(text => ({ text, at })), cut: isWhole ? [] : [at] };
}

function givenByMap(place: Place): readonly Given[] {
  const name = child(place, 'ParameterKey') ?? child(place, 'Key');
  const value = child(place, 'ParameterValue') ?? child(place, 'Value');
  if (name?.node.kind === 'scalar' && (value || child(place, 'UsePreviousValue')))
    return value ? one(name.node.raw, value, name.at) : [];
  return children(place).flatMap(entry => one(entry.key, entry.place, part(entry.place.at, 'key')));
}

/** A list is given as its items with commas between. */
function one(name: string, { node, at }: Place, named: SourcePointer): readonly Given[] {
  const words = node.kind === 'list' ? node.items : [node];
  if (!words.every(word => word.kind === 'scalar' && word.value !== null)) return [];
  const value = words.map(word => (word.kind === 'scalar' ? word.raw : '')).join(',');
  return [{ name, value: { parts: [value], at }, at: named }];
}

/** By name, of a name that is given twice the last. */
export function byName(given: readonly Given[]): Readonly<Record<string, Text>> {
  return Object.fromEntries(given.map(({ name, value }) => [name, value]));
}
