import type { Tier } from '../../model/environment';
import {
  companions,
  negations,
  ordinaryAfter,
  ordinaryBefore,
  sharedEnvironments,
  usualEnvironments,
} from '../../model/environment-words';
import type { Settings } from '../../model/settings';

export interface NamedEnvironment {
  readonly name: string;
  readonly tier: Tier | undefined;
}

/** The words for environments: the usual ones and the workspace's own. */
export interface Vocabulary {
  /** The environment that a word or name says, `nonprod-orders` → development; undefined when it says none or contradicts itself. */
  environmentIn(name: string): NamedEnvironment | undefined;
  /** Unlike `environmentIn`, of a word that is known to name one: by name or alias, and without a tier when nobody declares it. */
  environmentCalled(name: string): NamedEnvironment;
}

/** What stands where a name has a hole: a token with it is no word, since nobody knows the rest of it. */
export const holeMark = '\uFFFC';

/** A word of one or more tokens. */
interface Phrase {
  readonly tokens: readonly string[];
  readonly means: NamedEnvironment;
}

interface Words {
  /** By first token, longest first. */
  readonly declared: ReadonlyMap<string, readonly Phrase[]>;
  readonly anywhere: ReadonlyMap<string, NamedEnvironment>;
  readonly alone: ReadonlyMap<string, NamedEnvironment>;
  readonly called: ReadonlyMap<string, NamedEnvironment>;
}

const usual: Words = usualWords();
const usualVocabulary = vocabularyOf(usual);

/** So that what was judged with the words of a settings file stays judged while the file says the same. */
const remembered = new WeakMap<Settings['environments'], Vocabulary>();

/** The vocabulary that some settings files declare together; the same object for none, and for the same one. */
export function vocabulary(settings: readonly Settings[]): Vocabulary {
  const declaring = settings.map(one => one.environments).filter(environments => environments.length > 0);
  const [first] = declaring;
  if (!first) return usualVocabulary;
  const known = declaring.length === 1 ? remembered.get(first) : undefined;
  if (known) return known;
  const made = vocabularyOf(withDeclared(declaring.flat()));
  if (declaring.length === 1) remembered.set(first, made);
  return made;
}

function vocabularyOf(words: Words): Vocabulary {
  return {
    environmentIn: name => environmentIn(tokensOf(name), words),
    environmentCalled: name => words.called.get(name.toLowerCase()) ?? { name, tier: undefined },
  };
}

function usualWords(): Words {
  const anywhere = new Map<string, NamedEnvironment>();
  const alone = new Map<string, NamedEnvironment>();
  const called = new Map<string, NamedEnvironment>(
    sharedEnvironments.map(name => [name, { name, tier: undefined }] as const),
  );
  for (const { name, tier, words, aloneWords } of usualEnvironments) {
    const means = { name, tier };
    for (const word of words) anywhere.set(word, means);
    for (const word of aloneWords) alone.set(word, means);
    for (const word of [name, ...words, ...aloneWords]) called.set(word, means);
  }
  return { declared: new Map(), anywhere, alone, called };
}

/** A declared word wins over a usual one, and means its environment wherever it stands. */
function withDeclared(environments: Settings['environments']): Words {
  const declared = new Map<string, Phrase[]>();
  const called = new Map(usual.called);
  const anywhere = new Map(usual.anywhere);
  const alone = new Map(usual.alone);
  for (const { name, tier, aliases } of environments) {
    const known = usual.called.get(name.toLowerCase()) ?? environmentIn(tokensOf(name), usual);
    const means = { name, tier: tier ?? known?.tier };
    if (known?.name === name) for (const words of [anywhere, alone, called]) rename(words, name, means);
    for (const word of [name, ...aliases]) {
      called.set(word.toLowerCase(), means);
      addPhrase(declared, { tokens: tokensOf(word), means });
    }
  }
  return { declared, anywhere, alone, called };
}

/** Lets the usual words of a declared environment mean what is declared. */
function rename(words: Map<string, NamedEnvironment>, name: string, means: NamedEnvironment): void {
  for (const [word, before] of words) if (before.name === name) words.set(word, means);
}

function addPhrase(phrases: Map<string, Phrase[]>, phrase: Phrase): void {
  const [first] = phrase.tokens;
  if (first === undefined) return;
  const list = [...(phrases.get(first) ?? []), phrase];
  phrases.set(
    first,
    list.sort((a, b) => b.tokens.length - a.tokens.length),
  );
}

/** Longer names than AWS allows anywhere are cut. */
const MAX_LENGTH = 2048;
const REGION = /\b(?:af|ap|ca|cn|eu|il|me|mx|sa|us)-(?:gov-|iso[a-z]?-)?(?:north|south|east|west|central){1,2}-\d\b/g;
const BOUNDARY = /[-_/.:\s@,+=|]+|(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])/;

/** The words of a name in lower case, split at delimiters and at humps. */
export function tokensOf(name: string): readonly string[] {
  const cut = name.slice(0, MAX_LENGTH).replace(REGION, ' ');
  return cut.split(BOUNDARY).flatMap(token => (token === '' ? [] : [token.toLowerCase()]));
}

function environmentIn(tokens: readonly string[], words: Words): NamedEnvironment | undefined {
  const said = new Map<string, NamedEnvironment>();
  for (let i = 0; i < tokens.length; ) {
    const { means, length } = readAt(tokens, i, words);
    if (means) said.set(means.name, means);
    i += length;
  }
  if (said.size > 1) return undefined;
  const [only] = said.values();
  return only ?? standingAlone(tokens, words);
}

/** What the tokens from `i` on say first, and how many of them say it. */
function readAt(
  tokens: readonly string[],
  i: number,
  words: Words,
): { means: NamedEnvironment | undefined; length: number } {
  const token = tokens[i]!;
  const phrase = words.declared.get(token)?.find(p => p.tokens.every((word, k) => tokens[i + k] === word));
  if (phrase) return { means: phrase.means, length: phrase.tokens.length };
  const next = tokens[i + 1];
  if (negations.has(token) && next !== undefined && wordFor(next, words)?.tier === 'production') {
    const other = negations.get(token);
    return { means: other && words.called.get(other), length: 2 };
  }
  const means = words.anywhere.get(token) ?? words.anywhere.get(withoutNumber(token));
  return { means: means && isOrdinary(token, means, tokens[i - 1], next) ? undefined : means, length: 1 };
}

/** Whether what stands beside a word makes it an ordinary one. */
function isOrdinary(
  token: string,
  { name }: NamedEnvironment,
  before: string | undefined,
  after: string | undefined,
): boolean {
  const followed = after !== undefined && ordinaryBefore.get(name)?.includes(after);
  return followed || (before !== undefined && (ordinaryAfter.get(token)?.includes(before) ?? false));
}

function wordFor(token: string, words: Words): NamedEnvironment | undefined {
  const phrase = words.declared.get(token)?.find(p => p.tokens.length === 1);
  return phrase?.means ?? words.anywhere.get(token) ?? words.anywhere.get(withoutNumber(token));
}

/** The environment of a name that is nothing but a word for it. `pr12` is the usual name for a pull request's. */
function standingAlone(tokens: readonly string[], words: Words): NamedEnvironment | undefined {
  const own = tokens.filter(token => !companions.has(token) && !/^\d+$/.test(token));
  if (own.length === 0 && tokens.length === 1) return words.alone.get(tokens[0]!);
  const [only] = own;
  if (only === undefined || own.length > 1) return undefined;
  if (/^pr\d+$/.test(only)) return words.called.get('development');
  return words.alone.get(only) ?? (only.startsWith('int') ? undefined : words.alone.get(withoutNumber(only)));
}

/** `prod` of `prod1`, `dev` of `dev02`. */
function withoutNumber(token: string): string {
  return token.replace(/(?<=[a-z])\d{1,2}$/, '');
}
