/**
 * Sets of requests, each a principal's action on a resource in a context. This folder sees only the model.
 *
 * A set is a union of pieces, a piece a box without some other boxes, a box a product: an action of this language on a resource
 * of that one with these states of the context keys. Union, intersection and difference only put pieces together; whether
 * anything is left is worked out when asked (`witness.ts`), by looking for one request. Below stand sets of strings (`language/`)
 * and of what a key holds (`context.ts`); above, what a statement says (`denote.ts`) and what several leave (`decide.ts`).
 */
import {
  type AskedRequest,
  type Box,
  boxAccepts,
  boxesSurelyDisjoint,
  boxSurelyIncludes,
  intersectBoxes,
  isEmptyBox,
  readRequest,
} from './box';
import type { KeyStates } from './context';
import { anything, type Budget, combiningBudget, glob, isSpent, type Language, literal } from './language';

/** One request of a set. `context` holds only the keys that must be present, each with a value that satisfies the set. */
export interface Request {
  /** Absent: whoever asks. */
  readonly principal?: string;
  readonly action: string;
  readonly resource: string;
  /** Keys as AWS spells them. A key with several values holds them joined by `, `. */
  readonly context: Readonly<Record<string, string>>;
}

export interface RequestSet {
  readonly pieces: readonly Piece[];
  /** Some requests of the set may be in no piece: a bound cut them off. */
  readonly lacks: boolean;
  /** Some requests of the pieces may not be in the set. */
  readonly exceeds: boolean;
}

/** The requests of a box that are in none of the others. */
export interface Piece {
  readonly box: Box;
  readonly without: readonly Box[];
}

/** Beyond this many pieces a set is cut and says so. */
const MOST_PIECES = 500;

/** What it costs to put one box on a list. */
const LISTED = 0.03;

/** Whether a bound was reached before all of the set was worked out. */
export function isCut({ lacks, exceeds }: RequestSet): boolean {
  return lacks || exceeds;
}

export const noRequests: RequestSet = { pieces: [], lacks: false, exceeds: false };

/**
 * The requests with these parts; what is left out may be anything. A string is an IAM pattern. Context keys may be in any case,
 * their states come from `context.ts`: `holding(literal('lambda.amazonaws.com'))`, `absent`.
 */
export function requests(parts: {
  /** A string is one principal, as `principals.ts` writes them. */
  readonly principal?: Language | string;
  readonly action?: Language | string;
  readonly resource?: Language | string;
  readonly context?: Readonly<Record<string, KeyStates>>;
}): RequestSet {
  const { principal = anything, action = anything, resource = anything, context = {} } = parts;
  return requestsIn({
    principal: typeof principal === 'string' ? literal(principal) : principal,
    action: typeof action === 'string' ? glob(action, { ignoreCase: true }) : action,
    resource: typeof resource === 'string' ? glob(resource) : resource,
    context: new Map(Object.entries(context).map(([key, states]) => [key.toLowerCase(), states])),
  });
}

export function requestsIn(box: Box): RequestSet {
  return isEmptyBox(box) ? noRequests : { pieces: [{ box, without: [] }], lacks: false, exceeds: false };
}

/** Whether a request is in the set, as far as its pieces say. */
export function contains(set: RequestSet, request: AskedRequest): boolean {
  const read = readRequest(request);
  return set.pieces.some(
    ({ box, without }) => boxAccepts(box, read) && !without.some(other => boxAccepts(other, read)),
  );
}

export function union(...sets: readonly RequestSet[]): RequestSet {
  const pieces = sets.flatMap(set => set.pieces);
  return { pieces, lacks: sets.some(set => set.lacks), exceeds: sets.some(set => set.exceeds) };
}

/** Cut where the budget, or what fits into a set, ends. */
export function intersect(a: RequestSet, b: RequestSet, budget: Budget = combiningBudget()): RequestSet {
  const pieces: Piece[] = [];
  for (const one of a.pieces) {
    for (const other of b.pieces) {
      if (pieces.length === MOST_PIECES || isSpent(budget)) {
        return { pieces, lacks: true, exceeds: a.exceeds || b.exceeds };
      }
      const isApart = boxesSurelyDisjoint(one.box, other.box, budget);
      const piece = isApart
        ? undefined
        : pieceOf(intersectBoxes(one.box, other.box, budget), [...one.without, ...other.without], budget);
      if (piece) pieces.push(piece);
    }
  }
  return { pieces, lacks: a.lacks || b.lacks, exceeds: a.exceeds || b.exceeds };
}

/** Past the end of the budget, what it takes away is put down without a look at whether it meets the pieces at all. */
export function subtract(from: RequestSet, what: RequestSet, budget: Budget = combiningBudget()): RequestSet {
  const whole = what.pieces.filter(({ without }) => without.length === 0).map(({ box }) => box);
  let pieces = from.pieces.flatMap(piece => withoutBoxes(piece, whole, budget));
  let wasCut = false;
  for (const taken of what.pieces) {
    if (taken.without.length === 0) continue;
    if (isSpent(budget)) return { pieces, lacks: from.lacks || what.exceeds || wasCut, exceeds: true };
    pieces = pieces.flatMap(piece => leftOf(piece, taken, budget));
    wasCut ||= pieces.length > MOST_PIECES;
    pieces = pieces.slice(0, MOST_PIECES);
  }
  return { pieces, lacks: from.lacks || what.exceeds || wasCut, exceeds: from.exceeds || what.lacks };
}

/** Whether a glance shows no reason why the two should have no request in common. */
export function mayMeet(a: RequestSet, b: RequestSet, budget: Budget): boolean {
  return a.pieces.some(one => b.pieces.some(other => !boxesSurelyDisjoint(one.box, other.box, budget)));
}

/** The piece without these boxes too: one, or none when a glance shows that nothing is left. */
function withoutBoxes(piece: Piece, boxes: readonly Box[], budget: Budget): readonly Piece[] {
  if (isSpent(budget)) return [{ box: piece.box, without: [...piece.without, ...boxes] }];
  const met = boxes.filter(box => !boxesSurelyDisjoint(piece.box, box, budget));
  if (met.length === 0) return [piece];
  if (met.some(box => boxSurelyIncludes(box, piece.box, budget))) return [];
  const without = piece.without.length === 0 ? met : [...new Set([...piece.without, ...met])];
  budget.left -= without.length * LISTED;
  return [{ box: piece.box, without }];
}

/** What taking away `taken` leaves of a piece: all outside its box, and what its own exceptions give back. */
function leftOf(piece: Piece, taken: Piece, budget: Budget): readonly Piece[] {
  if (boxesSurelyDisjoint(piece.box, taken.box, budget)) return [piece];
  const givenBack = taken.without.map(back => pieceOf(intersectBoxes(piece.box, back, budget), piece.without, budget));
  return [...withoutBoxes(piece, [taken.box], budget), ...givenBack.filter(left => left !== undefined)];
}

/** Undefined when a glance shows that nothing is left. */
function pieceOf(box: Box, without: readonly Box[], budget: Budget): Piece | undefined {
  if (isEmptyBox(box)) return undefined;
  budget.left -= without.length * LISTED;
  const met = [...new Set(without)].filter(other => !boxesSurelyDisjoint(box, other, budget));
  return met.some(other => boxSurelyIncludes(other, box, budget)) ? undefined : { box, without: met };
}
