/** Edits between brackets and braces: JSON, YAML's flow style, HCL. */

import type { Json } from '../../text/json';
import { indentation, isBreak, lineEnd, lineStart, pastBreak } from '../../text/line';
import type { SourceRange, TextEdit } from '../../text/text';
import { writeHcl } from '../hcl/write';
import type { ListNode, MapNode, SyntaxNode } from '../tree';
import { skipGap } from '../yaml/places';
import { holds, type Page, type Seat } from './place';
import { writeJson, writeJsonKey } from './write-json';
import { yamlFlow, yamlFlowEntry } from './write-yaml';

/** A value in the manner of the page; lines after the first begin at `indent`. */
export function flowValue(page: Page, value: Json, indent: string): string {
  if (page.language === 'json') return writeJson(value, page.manner.json, indent);
  return page.language === 'hcl' ? writeHcl(value) : yamlFlow(value, page.manner.yaml);
}

export function flowEntry(page: Page, key: string, value: Json, indent: string): string {
  const { json, yaml } = page.manner;
  if (page.language === 'json') return writeJsonKey(key, json) + writeJson(value, json, indent);
  return page.language === 'hcl' ? writeHcl({ [key]: value }).slice(2, -2) : yamlFlowEntry(key, value, yaml);
}

/** Puts a child behind the child at `index`, or first into an empty collection. `write` is given the indentation of its line. */
export function flowInsert(
  page: Page,
  into: MapNode | ListNode,
  index: number,
  write: (indent: string) => string,
): TextEdit {
  const children = rangesOf(into);
  const before = children[index];
  if (!before) return flowFirst(page, into, write);
  const { text } = page.tree.document;
  const first = children[0]!;
  if (!/[\r\n]/.test(text.slice(into.range.start, first.start))) return onLine(page, into, index, write);
  const indent = indentation(text, first.start);
  const added = `${page.manner.eol}${indent}${write(indent)}`;
  const comma = commaAfter(page, into, index);
  if (comma !== undefined) {
    const at = pastComment(text, comma);
    return { range: { start: at, end: at }, text: `${added},` };
  }
  const separator = page.language === 'hcl' && into.kind === 'map' ? '' : ',';
  const end = pastComment(text, before.end);
  return { range: { start: before.end, end }, text: `${separator}${text.slice(before.end, end)}${added}` };
}

/** Into a collection whose children stand on the line of the bracket. */
function onLine(page: Page, into: MapNode | ListNode, index: number, write: (indent: string) => string): TextEdit {
  const { text } = page.tree.document;
  const end = rangesOf(into)[index]!.end;
  const spaced = page.language !== 'json' || page.manner.json.spaced;
  const added = write(indentation(text, end));
  return { range: { start: end, end }, text: `,${spaced ? ' ' : ''}${added}` };
}

function flowFirst(page: Page, into: MapNode | ListNode, write: (indent: string) => string): TextEdit {
  const { text } = page.tree.document;
  const { start, end } = into.range;
  const range = { start: start + 1, end: end - 1 };
  const { unit } = page.manner.json;
  const outer = indentation(text, start);
  if (page.language !== 'json' || unit === '') return { range, text: write(outer) };
  const { eol } = page.manner;
  return { range, text: `${eol}${outer}${unit}${write(outer + unit)}${eol}${outer}` };
}

/** Takes a child out, with one of the commas around it and with its line where it has one of its own. */
export function flowRemove(page: Page, { parent, index }: Seat): TextEdit {
  const { text } = page.tree.document;
  const children = rangesOf(parent);
  const { start, end } = children[index]!;
  const next = children[index + 1];
  const previous = children[index - 1];
  if (!next && !previous) return { range: { start: parent.range.start + 1, end: parent.range.end - 1 }, text: '' };
  const comma = commaAfter(page, parent, index);
  const lineStop = pastComment(text, comma ?? end);
  if (!next) {
    const range = { start: previous!.end, end: comma === undefined ? lineStop : end };
    return { range, text: commentBetween(text, previous!.end, start) };
  }
  const own = start - indentation(text, start).length;
  const hasOwnLine = own === lineStart(text, start) && isBreakAt(text, lineStop);
  return { range: hasOwnLine ? { start: own, end: pastBreak(text, lineStop) } : { start, end: next.start }, text: '' };
}

/** The comment that a removed last child leaves to the child before it. */
function commentBetween(text: string, from: number, to: number): string {
  const between = text.slice(from, to);
  return /#|\/\/|\/\*/.test(between) ? between.replace(',', '').trimEnd() : '';
}

/** Where the children of a collection are written; what a merge key brings is written elsewhere and stands last. */
export function rangesOf(parent: MapNode | ListNode): SourceRange[] {
  if (parent.kind === 'list') return parent.items.map(item => item.range);
  return parent.entries.map(entry => entry.range).filter(range => holds(parent.range, range));
}

/** The offset behind the comma that follows a child; undefined when the child is the last and no comma follows. */
function commaAfter(page: Page, parent: MapNode | ListNode, index: number): number | undefined {
  const stop = rangesOf(parent)[index + 1]?.start ?? parent.range.end - 1;
  return commaBetween(page.tree.document.text, rangesOf(parent)[index]!.end, stop);
}

/** The offset behind the first comma of a stretch between two children that stands in no comment. */
export function commaBetween(text: string, from: number, stop: number): number | undefined {
  for (let at = from; at < stop; at++) {
    if (text[at] === ',') return at + 1;
    if (text[at] === '#' || text.startsWith('//', at)) at = lineEnd(text, at);
    else if (text.startsWith('/*', at)) at = Math.max(at, text.indexOf('*/', at));
  }
  return undefined;
}

/** Past the comment that ends the line of `from`, if nothing else stands between. */
export function pastComment(text: string, from: number): number {
  const end = lineEnd(text, from);
  return /^[ \t]*(?:(?:#|\/\/).*|\/\*(?:[^*]|\*(?!\/))*\*\/[ \t]*)?$/.test(text.slice(from, end)) ? end : from;
}

function isBreakAt(text: string, at: number): boolean {
  return at >= text.length || isBreak(text.charCodeAt(at));
}

/** Another value in the place of `node`. Undefined behind an anchor, and where neither a value nor a colon is written. */
export function flowReplace(page: Page, seat: Seat | undefined, node: SyntaxNode, value: Json): TextEdit | undefined {
  const { text } = page.tree.document;
  const start = writtenStart(page, seat, node);
  if (start === undefined) return undefined;
  const absent = start >= node.range.end;
  if (absent && text[start - 1] !== ':') return undefined;
  const written = oneLineList(page, node, value) ?? flowValue(page, value, indentation(text, start));
  return { range: { start, end: Math.max(start, node.range.end) }, text: absent ? ` ${written}` : written };
}

/** Where a value begins, its tag included. Undefined behind an anchor: something else refers to it. */
export function writtenStart(page: Page, seat: Seat | undefined, node: SyntaxNode): number | undefined {
  if (page.language !== 'yaml' || node.range.start === node.range.end || !seat) return node.range.start;
  const { text } = page.tree.document;
  const start = skipGap(text, seatStart(page, seat));
  return text[start] === '&' || /\s&/.test(text.slice(start, node.range.start)) ? undefined : start;
}

/** Behind the colon or the comma before a child, or the bracket that it is the first in. */
function seatStart(page: Page, seat: Seat): number {
  if (seat.kind === 'entry') return page.tree.document.text.indexOf(':', seat.entry.key.range.end) + 1;
  const { parent, index } = seat;
  return (index > 0 ? commaAfter(page, parent, index - 1) : undefined) ?? parent.range.start + 1;
}

const lineWidth = 100;

/** A list written on one line stays on one line while it fits. */
function oneLineList(page: Page, node: SyntaxNode, value: Json): string | undefined {
  if (page.language !== 'json' || node.kind !== 'list' || !Array.isArray(value)) return undefined;
  const { text } = page.tree.document;
  if (/[\r\n]/.test(text.slice(node.range.start, node.range.end))) return undefined;
  const written = writeJson(value, { ...page.manner.json, unit: '' }, '');
  return written.length <= lineWidth ? written : undefined;
}
