import type { Budget } from './budget';
import { ANY_STRING, fold, literalText, normalize, type Tokens, wildcards } from './pattern';
import { matches } from './pattern-relations';
import { inRange, type Range, type Values } from './range';

export type Language = Strings | Glob | Range | Not | AnyOf | AllOf;

/** Finitely many strings, sorted; with `ignoreCase` each in lower case, standing for all its spellings. */
export interface Strings {
  readonly kind: 'strings';
  readonly list: readonly string[];
  readonly set: ReadonlySet<string>;
  readonly ignoreCase: boolean;
}

/** The strings that a pattern with at least one wildcard matches. */
export interface Glob {
  readonly kind: 'glob';
  readonly tokens: Tokens;
  readonly ignoreCase: boolean;
}

export interface Not {
  readonly kind: 'not';
  readonly of: Language;
}

/** The union; no member is an `any` itself. */
export interface AnyOf {
  readonly kind: 'any';
  readonly of: readonly Language[];
}

/** The intersection; no member is an `all` itself. */
export interface AllOf {
  readonly kind: 'all';
  readonly of: readonly Language[];
}

export interface Spelling {
  /** ASCII letters match in either case, as in service prefixes, actions and values under `…IgnoreCase`. */
  readonly ignoreCase?: boolean;
}

export const nothing: Language = { kind: 'strings', list: [], set: new Set(), ignoreCase: false };
export const anything: Language = { kind: 'not', of: nothing };

/** Exactly these strings; a `*` in them is an asterisk. */
export function literal(...texts: readonly string[]): Language {
  return strings(texts, false);
}

/** Exactly these strings, in any case. */
export function literalIgnoringCase(...texts: readonly string[]): Language {
  return strings(texts, true);
}

export function strings(texts: Iterable<string>, ignoreCase: boolean): Language {
  const set = new Set<string>();
  for (const text of texts) set.add(ignoreCase ? fold(text) : text);
  return set.size === 0 ? nothing : { kind: 'strings', list: [...set].sort(), set, ignoreCase };
}

/** What an IAM pattern matches: `*` any string, `?` any one code unit. */
export function glob(pattern: string, spelling: Spelling = {}): Language {
  return patternOf(wildcards(pattern), spelling);
}

/** What a sequence of tokens matches. */
export function patternOf(tokens: Tokens, { ignoreCase = false }: Spelling = {}): Language {
  const normal = normalize(tokens, ignoreCase);
  const text = literalText(normal);
  if (text !== undefined) return strings([text], ignoreCase);
  if (normal.length === 1 && normal[0] === ANY_STRING) return anything;
  return { kind: 'glob', tokens: normal, ignoreCase };
}

export function isNothing(language: Language): boolean {
  return language.kind === 'strings' && language.list.length === 0;
}

export function isAnything(language: Language): boolean {
  return language.kind === 'not' && isNothing(language.of);
}

/** Means nothing once the budget is spent. */
export function accepts(language: Language, text: string, budget: Budget = unbounded()): boolean {
  return acceptsText(language, text, budget, {});
}

function unbounded(): Budget {
  return { left: Number.POSITIVE_INFINITY };
}

/** What it costs to look into one set; matching costs more, and so does reading what a text is worth. */
const LOOK = 0.01;
const READ = 0.15;

function acceptsText(language: Language, text: string, budget: Budget, values: Values): boolean {
  budget.left -= LOOK;
  if (budget.left < 0) return false;
  switch (language.kind) {
    case 'strings':
      return language.set.has(language.ignoreCase ? fold(text) : text);
    case 'glob':
      return matches(language.tokens, text, language.ignoreCase, budget);
    case 'range':
      if (values[language.scale] === undefined) budget.left -= READ;
      return inRange(language, text, values);
    case 'not':
      return !acceptsText(language.of, text, budget, values);
    case 'any':
      return language.of.some(member => acceptsText(member, text, budget, values));
    case 'all':
      return language.of.every(member => acceptsText(member, text, budget, values));
  }
}
