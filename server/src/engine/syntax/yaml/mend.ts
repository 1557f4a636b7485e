import type { Event } from 'js-yaml';
import type { ProblemList } from '../problems';
import { blankCulprit, type Part } from './culprit';
import { cure } from './cures';
import { failed, inWords, readEvents, type YamlFailure, type YamlReading } from './events';
import { beginsItem, blank, blockStop, contentEnd, indentOf, isBlank, type Lines, linesOf, opensBlock } from './lines';

/**
 * Makes a text readable by blanking what is broken, as little as possible. Indentation says what belongs to what even where a
 * line is broken, so each entry is tried by itself, then the entries within a broken one, down to the line. Nothing moves: the
 * result has the text's length. The work is a fixed multiple of the text's size.
 */
export function mend(written: string, failure: YamlFailure, problems: ProblemList): Mended {
  const { text, reading } = cure(written, failure, problems);
  if (!failed(reading)) return { text, ...reading };
  const work: Work = { lines: linesOf(text), problems, budget: 2 * text.length + 1_000_000 };
  const mended = mendWhereItFails(work, reading);
  if (mended) return mended;
  work.budget = 4 * text.length + 1_000_000;
  for (const [from, to] of documentsOf(work.lines)) mendBlock(work, { from, to }, 0);
  return cutToReadable(work);
}

export interface Mended {
  readonly text: string;
  readonly events: readonly Event[];
}

interface Work {
  readonly lines: Lines;
  readonly problems: ProblemList;
  /** Characters that may still be parsed on trial. */
  budget: number;
}

/** Lines `from` to `to` (exclusive); with `near`, only what touches those lines is looked at. */
interface Stretch {
  readonly from: number;
  readonly to: number;
  readonly near?: Stretch;
}

/** Goes from failure to failure and looks only around each. Undefined when that does not lead to the end. */
function mendWhereItFails(work: Work, first: YamlFailure): Mended | undefined {
  const { lines } = work;
  for (let failure = first; work.budget > 0; ) {
    const line = lineAt(lines, failure.at);
    const near = { from: lineBefore(lines, line), to: line + 1 };
    for (const [from, to] of documentsOf(lines)) if (touch({ from, to }, near)) mendBlock(work, { from, to, near }, 0);
    const text = lines.join('');
    const reading = readEvents(text);
    if (!failed(reading)) return { text, ...reading };
    if (reading.at <= failure.at) return undefined;
    work.budget -= text.length;
    failure = reading;
  }
  return undefined;
}

function touch(a: Stretch, b: Stretch): boolean {
  return a.from < b.to && b.from < a.to;
}

/** The line above that says something, on which a fault may stand that is noticed only here. */
function lineBefore(lines: Lines, line: number): number {
  let before = line - 1;
  while (before > 0 && indentOf(lines[before]!) < 0) before--;
  return Math.max(before, 0);
}

/** The lines between document markers. */
function documentsOf(lines: Lines): [number, number][] {
  const found: [number, number][] = [];
  let from = 0;
  for (let i = 0; i <= lines.length; i++) {
    if (i < lines.length && !/^(?:---|\.\.\.|%[A-Z])(?:\s|$)|^%/.test(lines[i]!)) continue;
    if (i > from) found.push([from, i]);
    from = i + 1;
  }
  return found;
}

/** Mends lines whose least indented ones are entries of one map or items of one list. */
function mendBlock(work: Work, { from, to, near }: Stretch, depth: number): void {
  const { lines } = work;
  let first = from;
  while (first < to && indentOf(lines[first]!) < 0) first++;
  if (first === to) return;
  const list = beginsItem(lines[first]!);
  const indent = indentOf(lines[first]!);
  const sibling = `${' '.repeat(indent)}${list ? '- 1' : 'a: 1'}\n`;
  const before = isFlow(lines[first]!, indent) ? '' : sibling;
  for (let start = first; start < to; ) {
    let end = start + 1;
    const own = Math.min(indentOf(lines[start]!), indent);
    while (end < to && !(before !== '' && beginsEntry(lines[end]!, own, list))) end++;
    const part = { before, from: start, to: end, ...(near && { near }) };
    if (!near || touch(part, near)) mendEntry(work, part, depth);
    start = end;
  }
}

function isFlow(line: string, indent: number): boolean {
  return line[indent] === '{' || line[indent] === '[';
}

function beginsEntry(line: string, indent: number, list: boolean): boolean {
  const column = indentOf(line);
  if (column < 0 || column > indent) return false;
  return column < indent || list || !beginsItem(line);
}

/** Deeper than this, an entry that cannot be read is blanked as a whole. */
const maxMendingDepth = 24;

/** An entry of more characters is not read as a whole, only what it consists of: the whole text's reading shows what is left. */
const bigEntry = 100_000;

function mendEntry(work: Work, part: Part & Stretch, depth: number): void {
  const splits = depth < maxMendingDepth && isSplit(work.lines[part.from]!);
  const big = splits && isBig(work.lines, part);
  if (work.budget <= 0 || !(big || failed(read(work, part)))) return;
  if (splits) mendWithin(work, part, depth);
  if (big) return;
  for (let round = 0; round < 6; round++) {
    const reading = read(work, part);
    if (work.budget <= 0 || !failed(reading)) return;
    if (!blankCulprit(work.lines, part, reading, work.problems, trial => read(work, trial))) return;
  }
}

function isBig(lines: Lines, { from, to }: Stretch): boolean {
  let length = 0;
  for (let i = from; i < to && length <= bigEntry; i++) length += lines[i]!.length;
  return length > bigEntry;
}

/** Whether an entry that begins so consists of deeper ones: `key:` and `-` alone, or an item that begins on the line of its dash. */
function isSplit(head: string): boolean {
  return opensBlock(head) || (beginsItem(head) && !isBlank(head, indentOf(head) + 1));
}

function mendWithin(work: Work, part: Part & Stretch, depth: number): void {
  const { lines } = work;
  const head = lines[part.from]!;
  const indent = indentOf(head);
  if (!beginsItem(head) || isBlank(head, indent + 1)) {
    mendBlock(work, { ...part, from: part.from + 1 }, depth + 1);
  } else {
    lines[part.from] = blank(head, indent, indent + 1);
    mendBlock(work, part, depth + 1);
    lines[part.from] = `${head.slice(0, indent)}-${lines[part.from]!.slice(indent + 1)}`;
  }
}

/** What a trial costs beside its characters. */
const trialCost = 200;

/** Reads a part of the text as if it followed a sound sibling. Offsets are those of the part. */
function read(work: Work, part: Part): YamlReading {
  const text = work.lines.slice(part.from, part.to).join('');
  work.budget -= text.length + trialCost;
  const reading = readEvents(part.before + text);
  return failed(reading) ? { ...reading, at: Math.max(0, reading.at - part.before.length) } : reading;
}

/** Lines that are blanked one by one, with what belongs to them, before a text is cut. */
const maxLines = 4;

/** Reads the text. Where it still fails, the failing line goes, at last all that follows the entry in which it fails. */
function cutToReadable({ lines, problems }: Work): Mended {
  let cuts: number[] = [];
  for (let round = 0; ; round++) {
    const text = lines.join('');
    const reading = readEvents(text);
    if (!failed(reading)) return { text, ...reading };
    if (round > maxLines && cuts.length === 0) return { text: blank(text), events: [] };
    const line = lineAt(lines, reading.at);
    if (round <= maxLines) reportLine(lines, line, reading, problems);
    if (round === maxLines) cuts = linesAround(lines, line);
    const to = round < maxLines ? blockStop(lines, line, lines.length) : lines.length;
    for (let i = cuts.shift() ?? line; i < to; i++) lines[i] = blank(lines[i]!);
  }
}

/** A line and the lines above that it stands in, from the inside out. */
function linesAround(lines: Lines, line: number): number[] {
  const around = [line];
  let indent = indentOf(lines[line]!);
  for (let above = line - 1; above >= 0 && indent > 0; above--) {
    const column = indentOf(lines[above]!);
    if (column < 0 || column >= indent) continue;
    around.push(above);
    indent = column;
  }
  return around;
}

function reportLine(lines: Lines, line: number, { reason }: YamlFailure, problems: ProblemList): void {
  let start = 0;
  for (let i = 0; i < line; i++) start += lines[i]!.length;
  problems.add(inWords(reason), start, start + contentEnd(lines[line]!));
}

function lineAt(lines: Lines, offset: number): number {
  let rest = offset;
  let line = 0;
  while (line < lines.length - 1 && rest >= lines[line]!.length) rest -= lines[line++]!.length;
  return line;
}
