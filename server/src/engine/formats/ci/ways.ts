/**
 * The ways through a pipeline. What only a run knows, such as the branch, decides which commands it comes to: a pipeline is read once
 * for each of the values that it compares such a thing with, and once for all others.
 */
import { type Hole, joined, type Text } from '../../model/text';

type Parts = Text['parts'];

/** What one way takes for granted of something that only a run knows. In patterns `anything` stands for any text. */
export interface Supposition {
  readonly is?: Parts;
  readonly not: readonly Parts[];
}

export interface Way {
  /** By the name of what is supposed: `github.ref`, `CI_COMMIT_BRANCH`. */
  readonly supposed: ReadonlyMap<string, Supposition>;
  /** What is compared and not supposed, with what it is compared with. */
  readonly asked: Map<string, Parts[]>;
}

export const anything: Hole = { hole: '…', kind: 'opaque' };

/** More ways than this are not told apart: what decides between them stays open. */
const MAX_WAYS = 16;
const MAX_VALUES = 8;

/** `among`: the only values that a name can have, where that is known; those of `named` are told apart although nobody asks. */
export function waysThrough<T>(
  among: ReadonlyMap<string, readonly Parts[]>,
  walk: (way: Way) => T,
  named?: string,
): readonly T[] {
  const results: T[] = [];
  const known = named === undefined ? undefined : among.get(named);
  const open: Way['supposed'][] = known ? splitAt(named!, [], new Map(), known).reverse() : [new Map()];
  for (let next = open.pop(); next; next = open.pop()) {
    const way: Way = { supposed: next, asked: new Map() };
    const result = walk(way);
    const [first] = way.asked;
    const more = first ? splitAt(first[0], first[1], next, among.get(first[0])) : [];
    if (more.length > 0 && results.length + open.length + more.length <= MAX_WAYS) open.push(...more.reverse());
    else results.push(result);
  }
  return results;
}

function splitAt(
  name: string,
  asked: readonly Parts[],
  supposed: Way['supposed'],
  among: readonly Parts[] | undefined,
): Way['supposed'][] {
  const before = supposed.get(name)?.not ?? [];
  const values = (among ?? asked).slice(0, MAX_VALUES);
  const each = values.map(is => new Map(supposed).set(name, { is, not: [] }));
  const others = new Map(supposed).set(name, { not: [...before, ...values] });
  return among ? each : [...each, others];
}

/** Names for parts of what another name stands for: `main` of `refs/heads/main`. */
const shorter: Readonly<Record<string, { readonly of: string; readonly prefix: string }>> = {
  'github.ref_name': { of: 'github.ref', prefix: 'refs/heads/' },
  CI_COMMIT_REF_NAME: { of: 'CI_COMMIT_BRANCH', prefix: '' },
};

/** A text with what a way supposes in the place of what only a run knows. */
export function supposing(text: Text, way: Way): Text {
  if (way.supposed.size === 0 || text.parts.every(part => typeof part === 'string')) return text;
  const parts = text.parts.flatMap(part => (typeof part === 'string' ? [part] : supposedValue(part, way)));
  return { parts: joined(parts), at: text.at };
}

function supposedValue(hole: Hole, { supposed }: Way): Parts {
  const name = hole.hole;
  if (name === 'CI_COMMIT_REF_SLUG') return slug(supposed.get('CI_COMMIT_BRANCH')?.is) ?? [hole];
  const own = shorter[name];
  const is = supposed.get(own?.of ?? name)?.is;
  if (!is) return [hole];
  const [first, ...rest] = is;
  // Nothing is the name of no branch: then it is a tag's.
  if (!own || own.prefix === '') return own && is.length === 0 ? [hole] : is;
  return typeof first === 'string' ? joined([first.replace(/^refs\/(?:heads|tags)\//, ''), ...rest]) : [hole];
}

/** Source: GitLab Docs, "Predefined CI/CD variables reference". */
function slug(is: Parts | undefined): Parts | undefined {
  const [only, ...more] = is ?? [];
  if (typeof only !== 'string' || more.length > 0) return undefined;
  const word = only.toLowerCase().replace(/[^a-z0-9]/g, '-');
  return [word.slice(0, 63).replace(/^-+|-+$/g, '')];
}

/** Whether a text is like a pattern; asked where a way supposes nothing of it. */
export function isLike(text: Parts, pattern: Parts, way: Way, ignoreCase = false): boolean | undefined {
  const [a, b] = ignoreCase ? [lower(text), lower(pattern)] : [text, pattern];
  if (b.length === 1 && b[0] === anything) return true;
  if (a.every(part => typeof part === 'string')) return literalIsLike(a.join(''), b);
  if (JSON.stringify(a) === JSON.stringify(b)) return true;
  const [only, ...more] = text;
  if (only && typeof only !== 'string' && more.length === 0 && only !== anything) return ask(only.hole, pattern, way);
  return openIsLike(a, b);
}

function lower(parts: Parts): Parts {
  return parts.map(part => (typeof part === 'string' ? part.toLowerCase() : part));
}

function literalIsLike(text: string, pattern: Parts): boolean | undefined {
  if (pattern.some(part => typeof part !== 'string' && part !== anything)) return undefined;
  let at = 0;
  for (const [i, part] of pattern.entries()) {
    if (typeof part !== 'string') continue;
    const isLast = i === pattern.length - 1;
    const found = isLast && i > 0 ? text.length - part.length : text.indexOf(part, at);
    if (found < at || (i === 0 && found !== 0) || !text.startsWith(part, found)) return false;
    at = found + part.length;
  }
  return at === text.length || pattern.at(-1) === anything;
}

/** Of a text that begins or ends otherwise nobody has to know the rest. */
function openIsLike(text: Parts, pattern: Parts): boolean | undefined {
  if (pattern.length === 0 && text.some(part => typeof part === 'string')) return false;
  const [first, last, begins, ends] = [text[0], text.at(-1), pattern[0], pattern.at(-1)];
  if (typeof first === 'string' && typeof begins === 'string') {
    const length = Math.min(first.length, begins.length);
    if (first.slice(0, length) !== begins.slice(0, length)) return false;
    if (pattern.length === 2 && ends === anything && first.startsWith(begins)) return true;
  }
  if (typeof last === 'string' && typeof ends === 'string') {
    const length = Math.min(last.length, ends.length);
    if (last.slice(-length) !== ends.slice(-length)) return false;
  }
  const [before, inside, after] = pattern;
  const isInside = before === anything && after === anything && typeof inside === 'string';
  return isInside && text.some(part => typeof part === 'string' && part.includes(inside)) ? true : undefined;
}

/** What has one value in the whole of a run has a name; `$(…)` is something else each time. */
const isOneValue = /^[A-Za-z_][\w.-]*$/;

function ask(name: string, pattern: Parts, way: Way): boolean | undefined {
  const own = shorter[name];
  const subject = own?.of ?? name;
  const [first, ...rest] = pattern;
  const whole = own && typeof first === 'string' && own.prefix !== '' ? [`${own.prefix}${first}`, ...rest] : pattern;
  const { is, not = [] } = way.supposed.get(subject) ?? {};
  if (is)
    return is.some(part => typeof part === 'string' || part.hole !== subject) ? isLike(is, whole, way) : undefined;
  if (!isOneValue.test(subject)) return undefined;
  const isLiteral = whole.every(part => typeof part === 'string');
  for (const excluded of not) {
    if (JSON.stringify(excluded) === JSON.stringify(whole)) return false;
    if (isLiteral && literalIsLike(whole.join(''), excluded)) return false;
  }
  const asked = way.asked.get(subject) ?? [];
  way.asked.set(subject, asked);
  if (!asked.some(before => JSON.stringify(before) === JSON.stringify(whole))) asked.push(whole);
  return undefined;
}

/** Whether something holds of which only its words are known. */
export function isTrue(words: string, way: Way): boolean | undefined {
  const supposed = way.supposed.get(words);
  if (supposed) return supposed.is !== undefined;
  way.asked.set(words, [['true']]);
  return undefined;
}

/** What a regular expression takes, where that can be said with `anything`: `^release/`, `^(main|master)$`. */
export function patternsOf(regex: string): readonly Parts[] | undefined {
  const [, begins, inner, ends] = /^(\^?)(.*?)(?:\.\*)?(\$?)$/.exec(regex.replaceAll('\\/', '/')) ?? [];
  const words = /^\(([^()]*)\)$/.exec(inner ?? '')?.[1]?.split('|') ?? [inner ?? ''];
  if (words.some(word => !/^[\w/-]*$/.test(word))) return undefined;
  const isOpen = regex.endsWith('.*') || regex.endsWith('.*$') || ends === '';
  return words.map(word => [...(begins === '' ? [anything] : []), word, ...(isOpen ? [anything] : [])]);
}

/** The answer for any of several: one that holds is enough. */
export function isAnyLike(text: Parts, patterns: readonly Parts[], way: Way): boolean | undefined {
  const answers = patterns.map(pattern => isLike(text, pattern, way));
  if (answers.includes(true)) return true;
  return answers.includes(undefined) ? undefined : false;
}

/** A way that supposes nothing. */
export function noSupposition(): Way {
  return { supposed: new Map(), asked: new Map() };
}
