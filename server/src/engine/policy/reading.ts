/** Texts of policies as sets of strings: for certain, and at most. The difference is what a template leaves open. */
import { type Answer, certainReadings, type Hole, type Parts, possibleReadings, type Text } from '../model/text';
import type { KeyStates } from './context';
import {
  ANY_IN_SEGMENT,
  ANY_STRING,
  ANY_UNIT,
  COLON,
  complement,
  glob,
  intersect,
  type Language,
  literal,
  literalIgnoringCase,
  nothing,
  patternOf,
  type Spelling,
  type Tokens,
  UNIT_IN_SEGMENT,
  union,
  verbatim,
  wildcards,
} from './language';

/** What is known of the deployment and of who asks. */
export interface Given {
  /** Twelve digits: the account of the principal, which is that of the roles it can pass. */
  readonly account?: string;
  readonly region?: string;
  readonly partition?: string;
  /** What a reference to another resource will be; undefined: one text that nobody knows. */
  readonly nameOf?: (reference: Hole) => string | undefined;
  /** The value of a policy variable, named in lower case: `aws:username`. */
  readonly variable?: (name: string) => string | undefined;
  /** Whether the requests of who asks carry a key whose value `variable` does not know; undefined: nobody knows. */
  readonly carries?: (key: string) => Answer;
  /** What a key, in lower case, holds in all requests of who asks, at most; undefined where nothing is known of that. */
  readonly own?: (key: string) => KeyStates | undefined;
  /** Of the statement that is read: `${aws:username}` is plain text. */
  readonly variables?: false;
}

/** Stand-ins for what all parts of one deployment share. The account is the one of AWS's own examples. */
export const standIns = {
  account: '123456789012',
  region: 'us-east-1',
  partition: 'aws',
  suffix: 'amazonaws.com',
} as const;

/** Two bounds of a set: what is in it however the open parts turn out, and what can be. */
export interface Bounds<T> {
  readonly certain: T;
  readonly possible: T;
}

/** How a text is read: with wildcards, with wildcards inside the parts of an ARN, or as it stands. */
export type Reading = 'pattern' | 'arn' | 'literal';

/** Patterns beyond this length are not matched: no ARN, action or value of IAM is as long. */
const LONGEST_PATTERN = 2048;

/** The texts that a policy's text matches. Where nothing is open, both bounds are the same object. */
export function languageOf(text: Text, reading: Reading, given: Given, spelling: Spelling = {}): Bounds<Language> {
  const [only] = text.parts;
  if (text.parts.length === 1 && typeof only === 'string' && !only.includes('${') && only.length <= LONGEST_PATTERN) {
    return exactly(writtenLanguage(only, reading, spelling));
  }
  const settled = { ...text, parts: text.parts.map(decidedByDeployment) };
  const read = (parts: Parts) => tokensOf(parts, reading, given);
  const matched = (tokens: Tokens | undefined) => (tokens === undefined ? nothing : patternOf(tokens, spelling));
  const possible = possibleReadings(settled).map(read);
  if (possible.length === 1 && isExact(possible[0]!)) return exactly(matched(possible[0]!.certain));
  const certain = certainReadings(settled).map(read);
  return {
    certain: intersect(...certain.map(one => matched(one.certain))),
    possible: union(...possible.map(one => matched(one.possible))),
  };
}

/** The common case, without the way through tokens. */
function writtenLanguage(text: string, reading: Reading, spelling: Spelling): Language {
  if (reading === 'literal' || !/[*?]/.test(text))
    return spelling.ignoreCase ? literalIgnoringCase(text) : literal(text);
  return reading === 'arn' ? patternOf(withinSegments(wildcards(text)), spelling) : glob(text, spelling);
}

export function exactly<T>(known: T): Bounds<T> {
  return { certain: known, possible: known };
}

export function isExact<T>(bounds: Bounds<T>): boolean {
  return bounds.certain === bounds.possible;
}

/** Everything else: what is surely out of a set is what may not be in it. */
export function opposite(bounds: Bounds<Language>): Bounds<Language> {
  const certain = complement(bounds.possible);
  return isExact(bounds) ? exactly(certain) : { certain, possible: complement(bounds.certain) };
}

/** Bounds of what is made of several things, worked out once where all of them are known exactly. */
export function combine<T, U>(parts: readonly Bounds<T>[], make: (parts: readonly T[]) => U): Bounds<U> {
  const certain = make(parts.map(part => part.certain));
  return parts.every(isExact) ? exactly(certain) : { certain, possible: make(parts.map(part => part.possible)) };
}

/** Of what the deployment itself decides, the stand-ins speak, not the usual values. */
function decidedByDeployment(part: string | Hole): string | Hole {
  return typeof part !== 'string' && part.kind === 'ambient' ? { hole: part.hole, kind: 'ambient' } : part;
}

/**
 * What a part is for certain, and a pattern of what it can be; undefined where that is no text at all. A part that may be any text,
 * wildcards included, has `*` for a pattern.
 */
type Read = Bounds<Tokens | undefined>;

const OPEN: Read = { certain: undefined, possible: [ANY_STRING] };

function tokensOf(parts: Parts, reading: Reading, given: Given): Read {
  const read = parts.map(part =>
    typeof part === 'string' ? readWritten(part, reading, given) : readHole(part, given),
  );
  const whole = combine(read, joined);
  if ([whole.certain, whole.possible].some(tokens => tokens && tokens.length > LONGEST_PATTERN)) return OPEN;
  return reading === 'arn' ? combine([whole], ([tokens]) => tokens && withinSegments(tokens)) : whole;
}

function joined(parts: readonly (Tokens | undefined)[]): Tokens | undefined {
  const texts = parts.filter(part => part !== undefined);
  return texts.length < parts.length ? undefined : texts.flat();
}

function readHole(hole: Hole, given: Given): Read {
  if (hole.kind === 'parameter' || hole.kind === 'opaque') return OPEN;
  return exactly(verbatim(hole.kind === 'ambient' ? ambient(hole.hole, given) : reference(hole, given)));
}

/** One text that no other is equal to, written as the template says it. */
function reference(hole: Hole, given: Given): string {
  return given.nameOf?.(hole) ?? `\${${hole.hole}}`;
}

function ambient(name: string, given: Given): string {
  const { account, region, partition, suffix } = { ...standIns, ...given };
  if (/account_?id$/i.test(name)) return account;
  if (/partition$/i.test(name)) return partition;
  if (/suffix$/i.test(name)) return suffix;
  return /region(\.(name|id|region))?$/i.test(name) ? region : `\${${name}}`;
}

/** A policy variable, or one of the escapes `${*}`, `${?}` and `${$}`. */
const VARIABLE = /\$\{([^}]{1,200})\}/;

function readWritten(text: string, reading: Reading, given: Given): Read {
  if (text.length > LONGEST_PATTERN) return OPEN;
  const words = text.includes('${') && given.variables !== false ? text.split(VARIABLE) : [text];
  return combine(
    words.map((word, i) =>
      i % 2 === 1 ? readVariable(word, given) : exactly(reading === 'literal' ? verbatim(word) : wildcards(word)),
    ),
    joined,
  );
}

/** A variable's value never holds a wildcard, but who does not know it cannot say what it matches. */
function readVariable(word: string, given: Given): Read {
  if (word === '*' || word === '?' || word === '$') return exactly(verbatim(word));
  if (!word.includes(':')) return exactly(verbatim(`\${${word}}`));
  const { name, usual } = partsOf(word);
  const value = given.variable?.(name.toLowerCase());
  if (value !== undefined) return exactly(verbatim(value));
  const carried = given.carries?.(name.toLowerCase()) ?? 'maybe';
  if (carried === 'maybe') return OPEN;
  if (carried === 'no') return exactly(usual === undefined ? undefined : verbatim(usual));
  return { certain: verbatim(standInOf(name)), possible: OPEN.possible };
}

/** A variable's name, and the default for requests without it: `${aws:username, 'anonymous'}`. */
function partsOf(word: string): { readonly name: string; readonly usual?: string } {
  const [, name = word, usual] = /^([^,]*),\s*'([^']*)'\s*$/.exec(word) ?? [];
  return { name: name.trim(), ...(usual === undefined ? {} : { usual }) };
}

/** One text that nobody knows: an account, a tag that a resource can have too. */
function standInOf(name: string): string {
  return /^aws:principalaccount$/i.test(name) ? standIns.account : `\${${name}}`;
}

/**
 * Whether a text names a variable that no request of who asks carries: "any attempt to match it fails and causes the statement to be
 * invalid" (IAM policy elements: Variables and tags), also when the statement means all that the text does not match.
 */
export function isInvalid(text: Text, given: Given): boolean {
  if (given.variables === false || !given.carries) return false;
  return text.parts.some(
    part => typeof part === 'string' && readWritten(part, 'literal', given).possible === undefined,
  );
}

/** In an ARN under ArnLike, wildcards of the first five parts do not reach beyond their part. */
function withinSegments(tokens: Tokens): Tokens {
  if (tokens.filter(token => token === COLON).length < 5) return tokens;
  let colons = 0;
  return tokens.map(token => {
    if (token === COLON) colons++;
    if (colons >= 5) return token;
    return token === ANY_STRING ? ANY_IN_SEGMENT : token === ANY_UNIT ? UNIT_IN_SEGMENT : token;
  });
}
