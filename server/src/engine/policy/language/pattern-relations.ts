import type { Budget } from './budget';
import {
  ANY_IN_SEGMENT,
  ANY_STRING,
  ANY_UNIT,
  COLON,
  foldUnit,
  machineOf,
  type Tokens,
  UNIT_IN_SEGMENT,
} from './pattern';

/** Steps of matching that cost one unit of a budget, and what every pattern costs at least. */
const STEPS = 200;
const EACH = 0.004;

/** Whether a pattern matches a whole text. */
export function matches(tokens: Tokens, text: string, ignoreCase: boolean, budget: Budget): boolean {
  if (tokens.includes(ANY_IN_SEGMENT)) {
    budget.left -= (tokens.length + text.length) / STEPS;
    const more = colonsIn(text) - tokens.filter(token => token === COLON).length;
    if (more < 0 || (more > 0 && !tokens.some(isFree))) return false;
    if (more > 0) return runMachine(tokens, text, ignoreCase, budget);
    // The pattern's own colons are all that the text has: none is left to a wildcard, of whichever kind.
  }
  return align(tokens, text.length, (token, i) => unitMatches(token, text.charCodeAt(i), ignoreCase), budget);
}

/**
 * Whether a pattern can be laid over `length` places, each `*` over any number of them; every other token fits its place. Takes
 * time of the product of the two at most, and stops where the budget ends.
 */
function align(
  tokens: Tokens,
  length: number,
  fits: (token: number, place: number) => boolean,
  budget: Budget,
): boolean {
  let steps = budget.left * STEPS;
  let at = 0;
  let star = -1;
  let retry = 0;
  let place = 0;
  for (; place < length && steps >= 0; steps--) {
    const token = tokens[at];
    if (token === ANY_STRING || token === ANY_IN_SEGMENT) {
      star = at++;
      retry = place;
    } else if (token !== undefined && fits(token, place)) {
      at++;
      place++;
    } else if (star >= 0) {
      at = star + 1;
      place = ++retry;
    } else break;
  }
  budget.left = steps / STEPS - EACH;
  if (place < length) return false;
  while (at < tokens.length && isString(tokens[at]!)) at++;
  return at === tokens.length;
}

function colonsIn(text: string): number {
  let count = 0;
  for (let i = 0; i < text.length; i++) if (text.charCodeAt(i) === COLON) count++;
  return count;
}

/** Whether it may stand for a colon. */
function isFree(token: number): boolean {
  return token === ANY_STRING || token === ANY_UNIT;
}

function runMachine(tokens: Tokens, text: string, ignoreCase: boolean, budget: Budget): boolean {
  budget.left -= (tokens.length + text.length) * (0.1 + tokens.length / 640);
  if (budget.left < 0) return false;
  const machine = machineOf(tokens, ignoreCase);
  let state = machine.start;
  for (let i = 0; i < text.length && state !== 0n; i++) state = machine.step(state, text.charCodeAt(i));
  return machine.accepts(state);
}

function unitMatches(token: number, unit: number, ignoreCase: boolean): boolean {
  if (token === ANY_UNIT) return true;
  if (token === UNIT_IN_SEGMENT) return unit !== COLON;
  return token === (ignoreCase ? foldUnit(unit) : unit);
}

/**
 * Whether `wide` matches all that `narrow` matches, by matching the pattern itself as if it were a text. Never wrong when it
 * says so; silent on inclusions that only a look at all texts shows. Both are of one case.
 */
export function covers(wide: Tokens, narrow: Tokens, budget: Budget): boolean {
  if (wide.includes(ANY_IN_SEGMENT))
    return wide.length === narrow.length && wide.every((token, i) => token === narrow[i]);
  return align(wide, narrow.length, (token, i) => tokenCovers(token, narrow[i]!), budget);
}

function tokenCovers(wide: number, narrow: number): boolean {
  if (wide === narrow) return true;
  const unit = narrow >= 0 || narrow === UNIT_IN_SEGMENT;
  if (wide === ANY_UNIT) return unit;
  return wide === UNIT_IN_SEGMENT && narrow >= 0 && narrow !== COLON;
}

/** Whether two patterns of one case surely share no text: their fixed beginnings or endings differ. */
export function disjoint(a: Tokens, b: Tokens, budget: Budget): boolean {
  budget.left -= Math.min(a.length, b.length) / STEPS / 2;
  return clash(a, b, i => i) || clash(a, b, (i, length) => length - 1 - i);
}

function clash(a: Tokens, b: Tokens, place: (i: number, length: number) => number): boolean {
  for (let i = 0; i < a.length && i < b.length; i++) {
    const one = a[place(i, a.length)]!;
    const other = b[place(i, b.length)]!;
    if (isString(one) || isString(other)) return false;
    if (!unitsMeet(one, other)) return true;
  }
  return false;
}

function isString(token: number): boolean {
  return token === ANY_STRING || token === ANY_IN_SEGMENT;
}

function unitsMeet(one: number, other: number): boolean {
  if (one === other || one === ANY_UNIT || other === ANY_UNIT) return true;
  if (one === UNIT_IN_SEGMENT) return other !== COLON;
  return other === UNIT_IN_SEGMENT && one !== COLON;
}
