/** Products of an action language, a resource language and states of context keys. */
import { anyState, bothStates, isImpossible, isIn, type KeyStates, otherStates, statesSurelyInclude } from './context';
import { accepts, intersect, isNothing, type Language, subtract, surelyDisjoint, surelyIncludes } from './language';

export interface Box {
  readonly action: Language;
  readonly resource: Language;
  /** By key in lower case; a key that is not named may be in any state. */
  readonly context: ReadonlyMap<string, KeyStates>;
}

/** A request as it is asked about; a context key with several values holds a list. */
export interface AskedRequest {
  readonly action: string;
  readonly resource: string;
  /** Keys in any case. */
  readonly context: Readonly<Record<string, string | readonly string[]>>;
}

/** A request with its keys in lower case and their values as lists, to be held against many boxes. */
export interface ReadRequest {
  readonly action: string;
  readonly resource: string;
  readonly values: ReadonlyMap<string, readonly string[]>;
}

export function readRequest({ action, resource, context }: AskedRequest): ReadRequest {
  const values = Object.entries(context).map(([key, value]) => [key.toLowerCase(), [value].flat()] as const);
  return { action, resource, values: new Map(values) };
}

export function boxAccepts(box: Box, request: ReadRequest): boolean {
  if (!accepts(box.action, request.action) || !accepts(box.resource, request.resource)) return false;
  for (const [key, states] of box.context) if (!isIn(states, request.values.get(key))) return false;
  return true;
}

/** Whether a glance shows that the box holds no request. */
export function isEmptyBox(box: Box): boolean {
  return isNothing(box.action) || isNothing(box.resource) || [...box.context.values()].some(isImpossible);
}

export function boxesSurelyDisjoint(a: Box, b: Box): boolean {
  if (surelyDisjoint(a.action, b.action) || surelyDisjoint(a.resource, b.resource)) return true;
  for (const [key, states] of a.context) {
    const other = b.context.get(key);
    if (other && isImpossible(bothStates(states, other))) return true;
  }
  return false;
}

export function boxSurelyIncludes(wide: Box, narrow: Box): boolean {
  if (!surelyIncludes(wide.action, narrow.action) || !surelyIncludes(wide.resource, narrow.resource)) return false;
  return [...wide.context].every(([key, states]) => statesSurelyInclude(states, narrow.context.get(key) ?? anyState));
}

export function intersectBoxes(a: Box, b: Box): Box {
  const context = new Map(a.context);
  for (const [key, states] of b.context) {
    const other = context.get(key);
    context.set(key, other ? bothStates(other, states) : states);
  }
  return { action: intersect(a.action, b.action), resource: intersect(a.resource, b.resource), context };
}

/** The ways to be in `box` and not in `other`: boxes whose union is the difference. They may overlap. */
export function escapes(box: Box, other: Box): readonly Box[] {
  const byContext = [...other.context].flatMap(([key, states]) =>
    otherStates(key, states).map(outside => withStates(box, key, outside)),
  );
  const ways: readonly Box[] = [
    { ...box, resource: subtract(box.resource, other.resource) },
    { ...box, action: subtract(box.action, other.action) },
    ...byContext,
  ];
  return ways.filter(way => !isEmptyBox(way));
}

function withStates(box: Box, key: string, states: KeyStates): Box {
  return { ...box, context: new Map(box.context).set(key, bothStates(box.context.get(key) ?? anyState, states)) };
}
