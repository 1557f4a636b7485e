/** Finds one request of a set, which is also how emptiness is decided. */
import type { Answer } from '../model/model';
import { type Box, escapes } from './box';
import type { KeyStates } from './context';
import { type ContextKey, contextKey } from './context-keys';
import {
  accepts,
  type Budget,
  decisionBudget,
  example,
  intersect,
  isEmpty as isEmptyLanguage,
  type Language,
  literal,
  nothing,
} from './language';
import type { Piece, Request, RequestSet } from './request-set';

/** What a witness should rather be made of: real actions, resources and context values, the best first. */
export interface Preferences {
  readonly actions?: readonly string[];
  readonly resources?: readonly string[];
  /** By key as AWS spells it. */
  readonly context?: Readonly<Record<string, readonly string[]>>;
}

/** `maybe` when a bound was reached before a request was found. */
export function isEmpty(set: RequestSet): Answer {
  const found = find(set, {}, decisionBudget());
  if (typeof found === 'object') return set.exceeds ? 'maybe' : 'no';
  return found === 'none' && !set.lacks ? 'yes' : 'maybe';
}

/** One request of the set; undefined when none was found. */
export function witness(set: RequestSet, preferences: Preferences = {}): Request | undefined {
  const found = find(set, preferences, decisionBudget());
  return typeof found === 'object' ? found : undefined;
}

type Found = Request | 'none' | 'unknown';

function find(set: RequestSet, preferences: Preferences, budget: Budget): Found {
  return firstFound(set.pieces, piece => {
    const liked = preferences.resources?.filter(resource => accepts(piece.box.resource, resource)) ?? [];
    const narrowed = liked.map(resource => ({ ...piece, box: { ...piece.box, resource: literal(resource) } }));
    return firstFound([...narrowed, piece], one => findIn(one, preferences, budget));
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

/** Leaves the boxes that are taken away one after another, by each way out; the box with the fewest ways first. */
function findIn({ box, without }: Piece, preferences: Preferences, budget: Budget): Found {
  budget.left -= 50 * (1 + without.length);
  if (budget.left < 0) return 'unknown';
  const possible = settle(box, budget);
  if (possible === undefined) return 'none';
  const choices = without.map(other => ({ other, ways: escapes(possible, other).filter(way => settle(way, budget)) }));
  const fewest = Math.min(...choices.map(choice => choice.ways.length));
  const chosen = choices.find(choice => choice.ways.length === fewest);
  if (chosen === undefined) return concrete(possible, preferences, budget);
  const rest = without.filter(other => other !== chosen.other);
  return firstFound(chosen.ways, way => findIn({ box: way, without: rest }, preferences, budget));
}

/** The box without what no request can be; undefined when nothing can. */
function settle(box: Box, budget: Budget): Box | undefined {
  let action = box.action;
  const context = new Map<string, KeyStates>();
  for (const [key, states] of box.context) {
    const known = contextKey(key);
    const absent = states.absent && !known.always;
    const held = isHeld(states, known, action, budget);
    if (!absent && !held) return undefined;
    if (!absent) action = intersect(action, known.actions);
    context.set(key, { absent, every: held ? intersect(states.every, known.values) : nothing, some: states.some });
  }
  if (isEmptyLanguage(action, budget) === 'yes' || isEmptyLanguage(box.resource, budget) === 'yes') return undefined;
  return { action, resource: box.resource, context };
}

/** Whether a request with one of these actions may carry the key with these values. */
function isHeld(states: KeyStates, known: ContextKey, action: Language, budget: Budget): boolean {
  const values = intersect(states.every, known.values);
  const needed = [intersect(action, known.actions), values, ...states.some.map(some => intersect(values, some))];
  return needed.every(language => isEmptyLanguage(language, budget) !== 'yes');
}

/** A request of a box from which nothing is taken away. */
function concrete(box: Box, preferences: Preferences, budget: Budget): Found {
  const action = example(box.action, preferences.actions, budget);
  const resource = example(box.resource, preferences.resources, budget);
  if (action === undefined || resource === undefined) return 'unknown';
  const context: Record<string, string> = {};
  for (const [key, states] of box.context) {
    if (states.absent) continue;
    const { name } = contextKey(key);
    const languages = states.some.length > 0 ? states.some.map(some => intersect(states.every, some)) : [states.every];
    const values = languages.map(language => example(language, likedValues(preferences, key), budget));
    if (values.includes(undefined)) return 'unknown';
    context[name] = [...new Set(values)].join(', ');
  }
  return { action, resource, context };
}

function likedValues({ context = {} }: Preferences, key: string): readonly string[] {
  return Object.entries(context).flatMap(([name, values]) => (name.toLowerCase() === key ? values : []));
}
