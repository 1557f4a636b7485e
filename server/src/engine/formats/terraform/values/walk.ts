import type { Hole } from '../../../model/text';
import type { SourcePointer } from '../../../text/text';
import { list, opaque, type Scalar, type Value } from './value';

/** The value at the end of steps from `value`; undefined for null. `*` is a splat. */
export function walk(
  value: Value | undefined,
  steps: readonly (string | number)[],
  at: SourcePointer,
): Value | undefined {
  let here = value;
  for (let i = 0; i < steps.length && here !== undefined; i++) {
    if (here.kind === 'alternatives') {
      const of = here.of.map(one => ({ ...one, value: walk(one.value, steps.slice(i), at) }));
      return { ...here, of };
    }
    if (steps[i] === '*') return splat(here, steps.slice(i + 1), at);
    here = step(here, steps[i]!, at);
  }
  return here;
}

function splat(value: Value, rest: readonly (string | number)[], at: SourcePointer): Value | undefined {
  if (value.kind !== 'list') return walk(value, rest, at);
  const items = value.items.map(item => walk(item, rest, at));
  return list(
    items.filter(item => item !== undefined),
    value.at,
  );
}

function step(value: Value, name: string | number, at: SourcePointer): Value | undefined {
  if (value.kind === 'map') return value.entries.get(String(name));
  if (value.kind === 'list') return typeof name === 'number' ? value.items[name] : opaque(`element ${name}`, at);
  const only = value.kind === 'scalar' ? value.text.parts[0] : undefined;
  return typeof only === 'object' ? attributeOf(only, name, at) : opaque(`attribute ${name}`, at);
}

/** An attribute of what a hole stands for. An index picks an instance of a resource, which is the same block. */
function attributeOf(hole: Hole, name: string | number, at: SourcePointer): Scalar {
  const words = typeof name === 'number' ? `${hole.hole}[${name}]` : `${hole.hole}.${name}`;
  const instance = hole.resource !== undefined && hole.attribute === undefined;
  const inner: Hole = {
    hole: words,
    kind: hole.kind === 'ambient' ? 'opaque' : hole.kind,
    ...(hole.resource ? { resource: hole.resource } : {}),
    ...(instance && typeof name === 'string' ? { attribute: name } : {}),
    ...(!instance && hole.attribute ? { attribute: hole.attribute } : {}),
  };
  return { kind: 'scalar', text: { parts: [inner], at } };
}
