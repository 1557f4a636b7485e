import { isBreak, lineEnd } from '../../text/line';
import { pieces } from '../edit/pieces';
import { maxDepth, tooDeep } from '../problems';
import type { Comment, ListNode, MapNode, ScalarNode, SyntaxNode } from '../tree';
import { quotesAt, readTomlString, stringEnd } from './strings';
import { mapOf, newTable, put, within } from './tables';

/** A part of a text that is being read, up to `end`, and what was found on the way. */
export interface Reading {
  readonly text: string;
  readonly end: number;
  at: number;
  readonly comments: Comment[];
  readonly faults: { readonly message: string; readonly start: number; readonly end: number }[];
  /** A string, a list or an inline table was still open at the end. */
  torn: boolean;
}

export function reading(text: string, at: number, end: number): Reading {
  return { text, end, at, comments: [], faults: [], torn: false };
}

export function fault(r: Reading, message: string, start: number, end: number): void {
  r.faults.push({ message, start, end });
}

export function looksAt(r: Reading, what: string): boolean {
  return r.at + what.length <= r.end && r.text.startsWith(what, r.at);
}

export function take(r: Reading, what: string): boolean {
  const there = looksAt(r, what);
  if (there) r.at += what.length;
  return there;
}

export function skipSpace(r: Reading): void {
  while (r.at < r.end && (r.text[r.at] === ' ' || r.text[r.at] === '\t')) r.at++;
}

/** Steps over white space, line breaks and comments. */
export function skipLines(r: Reading): void {
  for (;;) {
    skipSpace(r);
    if (looksAt(r, '#')) skipComment(r);
    else if (r.at < r.end && isBreak(r.text.charCodeAt(r.at))) r.at++;
    else return;
  }
}

export function skipComment(r: Reading): void {
  const end = Math.min(lineEnd(r.text, r.at), r.end);
  r.comments.push({ text: r.text.slice(r.at + 1, end).trim(), range: { start: r.at, end } });
  r.at = end;
}

/** The value that stands here; `depth` is its own. A word at the end of a `line` may be one that somebody forgot to quote. */
function readValue(r: Reading, depth: number, line = false): SyntaxNode {
  if (looksAt(r, '"') || looksAt(r, "'")) return readString(r);
  if (!looksAt(r, '[') && !looksAt(r, '{')) return readWord(r, line);
  if (depth < maxDepth) return looksAt(r, '[') ? readList(r, depth) : readInlineTable(r, depth);
  fault(r, tooDeep, r.at, r.at + 1);
  const skipped = nothing(r.at);
  r.at = r.end;
  r.torn = true;
  return skipped;
}

/** A value that is not there. */
function nothing(at: number): ScalarNode {
  return { kind: 'scalar', range: { start: at, end: at }, value: null, raw: '', style: 'plain' };
}

function readString(r: Reading): ScalarNode {
  const start = r.at;
  const { end, closed } = stringEnd(r.text, start, r.end);
  if (!closed) fault(r, 'this string is not closed', start, Math.min(lineEnd(r.text, start), end));
  if (!closed && end === r.end && r.text.startsWith(r.text[start]!.repeat(3), start)) r.torn = true;
  r.at = end;
  const out = pieces(r.text, start);
  readTomlString(r.text, { start, end }, out, (from, to) => fault(r, 'this is no escape that TOML knows', from, to));
  const raw = out.decoded(end).text;
  const style = r.text[start] === '"' ? 'double' : 'single';
  return { kind: 'scalar', range: { start, end }, value: raw, raw, style };
}

const dateTime = /\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d[^\s,\]}#]*/y;
const word = /[^\s,\]}#]+/y;

function readWord(r: Reading, line: boolean): ScalarNode {
  const start = r.at;
  let end = Math.min(r.end, matched(dateTime, r.text, start) ?? matched(word, r.text, start) ?? start + 1);
  const value = plainValue(r.text.slice(start, end));
  if (value === undefined) {
    if (line)
      end = Math.min(
        r.end,
        start + /^[^#\r\n]*/.exec(r.text.slice(start, lineEnd(r.text, start)))![0].trimEnd().length,
      );
    fault(r, 'this is no value of TOML; a text is written in quotes', start, end);
  }
  r.at = Math.max(end, start + 1);
  const raw = r.text.slice(start, end);
  return { kind: 'scalar', range: { start, end }, value: value ?? raw, raw, style: 'plain' };
}

function matched(pattern: RegExp, text: string, at: number): number | undefined {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : undefined;
}

const digits = '(?:0|[1-9](?:_?\\d)*)';
const decimal = new RegExp(`^[+-]?${digits}(?:\\.\\d(?:_?\\d)*)?(?:[eE][+-]?\\d(?:_?\\d)*)?$`);
const based = /^0(?:x[\da-fA-F](?:_?[\da-fA-F])*|o[0-7](?:_?[0-7])*|b[01](?:_?[01])*)$/;
const special = /^[+-]?(?:inf|nan)$/;
const moment =
  /^(?:\d{4}-\d\d-\d\d(?:[Tt ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:[Zz]|[+-]\d\d:\d\d)?)?|\d\d:\d\d(?::\d\d(?:\.\d+)?)?)$/;

/** Dates, times and what no JSON number can hold stay strings. Undefined for what TOML does not know. */
function plainValue(raw: string): string | number | boolean | undefined {
  if (raw === 'true' || raw === 'false') return raw === 'true';
  if (special.test(raw) || moment.test(raw)) return raw;
  if (!decimal.test(raw) && !based.test(raw)) return undefined;
  const number = Number(raw.replaceAll('_', ''));
  return Number.isFinite(number) ? number : raw;
}

function readList(r: Reading, depth: number): ListNode {
  const start = r.at++;
  const items: SyntaxNode[] = [];
  while (goesOn(r, start, ']')) {
    items.push(readValue(r, depth + 1));
    separate(r, ']');
  }
  return { kind: 'list', items, flow: true, range: { start, end: r.at } };
}

function readInlineTable(r: Reading, depth: number): MapNode {
  const start = r.at++;
  const table = newTable(start, depth + 1);
  while (goesOn(r, start, '}')) {
    const keys = readKeys(r);
    const key = keys?.at(-1);
    const parent = keys && within(table, keys.slice(0, -1), start, repeated => repeatedKey(r, repeated));
    if (key && parent) {
      if (parent.byKey.has(key.raw)) repeatedKey(r, key);
      put(parent, key, readAssigned(r, key, parent.depth + 1, false));
    } else {
      fault(r, keys ? tooDeep : 'no key stands here', r.at, Math.min(r.at + 1, r.end));
      r.at = Math.min(r.at + 1, r.end);
    }
    separate(r, '}');
  }
  return mapOf(table, { start, end: r.at });
}

/** Whether something stands before the bracket that closes; steps over that one. */
function goesOn(r: Reading, start: number, close: string): boolean {
  skipLines(r);
  if (take(r, close)) return false;
  if (r.at < r.end) return true;
  fault(r, `this \`${r.text[start]}\` is not closed`, start, start + 1);
  r.torn = true;
  return false;
}

function separate(r: Reading, close: string): void {
  skipLines(r);
  if (take(r, ',') || looksAt(r, close) || r.at >= r.end) return;
  fault(r, 'a comma is missing before this', r.at, r.at + 1);
}

/** The value behind a key and its `=`. */
export function readAssigned(r: Reading, key: ScalarNode, depth: number, line: boolean): SyntaxNode {
  skipSpace(r);
  const { start, end } = key.range;
  if (!take(r, '=')) {
    fault(r, `a \`=\` is missing behind the key \`${key.raw}\``, start, end);
    return nothing(end);
  }
  skipSpace(r);
  if (r.at < r.end && !/[\r\n#,}\]]/.test(r.text[r.at]!)) return readValue(r, depth, line);
  fault(r, `the key \`${key.raw}\` has no value`, start, end);
  return nothing(end);
}

export function repeatedKey(r: Reading, { raw, range }: ScalarNode): void {
  fault(r, `\`${raw}\` stands here a second time, which TOML does not allow`, range.start, range.end);
}

const bareKey = /[^\s.=[\]"'#,{}]+/y;

/** The keys of `a."b.c".d`; undefined where there is none. What stands behind a dot may be missing. */
export function readKeys(r: Reading): readonly ScalarNode[] | undefined {
  const keys: ScalarNode[] = [];
  for (;;) {
    skipSpace(r);
    const key = readKey(r);
    if (!key) break;
    keys.push(key);
    skipSpace(r);
    if (!take(r, '.')) return keys;
  }
  if (keys.length > 0) fault(r, 'no key stands behind this dot', r.at - 1, r.at);
  return keys.length > 0 ? keys : undefined;
}

function readKey(r: Reading): ScalarNode | undefined {
  const start = r.at;
  if (looksAt(r, '"') || looksAt(r, "'")) {
    const key = readString(r);
    if (quotesAt(r.text, start).length > 1) fault(r, 'a key has one quote at each end', start, r.at);
    return key;
  }
  const end = matched(bareKey, r.text, start);
  if (end === undefined || start >= r.end) return undefined;
  r.at = Math.min(end, r.end);
  const raw = r.text.slice(start, r.at);
  if (!/^[\w-]+$/.test(raw)) fault(r, `a key like \`${raw}\` is written in quotes`, start, r.at);
  return { kind: 'scalar', range: { start, end: r.at }, value: raw, raw, style: 'plain' };
}
