import { type Hole, joined, type Text } from '../../../model/text';
import type { ScalarNode, SyntaxTree } from '../../../syntax/tree';
import type { SourcePointer } from '../../../text/text';
import type { Possible } from '../../possible';

/** What an attribute holds, as far as it is known, with where each part of it is written. Terraform's null is no value at all. */
export type Value = Scalar | List | MapValue | Encoded | DocumentReference | Alternatives;

/** A string, number or boolean; one whose only part is a hole may turn out to be anything. */
export interface Scalar {
  readonly kind: 'scalar';
  readonly text: Text;
  /** The string that it is, where it is one: JSON may be written inside. */
  readonly written?: Written;
}

export interface Written {
  readonly tree: SyntaxTree;
  readonly node: ScalarNode;
  readonly at: SourcePointer;
  readonly scope: Scope;
}

/** What names mean where an expression stands. */
export interface Scope {
  /** The value that a reference's root and first steps mean; undefined for null. Steps are literal; `*` is a splat. */
  resolve(root: string, steps: readonly (string | number)[], at: SourcePointer): Value | undefined;
  /** Strings are what they say: a plan's or a state's values, in which nothing is left to evaluate. */
  readonly literal?: boolean;
  /** How deep the values are nested that are being worked out just now. */
  readonly nesting: { depth: number };
}

interface Composite {
  readonly at: SourcePointer;
  /** In values. */
  readonly size: number;
  /** Of the deepest value inside. */
  readonly depth: number;
}

export interface List extends Composite {
  readonly kind: 'list';
  readonly items: readonly Value[];
}

export interface MapValue extends Composite {
  readonly kind: 'map';
  readonly entries: ReadonlyMap<string, Value>;
}

/** The JSON text of a value: `jsonencode(…)`. */
export interface Encoded extends Composite {
  readonly kind: 'encoded';
  readonly value: Value;
}

/** The JSON text of an `aws_iam_policy_document`. */
export interface DocumentReference {
  readonly kind: 'document';
  /** The data block's attributes. */
  readonly attributes: MapValue;
  readonly hole: Hole;
  readonly at: SourcePointer;
}

/** One of several values, each under the choices that make it so; undefined is null. */
export interface Alternatives extends Composite {
  readonly kind: 'alternatives';
  readonly of: readonly Possible<Value | undefined>[];
  /** What decides, in the template's words. */
  readonly words: string;
}

/** Composite values beyond these cannot be known: values can refer to each other, so that few words say a great deal. */
const maximumSize = 20_000;
const maximumDepth = 256;
const maximumParts = 1_000;
const maximumLength = 1_000_000;

export function scalar(parts: readonly (string | Hole)[], at: SourcePointer): Value & Scalar {
  let length = 0;
  for (const part of parts) if (typeof part === 'string') length += part.length;
  if (parts.length > maximumParts || length > maximumLength) return opaque('a long text', at);
  return { kind: 'scalar', text: { parts: joined(parts), at } };
}

export function holeValue(hole: Hole, at: SourcePointer): Scalar {
  return { kind: 'scalar', text: { parts: [hole], at } };
}

/** A hole for what cannot be known from the text, named by what stands there. */
export function opaque(words: string, at: SourcePointer): Scalar {
  return holeValue({ hole: words, kind: 'opaque' }, at);
}

export function list(items: readonly Value[], at: SourcePointer): List | Scalar {
  const composite = around(items, at);
  return composite ? { kind: 'list', items, ...composite } : opaque('a large list', at);
}

export function map(entries: ReadonlyMap<string, Value>, at: SourcePointer): MapValue | Scalar {
  const composite = around(entries.values(), at);
  return composite ? { kind: 'map', entries, ...composite } : opaque('a large object', at);
}

export function encoded(value: Value, at: SourcePointer): Encoded | Scalar {
  const composite = around([value], at);
  return composite ? { kind: 'encoded', value, ...composite } : opaque('a large text', at);
}

export function alternatives(
  of: readonly Possible<Value | undefined>[],
  words: string,
  at: SourcePointer,
): Alternatives | Scalar {
  const composite = around(
    of.flatMap(one => (one.value ? [one.value] : [])),
    at,
  );
  return composite ? { kind: 'alternatives', of, words, ...composite } : opaque(words, at);
}

/** Undefined when a value of these would be too large or too deep. */
function around(values: Iterable<Value>, at: SourcePointer): Composite | undefined {
  let size = 1;
  let depth = 1;
  for (const value of values) {
    size += 'size' in value ? value.size : 1;
    depth = Math.max(depth, 1 + ('depth' in value ? value.depth : 0));
  }
  return size > maximumSize || depth > maximumDepth ? undefined : { at, size, depth };
}

/** In values, parts counted. */
export function sizeOf(value: Value): number {
  if (value.kind === 'document') return value.attributes.size;
  return value.kind === 'scalar' ? 1 : value.size;
}

export function atOf(value: Value): SourcePointer {
  return value.kind === 'scalar' ? value.text.at : value.at;
}
