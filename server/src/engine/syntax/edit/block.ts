/** Edits of YAML's block style: entries and items on lines of their own. */

import type { Json } from '../../text/json';
import { columnOf, lineEnd, lineStart, pastBreak } from '../../text/line';
import type { TextEdit } from '../../text/text';
import type { ListNode, MapNode, SyntaxNode } from '../tree';
import { flowValue } from './flow';
import type { Page, Seat } from './place';
import { yamlBelowKey, yamlBlock, yamlItem, yamlKey } from './write-yaml';

/** A new entry behind the last line of a map. */
export function blockEntry(page: Page, into: MapNode, key: string, value: Json): TextEdit {
  const { text } = page.tree.document;
  const column = columnOf(text, into.range.start);
  const { yaml } = page.manner;
  return lineBehind(page, into, column, `${yamlKey(key, yaml)}:${yamlBelowKey(value, yaml, column)}`);
}

/** A new item behind an item, or behind the last one. */
export function blockItem(page: Page, into: ListNode, behind: SyntaxNode, value: Json): TextEdit {
  const column = columnOf(page.tree.document.text, into.range.start);
  return lineBehind(page, behind, column, `- ${yamlItem(value, page.manner.yaml, column + 2)}`);
}

function lineBehind(page: Page, node: SyntaxNode, column: number, written: string): TextEdit {
  const at = behind(page, node);
  return { range: { start: at, end: at }, text: `${page.manner.eol}${' '.repeat(column)}${written}` };
}

/** The end of the last line of a node, its comment and the blank lines that a `|+` keeps included. */
export function behind(page: Page, node: SyntaxNode): number {
  return endBehind(page.tree.document.text, node);
}

export function endBehind(text: string, node: SyntaxNode): number {
  const last = lastScalar(node);
  const end = lineEnd(text, node.range.end);
  if (!last || !keepsBlankLines(text, last.range.start)) return end;
  const after = skipBlank(text, end);
  return after < text.length ? lineStart(text, after) - breakBefore(text, lineStart(text, after)) : end;
}

function lastScalar(node: SyntaxNode): SyntaxNode | undefined {
  let last: SyntaxNode | undefined = node;
  while (last && last.kind !== 'scalar') last = last.kind === 'list' ? last.items.at(-1) : last.entries.at(-1)?.value;
  return last?.kind === 'scalar' && (last.style === 'literal' || last.style === 'folded') ? last : undefined;
}

function keepsBlankLines(text: string, start: number): boolean {
  const head = text.slice(0, lineStart(text, start)).trimEnd();
  return /[|>][0-9]*\+[0-9]*(?:[ \t]+#.*)?$/.test(head.slice(lineStart(head, head.length)));
}

function skipBlank(text: string, from: number): number {
  let at = from;
  while (at < text.length && /\s/.test(text[at]!)) at++;
  return at;
}

function breakBefore(text: string, lineStart: number): number {
  return text.slice(lineStart - 2, lineStart) === '\r\n' ? 2 : 1;
}

/** Another value behind a key or a dash. Undefined where an anchor stands before the old one: something else refers to it. */
export function blockReplace(page: Page, seat: Seat, node: SyntaxNode, value: Json): TextEdit | undefined {
  const head = headOf(page, seat, node);
  if (!head) return undefined;
  const { text } = page.tree.document;
  const { start, end } = node.range;
  if (/(?:^|\s)&/.test(withoutComments(page, head.end, start))) return undefined;
  const written =
    seat.kind === 'entry' ? belowKey(page, node, value, head.column) : belowDash(page, value, head.column);
  const inline = written.startsWith(' ') && !(seat.kind === 'item' && /[\r\n]/.test(written));
  const from = skipSpaces(text, head.end);
  if (inline && from < end && !/[\r\n]/.test(text.slice(head.end, start))) {
    return { range: { start: from, end }, text: written.slice(1) };
  }
  const kept = commentsBetween(page, head.end, start) + commentsBetween(page, end, lineEnd(text, end));
  const range = { start: head.end, end: lineEnd(text, Math.max(end, head.end)) };
  if (inline) return { range, text: written + kept };
  if (kept === '' || seat.kind === 'entry') return { range, text: kept + written };
  return { range, text: `${kept}${page.manner.eol}${' '.repeat(head.column + 2)}${written.slice(1)}` };
}

interface Head {
  /** The offset behind the key's colon or the item's dash. */
  readonly end: number;
  /** The column of the key or the dash. */
  readonly column: number;
}

export function headOf(page: Page, seat: Seat, node: SyntaxNode): Head | undefined {
  const { text } = page.tree.document;
  if (seat.kind === 'entry') {
    const { range } = seat.entry.key;
    const colon = skipSpaces(text, range.end);
    return text[colon] === ':' ? { end: colon + 1, column: columnOf(text, range.start) } : undefined;
  }
  const column = columnOf(text, seat.parent.range.start);
  const dash = dashAbove(text, node.range.start, column, seat.parent.range.start);
  return dash === undefined ? undefined : { end: dash + 1, column };
}

/** The dash of an item: the nearest one at the list's column, on the item's first line or above it. */
function dashAbove(text: string, from: number, column: number, stop: number): number | undefined {
  for (let line = lineStart(text, from); ; line = lineStart(text, line - 1)) {
    const at = line + column;
    if (at < stop) return undefined;
    if (text[at] === '-' && at < from && /^\s?$/.test(text.charAt(at + 1))) return at;
  }
}

const lineWidth = 100;

function belowKey(page: Page, node: SyntaxNode, value: Json, column: number): string {
  const { yaml, eol } = page.manner;
  if (Array.isArray(value) && value.length > 0 && node.kind === 'list' && node.items.length > 0) {
    if (!node.flow) {
      const own = columnOf(page.tree.document.text, node.range.start);
      return `${eol}${' '.repeat(own)}${yamlBlock(value, yaml, own)}`;
    }
    const flow = flowValue(page, value, '');
    if (column + flow.length <= lineWidth) return ` ${flow}`;
  }
  return yamlBelowKey(value, yaml, column);
}

function belowDash(page: Page, value: Json, column: number): string {
  return ` ${yamlItem(value, page.manner.yaml, column + 2)}`;
}

/** The comments within a stretch, each with the white space before it. */
function commentsBetween(page: Page, from: number, to: number): string {
  const { text } = page.tree.document;
  return page.tree.comments
    .filter(({ range }) => from <= range.start && range.end <= to)
    .map(({ range }) => ` ${text.slice(range.start, range.end)}`)
    .join('');
}

function withoutComments(page: Page, from: number, to: number): string {
  const { text } = page.tree.document;
  let out = text.slice(from, to);
  for (const { range } of page.tree.comments) {
    if (from <= range.start && range.end <= to) out = out.replace(text.slice(range.start, range.end), '');
  }
  return out;
}

export function skipSpaces(text: string, from: number): number {
  let at = from;
  while (text[at] === ' ' || text[at] === '\t') at++;
  return at;
}

/** Takes an entry or an item out with its lines. Undefined where something may refer into it. */
export function blockRemove(page: Page, seat: Seat, node: SyntaxNode): TextEdit | undefined {
  const { text } = page.tree.document;
  const head = headOf(page, seat, node);
  if (!head) return undefined;
  const first = seat.kind === 'entry' ? seat.entry.key.range.start : head.end - 1;
  const stop = behind(page, node);
  if (/(?:^|[\s-])&[^\s&]/.test(withoutComments(page, first, stop))) return undefined;
  const line = lineStart(text, first);
  const after = pastBreak(text, stop);
  if (text.slice(line, first).trim() === '') return { range: { start: line, end: after }, text: '' };
  // The first of an item's entries stands behind the dash; the next one moves up to it.
  const next = skipSpaces(text, after);
  const follows = columnOf(text, next) === head.column && text[next] !== '#';
  return { range: { start: first, end: follows ? next : stop }, text: '' };
}
