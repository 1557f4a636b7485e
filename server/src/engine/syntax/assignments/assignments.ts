import { decoded } from '../decoded';
import { pieces } from '../edit/pieces';
import type { Entry, MapNode, ScalarNode, SyntaxTree } from '../tree';

/** What is written in a string of assignments, and which words of it are none. */
export interface Assignments {
  /** With the ranges of the document that the string stands in. */
  readonly map: MapNode;
  readonly strange: readonly string[];
  /** False where there are more words than are read. */
  readonly isWhole: boolean;
}

/** So many words of one string are read. A template has at most 200 parameters, a stack 50 tags. */
export const MAX_WORDS = 2000;

const remembered = new WeakMap<ScalarNode, Assignments>();

/**
 * `Stage=prod Owner="the \"A\" team"` as a map, as the command lines of AWS take parameters and tags: with white space between, and
 * also as `ParameterKey=Stage,ParameterValue=prod`.
 */
export function assignmentsIn(tree: SyntaxTree, scalar: ScalarNode): Assignments {
  const known = remembered.get(scalar) ?? read(tree, scalar);
  remembered.set(scalar, known);
  return known;
}

const space = /[\s]+/y;
const keyAndSign = /(?:"((?:\\.|[^"\\])*)"|'([^']*)'|([^\s="']+))=/y;
const pairHead = /ParameterKey=("?)([^",\s]+)\1,ParameterValue=/y;
const plainWord = /\S+/y;

function read(tree: SyntaxTree, scalar: ScalarNode): Assignments {
  const { text, rangeOf } = decoded(tree, scalar);
  const entries: Entry[] = [];
  const strange: string[] = [];
  let at = skipped(space, text, 0);
  for (; at < text.length && entries.length + strange.length < MAX_WORDS; at = skipped(space, text, at)) {
    const head = headAt(text, at);
    if (!head) {
      const end = skipped(plainWord, text, at);
      strange.push(text.slice(at, end));
      at = end;
      continue;
    }
    const value = valueAt(text, head.end);
    const range = rangeOf(head.start, value.end);
    entries.push({
      key: plain(head.name, rangeOf(head.start, head.start + head.length)),
      value: plain(
        value.text,
        value.end > head.end ? rangeOf(head.end, value.end) : { start: range.end, end: range.end },
      ),
      range,
    });
    at = value.end;
  }
  return { map: { kind: 'map', entries, flow: true, range: scalar.range }, strange, isWhole: at >= text.length };
}

interface Head {
  readonly name: string;
  /** Where the name is written, its quotes included. */
  readonly start: number;
  readonly length: number;
  /** Where the value begins. */
  readonly end: number;
}

function headAt(text: string, at: number): Head | undefined {
  const pair = matchAt(pairHead, text, at);
  if (pair) {
    const name = pair[2]!;
    return {
      name,
      start: at + pair[0].indexOf('=') + 1 + pair[1]!.length,
      length: name.length,
      end: at + pair[0].length,
    };
  }
  const found = matchAt(keyAndSign, text, at);
  const name = found?.[1]?.replace(/\\(.)/g, '$1') ?? found?.[2] ?? found?.[3];
  if (!found || name === undefined) return undefined;
  return { name, start: at, length: found[0].length - 1, end: at + found[0].length };
}

/** A value ends at white space, unless that is quoted or has a backslash before it. */
function valueAt(text: string, start: number): { readonly text: string; readonly end: number } {
  const out = pieces(text, start);
  let quote = '';
  let from = start;
  let at = start;
  for (; at < text.length && (quote !== '' || !/\s/.test(text[at]!)); at++) {
    const c = text[at]!;
    const isEscape = c === '\\' && quote !== "'" && /["\\\s]/.test(text[at + 1] ?? '');
    const isQuote = quote === '' ? c === '"' || c === "'" : c === quote;
    if (!isEscape && !isQuote) continue;
    out.verbatim(from, at);
    from = at + 1;
    if (isEscape) at++;
    else quote = quote === '' ? c : '';
  }
  out.verbatim(from, at);
  return { text: out.decoded(at).text, end: at };
}

function plain(raw: string, range: ScalarNode['range']): ScalarNode {
  return { kind: 'scalar', range, value: raw, raw, style: 'plain' };
}

function matchAt(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(text);
}

function skipped(pattern: RegExp, text: string, at: number): number {
  return at + (matchAt(pattern, text, at)?.[0].length ?? 0);
}
