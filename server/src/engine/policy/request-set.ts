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
import { anything, glob, type Language, literal } from './language';

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

export function intersect(a: RequestSet, b: RequestSet): RequestSet {
  const pieces: Piece[] = [];
  for (const one of a.pieces) {
    for (const other of b.pieces) {
      if (pieces.length === MOST_PIECES) return { pieces, lacks: true, exceeds: a.exceeds || b.exceeds };
      const box = boxesSurelyDisjoint(one.box, other.box) ? undefined : intersectBoxes(one.box, other.box);
      const piece = box && pieceOf(box, [...one.without, ...other.without]);
      if (piece) pieces.push(piece);
    }
  }
  return { pieces, lacks: a.lacks || b.lacks, exceeds: a.exceeds || b.exceeds };
}

export function subtract(from: RequestSet, what: RequestSet): RequestSet {
  const whole = what.pieces.filter(({ without }) => without.length === 0).map(({ box }) => box);
  let pieces = from.pieces.flatMap(piece => withoutBoxes(piece, whole));
  let cut = false;
  for (const taken of what.pieces) {
    if (taken.without.length === 0) continue;
    pieces = pieces.flatMap(piece => leftOf(piece, taken));
    cut ||= pieces.length > MOST_PIECES;
    pieces = pieces.slice(0, MOST_PIECES);
  }
  return { pieces, lacks: from.lacks || what.exceeds || cut, exceeds: from.exceeds || what.lacks };
}

/** The piece without these boxes too: one, or none when a glance shows that nothing is left. */
function withoutBoxes(piece: Piece, boxes: readonly Box[]): readonly Piece[] {
  const met = boxes.filter(box => !boxesSurelyDisjoint(piece.box, box));
  if (met.length === 0) return [piece];
  if (met.some(box => boxSurelyIncludes(box, piece.box))) return [];
  return [{ box: piece.box, without: [...new Set([...piece.without, ...met])] }];
}

/** What taking away `taken` leaves of a piece: all outside its box, and what its own exceptions give back. */
function leftOf(piece: Piece, taken: Piece): readonly Piece[] {
  if (boxesSurelyDisjoint(piece.box, taken.box)) return [piece];
  const givenBack = taken.without.map(back => pieceOf(intersectBoxes(piece.box, back), piece.without));
  return [...withoutBoxes(piece, [taken.box]), ...givenBack.filter(left => left !== undefined)];
}

/** Undefined when a glance shows that nothing is left. */
function pieceOf(box: Box, without: readonly Box[]): Piece | undefined {
  if (isEmptyBox(box)) return undefined;
  const met = [...new Set(without)].filter(other => !boxesSurelyDisjoint(box, other));
  return met.some(other => boxSurelyIncludes(other, box)) ? undefined : { box, without: met };
}
