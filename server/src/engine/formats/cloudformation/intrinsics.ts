import type { MapNode, SyntaxNode } from '../../syntax/tree';
import { items, type Place, readAs, under } from '../place';

/** A call of an intrinsic function, in either notation: `!Sub x` or `{ "Fn::Sub": x }`. */
export interface Intrinsic {
  /** `Ref`, `Condition` or `Fn::…`. */
  readonly name: string;
  readonly argument: Place;
}

/** The function called at `place`; undefined where a plain value stands. */
export function intrinsicOf(place: Place): Intrinsic | undefined {
  const { node } = place;
  const name = functionAt(node);
  if (name === undefined) return undefined;
  if (node.tag !== undefined) return { name, argument: readAs(place, untagged(node)) };
  return { name, argument: under(place, name, (node as MapNode).entries[0]!.value) };
}

/** The name of the function that `node` calls. */
export function functionAt(node: SyntaxNode): string | undefined {
  if (node.tag !== undefined) return nameOfTag(node.tag);
  if (node.kind !== 'map' || node.entries.length !== 1) return undefined;
  const { raw } = node.entries[0]!.key;
  return raw === 'Ref' || (raw.startsWith('Fn::') && !raw.startsWith('Fn::ForEach')) ? raw : undefined;
}

function nameOfTag(tag: string): string | undefined {
  if (tag === '!Ref' || tag === '!Condition') return tag.slice(1);
  return /^![A-Za-z]/.test(tag) ? `Fn::${tag.slice(1)}` : undefined;
}

function untagged(node: SyntaxNode): SyntaxNode {
  if (node.kind === 'list') return { kind: 'list', range: node.range, items: node.items, flow: node.flow };
  if (node.kind === 'map') return { kind: 'map', range: node.range, entries: node.entries, flow: node.flow };
  const { range, value, raw, style } = node;
  return { kind: 'scalar', range, value, raw, style };
}

/** The arguments of a function that takes several; undefined when there is no list of them. */
export function argumentsOf(argument: Place): readonly Place[] | undefined {
  return argument.node.kind === 'list' ? items(argument) : undefined;
}

/** What is written at `place`, where a word is expected and no function. */
export function wordAt(place: Place | undefined): string | undefined {
  return place?.node.kind === 'scalar' && place.node.tag === undefined ? place.node.raw : undefined;
}
