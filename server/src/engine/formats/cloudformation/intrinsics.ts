import type { SyntaxNode } from '../../syntax/tree';
import { type Place, step } from '../place';

/** A call of an intrinsic function, in either notation: `!Sub x` or `{ "Fn::Sub": x }`. */
export interface Intrinsic {
  /** `Ref`, `Condition` or `Fn::…`. */
  readonly name: string;
  readonly argument: Place;
}

/** The function called at `place`; undefined where a plain value stands. */
export function intrinsicOf(place: Place): Intrinsic | undefined {
  const { node, at } = place;
  if (node.tag !== undefined) {
    const name = nameOfTag(node.tag);
    return name === undefined ? undefined : { name, argument: { node: untagged(node), at } };
  }
  if (node.kind !== 'map' || node.entries.length !== 1) return undefined;
  const [{ key, value }] = node.entries as readonly [(typeof node.entries)[number]];
  if (key.raw !== 'Ref' && !(key.raw.startsWith('Fn::') && !key.raw.startsWith('Fn::ForEach'))) return undefined;
  return { name: key.raw, argument: { node: value, at: step(at, key.raw) } };
}

function nameOfTag(tag: string): string | undefined {
  if (tag === '!Ref' || tag === '!Condition') return tag.slice(1);
  return /^![A-Za-z]/.test(tag) ? `Fn::${tag.slice(1)}` : undefined;
}

function untagged(node: SyntaxNode): SyntaxNode {
  const { tag: _, ...plain } = node;
  return plain;
}

/** The arguments of a function that takes several; undefined when there is no list of them. */
export function argumentsOf(argument: Place): readonly Place[] | undefined {
  const { node, at } = argument;
  return node.kind === 'list' ? node.items.map((item, i) => ({ node: item, at: step(at, i) })) : undefined;
}

/** What is written at `place`, where a word is expected and no function. */
export function wordAt(place: Place | undefined): string | undefined {
  return place?.node.kind === 'scalar' && place.node.tag === undefined ? place.node.raw : undefined;
}
