/**
 * Globs of paths: `*` and `?` within a folder, `**` across folders, `[a-z]`, `[!a-z]`, `{this,that}`; a backslash makes any character
 * ordinary. Hidden files are files as others are.
 */

/** No glob that is longer means anything: what is written by hand is shorter, and looking for a path takes time of both lengths. */
export const LONGEST_GLOB = 1024;

/** What may come next in a path. */
type State =
  | { readonly is: 'end' }
  | { readonly is: 'one' | 'any number'; readonly takes: Takes; readonly next: State }
  | { readonly is: 'either'; readonly of: readonly State[] };

type Takes = (character: string) => boolean;

/** What a glob is made of, in the order in which it is written. */
type Piece =
  | { readonly is: 'one' | 'any number'; readonly takes: Takes }
  | { readonly is: 'folders' }
  | { readonly is: 'either'; readonly of: readonly (readonly Piece[])[] };

/** Whether a glob relative to a folder means a path in it. Takes time of the product of their lengths at most, whatever the glob is. */
export function matchesGlob(glob: string, path: string): boolean {
  const pattern = glob.replace(/^\.\//, '');
  if (pattern === path) return true;
  const head = pattern.search(SPECIAL);
  if (head < 0 || pattern.length > LONGEST_GLOB || !path.startsWith(pattern.slice(0, head))) return false;
  const tail = ordinaryEnd(pattern);
  const end = path.length - (pattern.length - tail);
  if (end < head || !path.endsWith(pattern.slice(tail))) return false;
  const start = statesOf(piecesOf([...pattern.slice(head, tail)]), END);
  return runsToEnd(start, path.slice(head, end));
}

/** Where the ordinary characters begin with which a glob ends; the slash of `**` + `/` is not one of them. */
function ordinaryEnd(pattern: string): number {
  const tail = pattern.search(/[^*?[\]{}\\]*$/);
  const isTaken = pattern[tail - 1] === '\\' || (pattern[tail] === '/' && pattern.slice(0, tail).endsWith('**'));
  return isTaken ? tail + 1 : tail;
}

/** The glob that means this path alone. */
export function globOf(path: string): string {
  return path.replace(/[*?[{]/g, '[$&]').replaceAll('\\', '\\\\');
}

const SPECIAL = /[*?[{\\]/;
const END: State = { is: 'end' };
const inFolder: Takes = character => character !== '/';
const across: Takes = () => true;

function runsToEnd(start: State, path: string): boolean {
  let states = new Set<State>();
  enter(start, states);
  for (const character of path) {
    const after = new Set<State>();
    for (const state of states) {
      if (state.is === 'any number' && state.takes === across && state.next === END) return true;
      if (state.is === 'either' || state.is === 'end' || !state.takes(character)) continue;
      enter(state.is === 'one' ? state.next : state, after);
    }
    if (after.size === 0) return false;
    states = after;
  }
  return states.has(END);
}

/** A state with all that can be reached from it without a character. */
function enter(state: State, into: Set<State>): void {
  if (into.has(state)) return;
  into.add(state);
  if (state.is === 'either') for (const one of state.of) enter(one, into);
  else if (state.is === 'any number') enter(state.next, into);
}

/** From the last piece to the first, so that alternatives share what follows them. */
function statesOf(pieces: readonly Piece[], end: State): State {
  return pieces.reduceRight<State>((next, piece) => {
    if (piece.is === 'either') return { is: 'either', of: piece.of.map(one => statesOf(one, next)) };
    if (piece.is !== 'folders') return { ...piece, next };
    const folder: State = { is: 'one', takes: character => character === '/', next };
    return { is: 'either', of: [next, { is: 'any number', takes: across, next: folder }] };
  }, end);
}

/** Braces that are being read: alternatives that are complete, and the one that is not. */
interface Open {
  readonly done: (readonly Piece[])[];
  pieces: Piece[];
}

function piecesOf(written: readonly string[]): readonly Piece[] {
  const closing = closingBraces(written);
  const braces: Open[] = [{ done: [], pieces: [] }];
  const ends: number[] = [];
  for (let i = 0; i < written.length; ) {
    const inner = braces.at(-1)!;
    const character = written[i]!;
    if (character === '{' && closing.has(i)) {
      braces.push({ done: [], pieces: [] });
      ends.push(closing.get(i)!);
      i++;
    } else if (i === ends.at(-1)) {
      ends.pop();
      braces.pop();
      braces.at(-1)!.pieces.push({ is: 'either', of: [...inner.done, inner.pieces] });
      i++;
    } else if (character === ',' && ends.length > 0) {
      inner.done.push(inner.pieces);
      inner.pieces = [];
      i++;
    } else {
      const { piece, end } = pieceAt(written, i);
      inner.pieces.push(piece);
      i = end;
    }
  }
  return braces[0]!.pieces;
}

/** Where each brace ends that holds a comma of its own; all others are ordinary characters. */
function closingBraces(written: readonly string[]): ReadonlyMap<number, number> {
  const closing = new Map<number, number>();
  const open: { readonly at: number; holds: boolean }[] = [];
  for (let i = 0; i < written.length; i++) {
    const character = written[i];
    if (character === '\\') i++;
    else if (character === '[') i = (setAt(written, i)?.end ?? i + 1) - 1;
    else if (character === '{') open.push({ at: i, holds: false });
    else if (character === ',' && open.length > 0) open.at(-1)!.holds = true;
    else if (character === '}') {
      const last = open.pop();
      if (last?.holds) closing.set(last.at, i);
    }
  }
  return closing;
}

interface Read {
  readonly piece: Piece;
  /** The place after it. */
  readonly end: number;
}

function pieceAt(written: readonly string[], at: number): Read {
  const character = written[at]!;
  if (character === '*') return starsAt(written, at);
  if (character === '?') return { piece: { is: 'one', takes: inFolder }, end: at + 1 };
  const set = character === '[' ? setAt(written, at) : undefined;
  if (set) return set;
  const isEscape = character === '\\' && at + 1 < written.length;
  const ordinary = isEscape ? written[at + 1] : character;
  return { piece: { is: 'one', takes: one => one === ordinary }, end: at + (isEscape ? 2 : 1) };
}

function starsAt(written: readonly string[], at: number): Read {
  let end = at;
  while (written[end] === '*') end++;
  if (end - at === 1) return { piece: { is: 'any number', takes: inFolder }, end };
  const isFolders = written[end] === '/';
  return isFolders ? { piece: { is: 'folders' }, end: end + 1 } : { piece: { is: 'any number', takes: across }, end };
}

/** `[abc]`, `[a-z]`, `[!a]`, `[^a]`; undefined when it is not closed. A bracket that stands first is one of the characters. */
function setAt(written: readonly string[], at: number): Read | undefined {
  const isNot = written[at + 1] === '!' || written[at + 1] === '^';
  const from = at + (isNot ? 2 : 1);
  const end = written.indexOf(']', from + 1);
  if (end < 0) return undefined;
  const ranges = rangesIn(written.slice(from, end));
  const isIn = (character: string) => ranges.some(([first, last]) => first <= character && character <= last);
  return { piece: { is: 'one', takes: one => one !== '/' && isIn(one) !== isNot }, end: end + 1 };
}

function rangesIn(characters: readonly string[]): readonly (readonly [string, string])[] {
  const ranges: [string, string][] = [];
  for (let i = 0; i < characters.length; i++) {
    const first = characters[i]!;
    const isRange = characters[i + 1] === '-' && i + 2 < characters.length;
    if (isRange) i += 2;
    ranges.push([first, characters[i]!]);
  }
  return ranges;
}
