/** Products of languages of principals, actions and resources, and of states of context keys. */
import { anyState, bothStates, isImpossible, isIn, type KeyStates, otherStates, statesSurelyInclude } from './context';
import {
  accepts,
  anything,
  intersect,
  isNothing,
  type Language,
  subtract,
  surelyDisjoint,
  surelyIncludes,
} from './language';

export interface Box {
  /** As `principals.ts` writes them; `anything`, that very object, where nothing limits who asks. */
  readonly principal: Language;
  readonly action: Language;
  readonly resource: Language;
  /** By key in lower case; a key that is not named may be in any state. */
  readonly context: ReadonlyMap<string, KeyStates>;
}

/** A request as it is asked about; a context key with several values holds a list. */
export interface AskedRequest {
  /** Absent: somebody whom no policy names. */
  readonly principal?: string;
  readonly action: string;
  readonly resource: string;
  /** Keys in any case. */
  readonly context: Readonly<Record<string, string | readonly string[]>>;
}

/** A request with its keys in lower case and their values as lists, to be held against many boxes. */
export interface ReadRequest {
  readonly principal: string;
  readonly action: string;
  readonly resource: string;
  readonly values: ReadonlyMap<string, readonly string[]>;
}

/** Who is in no set but in those of everyone and of everyone else. */
export const UNNAMED = '';

export function readRequest({ principal = UNNAMED, action, resource, context }: AskedRequest): ReadRequest {
  const values = Object.entries(context).map(([key, value]) => [key.toLowerCase(), [value].flat()] as const);
  return { principal, action, resource, values: new Map(values) };
}

export function boxAccepts(box: Box, request: ReadRequest): boolean {
  if (!accepts(box.action, request.action) || !accepts(box.resource, request.resource)) return false;
  if (box.principal !== anything && !accepts(box.principal, request.principal)) return false;
  for (const [key, states] of box.context) if (!isIn(states, request.values.get(key))) return false;
  return true;
}

/** Whether a glance shows that the box holds no request. */
export function isEmptyBox(box: Box): boolean {
  if (isNothing(box.action) || isNothing(box.resource) || isNothing(box.principal)) return true;
  return [...box.context.values()].some(isImpossible);
}

export function boxesSurelyDisjoint(a: Box, b: Box): boolean {
  if (surelyDisjoint(a.action, b.action) || surelyDisjoint(a.resource, b.resource)) return true;
  if (a.principal !== anything && b.principal !== anything && surelyDisjoint(a.principal, b.principal)) return true;
  for (const [key, states] of a.context) {
    const other = b.context.get(key);
    if (other && isImpossible(bothStates(states, other))) return true;
  }
  return false;
}

export function boxSurelyIncludes(wide: Box, narrow: Box): boolean {
  if (!surelyIncludes(wide.action, narrow.action) || !surelyIncludes(wide.resource, narrow.resource)) return false;
  if (wide.principal !== anything && !surelyIncludes(wide.principal, narrow.principal)) return false;
  return [...wide.context].every(([key, states]) => statesSurelyInclude(states, narrow.context.get(key) ?? anyState));
}

export function intersectBoxes(a: Box, b: Box): Box {
  const context = new Map(a.context);
  for (const [key, states] of b.context) {
    const other = context.get(key);
    context.set(key, other ? bothStates(other, states) : states);
  }
  const principal = a.principal === b.principal ? a.principal : intersect(a.principal, b.principal);
  return { principal, action: intersect(a.action, b.action), resource: intersect(a.resource, b.resource), context };
}

/** The ways to be in `box` and not in `other`: boxes whose union is the difference. They may overlap. */
export function escapes(box: Box, other: Box): readonly Box[] {
  const byContext = [...other.context].flatMap(([key, states]) =>
    otherStates(key, states).map(outside => withStates(box, key, outside)),
  );
  const ways: readonly Box[] = [
    { ...box, resource: subtract(box.resource, other.resource) },
    { ...box, action: subtract(box.action, other.action) },
    ...(other.principal === anything ? [] : [{ ...box, principal: subtract(box.principal, other.principal) }]),
    ...byContext,
  ];
  return ways.filter(way => !isEmptyBox(way));
}

function withStates(box: Box, key: string, states: KeyStates): Box {
  return { ...box, context: new Map(box.context).set(key, bothStates(box.context.get(key) ?? anyState, states)) };
}
