import type { Entry, ScalarNode, SyntaxNode } from '../../../syntax/tree';
import type { Place } from '../../place';
import type { PolicyReader } from '../../policy/reader';
import { during, type Possible } from '../../possible';
import { embeddedValue } from '../values/embedded-value';
import { textOf } from '../values/readings';
import { atOf, type Value } from '../values/value';
import type { PolicyReading } from './policy-reading';

/** A value as the nodes that policies are read from. Each part keeps its own place, in whichever document it is written. */
export function viewOf(
  value: Value,
  { problems }: PolicyReading,
): { readonly place: Place; readonly reader: PolicyReader } {
  const values = new Map<SyntaxNode, Value>();
  const placeOf = (held: Value): Place => ({ node: nodeOf(held, values), at: atOf(held) });
  const reader: PolicyReader = {
    alternatives: ({ node, at }) => {
      const held = values.get(node);
      if (held?.kind === 'alternatives') return optionsOf(held, placeOf);
      return [{ value: { node, at: held ? atOf(held) : at } }];
    },
    texts: ({ node }) => {
      const held = values.get(node);
      return held && isText(held) ? [textOf(held)] : undefined;
    },
    inside: ({ node }) => {
      const held = values.get(node);
      const inner = held?.kind === 'encoded' ? held.value : held && embeddedValue(held);
      return inner && { place: placeOf(inner), reader };
    },
    problem: (message, at) => problems.push({ message, severity: 'warning', at }),
  };
  return { place: placeOf(value), reader };
}

function optionsOf(value: Value, placeOf: (held: Value) => Place): readonly Possible<Place | undefined>[] {
  if (value.kind !== 'alternatives') return [{ value: placeOf(value) }];
  return value.of.flatMap(one =>
    one.value ? during(one.when, optionsOf(one.value, placeOf)) : [{ ...one, value: undefined }],
  );
}

function isText(value: Value): boolean {
  if (value.kind === 'alternatives') return value.of.every(one => one.value !== undefined && isText(one.value));
  return value.kind === 'scalar' || value.kind === 'document';
}

const nowhere = { start: 0, end: 0 };

/** A node for the value and nodes for its parts, all noted in `values`. */
function nodeOf(value: Value, values: Map<SyntaxNode, Value>): SyntaxNode {
  const node = shapeOf(value, values);
  values.set(node, value);
  return node;
}

function shapeOf(value: Value, values: Map<SyntaxNode, Value>): SyntaxNode {
  if (value.kind === 'list') {
    return { kind: 'list', items: value.items.map(item => nodeOf(item, values)), flow: true, range: nowhere };
  }
  if (value.kind !== 'map') return scalarNode('');
  const entries = [...value.entries].map(
    ([key, held]): Entry => ({ key: scalarNode(key), value: nodeOf(held, values), range: nowhere }),
  );
  return { kind: 'map', entries, flow: true, range: nowhere };
}

function scalarNode(raw: string): ScalarNode {
  return { kind: 'scalar', value: raw, raw, style: 'double', range: nowhere };
}
