import type { Finding, Position } from './api';
import type { RawFinding } from './thread/tasks';

/** With an editor's positions, in the order of the text; what the `cfn-lint` program prints is numbered in the same way. */
export function findingsIn(text: string, raw: readonly RawFinding[]): readonly Finding[] {
  const positionOf = positionsIn(text);
  const findings = raw.map(({ id, message, url, path, start, end }): Finding => {
    const from = positionOf(...start);
    const to = positionOf(...end);
    const range = { start: from, end: isBefore(to, from) ? from : to };
    return { ruleId: id, severity: severityOf(id), message, url, path, range };
  });
  return findings.sort(inOrder);
}

function severityOf(ruleId: string): Finding['severity'] {
  if (ruleId.startsWith('W')) return 'warning';
  return ruleId.startsWith('I') ? 'info' : 'error';
}

function inOrder(a: Finding, b: Finding): number {
  if (isBefore(a.range.start, b.range.start)) return -1;
  if (isBefore(b.range.start, a.range.start)) return 1;
  return a.ruleId < b.ruleId ? -1 : Number(a.ruleId > b.ruleId);
}

function isBefore(a: Position, b: Position): boolean {
  return a.line < b.line || (a.line === b.line && a.character < b.character);
}

/**
 * From YAML's positions to an editor's. YAML 1.1 ends lines at U+0085, U+2028 and U+2029 too, and its columns are code points; what
 * lies outside the text is drawn to its nearest end.
 */
function positionsIn(text: string): (line: number, column: number) => Position {
  const written = linesOf(text, /\r\n|[\n\r\u0085\u2028\u2029]/g);
  const shown = linesOf(text, /\r\n|[\n\r]/g).map(({ start }) => start);
  const offsetOf = codePointsIn(text);
  return (line, column) => {
    const { start, end } = written[Math.min(Math.max(line, 1), written.length) - 1] ?? { start: 0, end: text.length };
    const offset = Math.min(offsetOf(start, Math.max(column, 1) - 1), end);
    const row = countWhere(shown, shownStart => shownStart <= offset) - 1;
    return { line: row, character: offset - (shown[row] ?? 0) };
  };
}

interface Line {
  readonly start: number;
  /** Without what ends it. */
  readonly end: number;
}

function linesOf(text: string, lineEnd: RegExp): readonly Line[] {
  const ends = [...text.matchAll(lineEnd)];
  const starts = [0, ...ends.map(({ index, 0: end }) => index + end.length)];
  return starts.map((start, i) => ({ start, end: ends[i]?.index ?? text.length }));
}

/** From an offset, so many code points on. A template in one line is long, so no text is walked through. */
function codePointsIn(text: string): (offset: number, codePoints: number) => number {
  const pairs = [...text.matchAll(/[\ud800-\udbff][\udc00-\udfff]/g)].map(({ index }) => index);
  return (offset, codePoints) => {
    const before = countWhere(pairs, pair => pair < offset);
    const target = offset - before + codePoints;
    return target + countWhere(pairs, (pair, i) => pair - i < target);
  };
}

/** How many of a list's first items hold; those after the first that does not are not asked. */
function countWhere(sorted: readonly number[], holds: (item: number, index: number) => boolean): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (holds(sorted[middle] ?? 0, middle)) low = middle + 1;
    else high = middle;
  }
  return low;
}
