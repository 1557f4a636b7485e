/** Patterns with wildcards, as sequences of tokens: UTF-16 code units, or one of the negative numbers below. */

/** Any string: IAM's `*`. */
export const ANY_STRING = -1;
/** Any one code unit: IAM's `?`. */
export const ANY_UNIT = -2;
/** Any string without a colon: `*` inside one part of an ARN under ArnLike. */
export const ANY_IN_SEGMENT = -3;
/** Any one code unit but a colon. */
export const UNIT_IN_SEGMENT = -4;

export type Tokens = readonly number[];

export const COLON = 58;

/** Reads IAM's wildcards; inside ARN segments (`segment`) they do not cross a colon. */
export function wildcards(pattern: string, segment = false): Tokens {
  const tokens: number[] = [];
  for (let i = 0; i < pattern.length; i++) {
    const unit = pattern.charCodeAt(i);
    if (unit === 42) tokens.push(segment ? ANY_IN_SEGMENT : ANY_STRING);
    else if (unit === 63) tokens.push(segment ? UNIT_IN_SEGMENT : ANY_UNIT);
    else tokens.push(unit);
  }
  return tokens;
}

/** A string that stands for itself, wildcards included. */
export function verbatim(text: string): Tokens {
  return Array.from({ length: text.length }, (_, i) => text.charCodeAt(i));
}

/** One spelling of each pattern: runs of wildcards start with their single units and hold at most one string wildcard. */
export function normalize(tokens: Tokens, ignoreCase: boolean): Tokens {
  const out: number[] = [];
  for (let i = 0; i < tokens.length; ) {
    const token = tokens[i]!;
    let end = i + 1;
    if (token >= 0) out.push(ignoreCase ? foldUnit(token) : token);
    else {
      while (end < tokens.length && tokens[end]! < 0) end++;
      if (end === i + 1) out.push(token);
      else out.push(...normalizeRun(tokens.slice(i, end)));
    }
    i = end;
  }
  return out;
}

function normalizeRun(run: Tokens): Tokens {
  const free = run.every(token => token === ANY_STRING || token === ANY_UNIT);
  const bound = run.every(token => token === ANY_IN_SEGMENT || token === UNIT_IN_SEGMENT);
  if (run.length < 2 || (!free && !bound)) return run;
  const units = run.filter(token => !isString(token));
  return units.length === run.length ? units : [...units, free ? ANY_STRING : ANY_IN_SEGMENT];
}

/** ASCII only: no name that AWS compares without case has another letter. */
export function foldUnit(unit: number): number {
  return unit >= 65 && unit <= 90 ? unit + 32 : unit;
}

export function fold(text: string): string {
  return /^[ -~]*$/.test(text) ? text.toLowerCase() : text.replace(/[A-Z]+/g, letters => letters.toLowerCase());
}

/** The text that a pattern without wildcards stands for. */
export function literalText(tokens: Tokens): string | undefined {
  if (tokens.some(token => token < 0)) return undefined;
  return show(tokens);
}

/** How a text's own characters read in a pattern: what IAM would write for these tokens. */
export function show(tokens: Tokens): string {
  return tokens.map(token => (token >= 0 ? String.fromCharCode(token) : isString(token) ? '*' : '?')).join('');
}

function isString(token: number): boolean {
  return token === ANY_STRING || token === ANY_IN_SEGMENT;
}

/** A pattern as a machine that reads one code unit after another; a state is the set of tokens it may stand before. */
export interface PatternMachine {
  readonly start: bigint;
  step(state: bigint, unit: number): bigint;
  accepts(state: bigint): boolean;
  /** Every further text is accepted. */
  full(state: bigint): boolean;
  /** The code units that a state tells apart from all others. */
  letters(state: bigint): readonly number[];
}

interface Masks {
  readonly units: ReadonlyMap<number, bigint>;
  readonly advance: bigint;
  readonly advanceInSegment: bigint;
  readonly stay: bigint;
  readonly stayInSegment: bigint;
}

/** Shift-and matching: bit i of a state says that the tokens before i have been read. */
export function machineOf(tokens: Tokens, ignoreCase: boolean): PatternMachine {
  const masks = masksOf(tokens);
  const loops = masks.stay | masks.stayInSegment;
  const segments = masks.stayInSegment | masks.advanceInSegment;
  const end = 1n << BigInt(tokens.length);
  const settle = (state: bigint) => {
    const closed = closure(state, loops);
    const stars = closed & masks.stay;
    if (stars === 0n) return closed;
    // What an earlier position accepts, the last `*` reached accepts too.
    const last = highestBit(stars);
    return (closed >> last) << last;
  };
  return {
    start: settle(1n),
    accepts: state => (state & end) !== 0n,
    full: state => tokens.at(-1) === ANY_STRING && (state & (end >> 1n)) !== 0n,
    step(state, unit) {
      const folded = ignoreCase ? foldUnit(unit) : unit;
      let moved = masks.advance | (masks.units.get(folded) ?? 0n);
      let kept = masks.stay;
      if (unit !== COLON) {
        moved |= masks.advanceInSegment;
        kept |= masks.stayInSegment;
      }
      return settle(((state & moved) << 1n) | (state & kept));
    },
    letters(state) {
      const letters: number[] = [];
      for (const [unit, mask] of masks.units) if ((state & mask) !== 0n) letters.push(...spellings(unit, ignoreCase));
      if ((state & segments) !== 0n) letters.push(COLON);
      return letters;
    },
  };
}

/** Its index. */
function highestBit(bits: bigint): bigint {
  const digits = bits.toString(16);
  return BigInt(4 * digits.length - 1 - (Math.clz32(Number.parseInt(digits[0]!, 16)) - 28));
}

function closure(state: bigint, loops: bigint): bigint {
  let closed = state;
  for (;;) {
    const wider = closed | ((closed & loops) << 1n);
    if (wider === closed) return closed;
    closed = wider;
  }
}

function masksOf(tokens: Tokens): Masks {
  const units = new Map<number, bigint>();
  const wild = new Map<number, bigint>();
  tokens.forEach((token, i) => {
    const masks = token >= 0 ? units : wild;
    masks.set(token, (masks.get(token) ?? 0n) | (1n << BigInt(i)));
  });
  const of = (token: number) => wild.get(token) ?? 0n;
  return {
    units,
    advance: of(ANY_UNIT),
    advanceInSegment: of(UNIT_IN_SEGMENT),
    stay: of(ANY_STRING),
    stayInSegment: of(ANY_IN_SEGMENT),
  };
}

/** Both letters where case does not count. */
export function spellings(unit: number, ignoreCase: boolean): readonly number[] {
  return ignoreCase && unit >= 97 && unit <= 122 ? [unit, unit - 32] : [unit];
}
