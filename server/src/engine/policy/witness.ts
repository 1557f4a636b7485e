/** Finds one request of a set, which is also how emptiness is decided. */
import type { Answer } from '../model/text';
import { type Box, boxAccepts, escapes, type ReadRequest, UNNAMED } from './box';
import { anyState, bothStates, holding, type KeyStates, orAbsent } from './context';
import { type ContextKey, contextKey } from './context-keys';
import { byEndpoint } from './endpoints';
import { leavesOf, valuesOf } from './key-values';
import {
  accepts,
  anything,
  type Budget,
  COLON,
  decisionBudget,
  example,
  intersectWithin,
  isEmpty as isEmptyLanguage,
  isSpent,
  type Language,
  literal,
  nothing,
  patternOf,
  wildcards,
} from './language';
import { somebody } from './principals';
import { standIns } from './reading';
import type { Piece, Request, RequestSet } from './request-set';

/** What a witness should rather be made of: real principals, actions, resources and context values, the best first. */
export interface Preferences {
  readonly principals?: readonly string[];
  readonly actions?: readonly string[];
  readonly resources?: readonly string[];
  /** By key as AWS spells it. */
  readonly context?: Readonly<Record<string, readonly string[]>>;
}

/** `maybe` when a bound was reached before a request was found. */
export function isEmpty(set: RequestSet, budget: Budget = decisionBudget()): Answer {
  const found = find(set, {}, budget);
  if (typeof found === 'object') return set.exceeds ? 'maybe' : 'no';
  return found === 'none' && !set.lacks && !isSpent(budget) ? 'yes' : 'maybe';
}

/** One request of the set; undefined when none was found. */
export function witness(
  set: RequestSet,
  preferences: Preferences = {},
  budget: Budget = decisionBudget(),
): Request | undefined {
  const found = find(set, preferences, budget);
  return typeof found === 'object' ? found : undefined;
}

type Found = Request | 'none' | 'unknown';

/** What looking into one box costs, and into a piece, in units of the budget. */
const STEP = 50;
const PIECE = 0.2;

function find(set: RequestSet, preferences: Preferences, budget: Budget): Found {
  return firstFound(set.pieces, piece => {
    budget.left -= PIECE * (1 + piece.without.length);
    if (isSpent(budget)) return 'unknown';
    const liked = preferences.resources?.filter(resource => accepts(piece.box.resource, resource, budget)) ?? [];
    const wholes = byEndpoint(ofSomebody(piece, budget), budget).map(one => ofPossibleKeys(one, budget));
    const narrowed = liked.flatMap(resource =>
      wholes.map(({ box, without }) => ({ box: { ...box, resource: literal(resource) }, without })),
    );
    return firstFound([...narrowed, ...wholes], one => findIn(withLikelyNames(one, budget), preferences, budget));
  });
}

function firstFound<T>(candidates: Iterable<T>, search: (candidate: T) => Found): Found {
  let unknown = false;
  for (const candidate of candidates) {
    const found = search(candidate);
    if (typeof found === 'object') return found;
    unknown ||= found === 'unknown';
  }
  return unknown ? 'unknown' : 'none';
}

/** Where it matters who asks, the piece of all who can. */
function ofSomebody({ box, without }: Piece, budget: Budget): Piece {
  if ([box, ...without].every(({ principal }) => principal === anything)) return { box, without };
  return isNamed(box.principal)
    ? { box, without }
    : { box: { ...box, principal: intersectWithin(budget, [box.principal, somebody]) }, without };
}

/** Whether the language is made of names that policies write, not of what others leave over. */
function isNamed(principal: Language): boolean {
  if (principal.kind === 'all') return principal.of.some(isNamed);
  return principal.kind === 'any'
    ? principal.of.every(isNamed)
    : principal.kind === 'strings' || principal.kind === 'glob';
}

/**
 * The piece with all that its keys can hold written out, so that no way out of a box leads to a value that no request has. A
 * request that a box takes away for what a key holds may not leave that key out, if every request carries it.
 */
function ofPossibleKeys({ box, without }: Piece, budget: Budget): Piece {
  const asked = new Map<string, Set<KeyStates>>();
  for (const { context } of [box, ...without]) {
    budget.left -= context.size * PIECE;
    for (const [key, states] of context) asked.set(key, (asked.get(key) ?? new Set()).add(states));
  }
  const context = new Map(box.context);
  for (const [key, all] of asked) {
    const known = contextKey(key);
    const values = valuesOf(known, all);
    if (values === anything && !known.always) continue;
    context.set(key, bothStates(box.context.get(key) ?? anyState, orAbsent(holding(values)), budget));
  }
  return { box: { ...box, context }, without };
}

/**
 * Wildcards match colons, but names in IAM hold none: `role/*` and `*:user/*` meet in no role that anybody has. A path may hold
 * one, so who writes it is believed.
 */
function withLikelyNames({ box, without }: Piece, budget: Budget): Piece {
  const written = leavesOf(box.resource).some(leaf =>
    leaf.kind === 'strings'
      ? leaf.list.some(text => accepts(colonInName.resource, text, budget))
      : leaf.kind === 'glob' && leaf.tokens.filter(token => token === COLON).length > COLONS_OF_ARN,
  );
  return written ? { box, without } : { box, without: [...without, colonInName] };
}

const COLONS_OF_ARN = 5;
const colonInName: Box = {
  principal: anything,
  action: anything,
  resource: patternOf([...wildcards('arn:*:iam:*:*:', true), ...wildcards('*:*')]),
  context: new Map(),
};

/** Of the boxes that hold a candidate, so many are compared for the fewest ways out. */
const COMPARED = 4;

/** Takes a request of the box; if another box takes that away, looks again on each way out of the other. */
function findIn({ box, without }: Piece, preferences: Preferences, budget: Budget): Found {
  budget.left -= STEP * (1 + without.length / 16);
  if (budget.left < 0) return 'unknown';
  const possible = settle(box, budget);
  if (possible === undefined) return 'none';
  const candidate = concrete(possible, preferences, budget);
  if (candidate === undefined) return 'unknown';
  const taking = without.filter(other => boxAccepts(other, candidate.held, budget));
  if (isSpent(budget)) return 'unknown';
  if (taking.length === 0) return candidate.request;
  const { other, ways } = narrowest(possible, taking.slice(0, COMPARED), budget);
  const rest = without.filter(one => one !== other);
  return firstFound(ways, way => findIn({ box: way, without: rest }, preferences, budget));
}

function narrowest(box: Box, taking: readonly Box[], budget: Budget) {
  const choices = taking.map(other => ({
    other,
    ways: escapes(box, other, budget).filter(way => settle(way, budget)),
  }));
  return choices.reduce((least, one) => (one.ways.length < least.ways.length ? one : least));
}

/** The box without what no request can be; undefined when nothing can. */
function settle(box: Box, budget: Budget): Box | undefined {
  if (isSpent(budget)) return box;
  let action = box.action;
  const context = new Map<string, KeyStates>();
  for (const [key, states] of box.context) {
    const known = contextKey(key);
    const absent = states.absent && !known.always;
    const held = isHeld(states, known, action, budget);
    if (!absent && !held) return undefined;
    if (!absent) action = intersectWithin(budget, [action, known.actions]);
    context.set(key, { absent, every: held ? states.every : nothing, some: states.some });
  }
  const parts = box.principal === anything ? [action, box.resource] : [action, box.resource, box.principal];
  if (parts.some(part => isEmptyLanguage(part, budget) === 'yes')) return undefined;
  return { principal: box.principal, action, resource: box.resource, context };
}

/** Whether a request with one of these actions may carry the key with these values. */
function isHeld(states: KeyStates, known: ContextKey, action: Language, budget: Budget): boolean {
  const { every, some } = states;
  const both = (one: Language, other: Language) => intersectWithin(budget, [one, other]);
  const needed = [both(action, known.actions), every, ...some.map(values => both(every, values))];
  return needed.every(language => isEmptyLanguage(language, budget) !== 'yes');
}

/** A request of a box, as it is shown and with its values apart; undefined when the budget ran out. */
function concrete(box: Box, preferences: Preferences, budget: Budget): Concrete | undefined {
  const action = example(box.action, preferences.actions, budget);
  const resource = example(box.resource, preferences.resources, budget);
  const isAnyone = box.principal === anything;
  const principal = isAnyone ? UNNAMED : example(box.principal, preferences.principals ?? [someUser], budget);
  if (action === undefined || resource === undefined || principal === undefined) return undefined;
  const held = new Map<string, readonly string[]>();
  for (const [key, states] of box.context) {
    if (states.absent) continue;
    const languages =
      states.some.length > 0 ? states.some.map(some => intersectWithin(budget, [states.every, some])) : [states.every];
    const values = languages.map(language => example(language, likedValues(preferences, key), budget));
    if (!values.every(value => value !== undefined)) return undefined;
    held.set(key, [...new Set(values)]);
  }
  const context = [...held].map(([key, values]) => [contextKey(key).name, values.join(', ')] as const);
  const request = { action, resource, context: Object.fromEntries(context) };
  return {
    held: { principal, action, resource, values: held },
    request: isAnyone ? request : { principal, ...request },
  };
}

const someUser = `arn:${standIns.partition}:iam::${standIns.account}:user/anna`;

interface Concrete {
  readonly held: ReadRequest;
  readonly request: Request;
}

function likedValues({ context = {} }: Preferences, key: string): readonly string[] {
  return Object.entries(context).flatMap(([name, values]) => (name.toLowerCase() === key ? values : []));
}
