/** Products of languages of principals, actions and resources, and of states of context keys. */
import {
  anyState,
  bothStates,
  isImpossible,
  isIn,
  type KeyStates,
  otherStates,
  statesSurelyApart,
  statesSurelyInclude,
} from './context';
import {
  accepts,
  anything,
  type Budget,
  intersectWithin,
  isNothing,
  type Language,
  subtractWithin,
  surelyDisjoint,
  surelyIncludes,
} from './language';

/** What it costs to write a box down, and one of its keys. */
const BOX = 0.3;
const COPIED = 0.05;

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

/** Means nothing once the budget is spent. */
export function boxAccepts(box: Box, request: ReadRequest, budget?: Budget): boolean {
  if (!accepts(box.action, request.action, budget) || !accepts(box.resource, request.resource, budget)) return false;
  if (box.principal !== anything && !accepts(box.principal, request.principal, budget)) return false;
  for (const [key, states] of box.context) if (!isIn(states, request.values.get(key), budget)) return false;
  return true;
}

/** Whether a glance shows that the box holds no request. */
export function isEmptyBox(box: Box): boolean {
  if (isNothing(box.action) || isNothing(box.resource) || isNothing(box.principal)) return true;
  return [...box.context.values()].some(isImpossible);
}

export function boxesSurelyDisjoint(a: Box, b: Box, budget: Budget): boolean {
  const apart = (one: Language, other: Language) => surelyDisjoint(one, other, budget);
  if (apart(a.action, b.action) || apart(a.resource, b.resource)) return true;
  if (a.principal !== anything && b.principal !== anything && apart(a.principal, b.principal)) return true;
  for (const [key, states] of a.context) {
    const other = b.context.get(key);
    if (other && statesSurelyApart(states, other, budget)) return true;
  }
  return false;
}

export function boxSurelyIncludes(wide: Box, narrow: Box, budget: Budget): boolean {
  const holds = (one: Language, other: Language) => surelyIncludes(one, other, budget);
  if (!holds(wide.action, narrow.action) || !holds(wide.resource, narrow.resource)) return false;
  if (wide.principal !== anything && !holds(wide.principal, narrow.principal)) return false;
  for (const [key, states] of wide.context) {
    if (!statesSurelyInclude(states, narrow.context.get(key) ?? anyState, budget)) return false;
  }
  return true;
}

export function intersectBoxes(a: Box, b: Box, budget: Budget): Box {
  budget.left -= BOX + (a.context.size + b.context.size) * COPIED;
  const both = (one: Language, other: Language) => (one === other ? one : intersectWithin(budget, [one, other]));
  const context = new Map(a.context);
  for (const [key, states] of b.context) {
    const other = context.get(key);
    context.set(key, other ? bothStates(other, states, budget) : states);
  }
  const principal = both(a.principal, b.principal);
  return { principal, action: both(a.action, b.action), resource: both(a.resource, b.resource), context };
}

/** The ways to be in `box` and not in `other`: boxes whose union is the difference. They may overlap. */
export function escapes(box: Box, other: Box, budget: Budget): readonly Box[] {
  const left = (one: Language, taken: Language) => subtractWithin(budget, one, taken);
  const byContext = [...other.context].flatMap(([key, states]) =>
    otherStates(key, states).map(outside => withStates(box, key, outside, budget)),
  );
  const ways: readonly Box[] = [
    { ...box, resource: left(box.resource, other.resource) },
    { ...box, action: left(box.action, other.action) },
    ...(other.principal === anything ? [] : [{ ...box, principal: left(box.principal, other.principal) }]),
    ...byContext,
  ];
  return ways.filter(way => !isEmptyBox(way));
}

function withStates(box: Box, key: string, states: KeyStates, budget: Budget): Box {
  budget.left -= box.context.size * COPIED;
  const both = bothStates(box.context.get(key) ?? anyState, states, budget);
  return { ...box, context: new Map(box.context).set(key, both) };
}
