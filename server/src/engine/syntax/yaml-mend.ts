import type { Event } from 'js-yaml';
import type { ProblemList } from './problems';
import { blankCulprit, type Part } from './yaml-culprit';
import { cure } from './yaml-cures';
import { failed, inWords, readEvents, type YamlFailure, type YamlReading } from './yaml-events';
import { beginsItem, blank, indentOf, isBlank, type Lines, linesOf, opensBlock } from './yaml-lines';

/**
 * Makes a text readable by blanking what is broken, as little as possible. Indentation says what belongs to what even where a
 * line is broken, so each entry is tried by itself, then the entries within a broken one, down to the line. Nothing moves: the
 * result has the text's length. The work is a fixed multiple of the text's size.
 */
export function mend(
  written: string,
  failure: YamlFailure,
  problems: ProblemList,
): { readonly text: string; readonly events: readonly Event[] } {
  const { text, reading } = cure(written, failure, problems);
  if (!failed(reading)) return { text, ...reading };
  const lines = linesOf(text);
  const work: Work = { lines, problems, budget: 8 * text.length + 200_000 };
  for (const [from, to] of documentsOf(lines)) mendBlock(work, from, to, 0);
  return readWhole(work);
}

interface Work {
  readonly lines: Lines;
  readonly problems: ProblemList;
  /** Characters that may still be parsed on trial. */
  budget: number;
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
function mendBlock(work: Work, from: number, to: number, depth: number): void {
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
    while (end < to && !(before !== '' && beginsEntry(lines[end]!, indent, list))) end++;
    mendEntry(work, { before, from: start, to: end }, depth);
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

function mendEntry(work: Work, part: Part, depth: number): void {
  if (!failed(read(work, part))) return;
  if (depth < maxMendingDepth) mendWithin(work, part, depth);
  for (let round = 0; round < 6; round++) {
    const reading = read(work, part);
    if (!failed(reading)) return;
    if (!blankCulprit(work.lines, part, reading, work.problems, trial => read(work, trial))) break;
  }
}

/** Mends the lines below `key:` or `-`, and the rest of an item that begins on the line of its `-`. */
function mendWithin(work: Work, part: Part, depth: number): void {
  const { lines } = work;
  const head = lines[part.from]!;
  const indent = indentOf(head);
  if (beginsItem(head) && !isBlank(head, indent + 1)) {
    lines[part.from] = blank(head, indent, indent + 1);
    mendBlock(work, part.from, part.to, depth + 1);
    lines[part.from] = `${head.slice(0, indent)}-${lines[part.from]!.slice(indent + 1)}`;
  } else if (opensBlock(head)) mendBlock(work, part.from + 1, part.to, depth + 1);
}

/** Reads a part of the text as if it followed a sound sibling. Offsets are those of the part. */
function read(work: Work, part: Part): YamlReading {
  const text = work.lines.slice(part.from, part.to).join('');
  if (work.budget < text.length) return { at: 0, reason: '' };
  work.budget -= text.length;
  const reading = readEvents(part.before + text);
  return failed(reading) ? { ...reading, at: Math.max(0, reading.at - part.before.length) } : reading;
}

/** Reads the mended text. Where it still fails, what stands around the failure goes, and at last all that follows. */
function readWhole(work: Work): { readonly text: string; readonly events: readonly Event[] } {
  const { lines, problems } = work;
  for (let round = 0; ; round++) {
    const text = lines.join('');
    const reading = readEvents(text);
    if (!failed(reading)) return { text, ...reading };
    if (round > 8) return { text: blank(text), events: [] };
    const { line, start } = lineAt(lines, reading.at);
    const from = round < 4 ? line : round < 8 ? entryStart(lines, line) : 0;
    const to = round < 4 ? line + 1 : lines.length;
    problems.add(inWords(reading.reason), start, start + lines[line]!.trimEnd().length);
    for (let i = from; i < to; i++) lines[i] = blank(lines[i]!);
  }
}

/** The line of an offset, and that line's offset. */
function lineAt(lines: Lines, offset: number): { readonly line: number; readonly start: number } {
  let start = 0;
  let line = 0;
  while (line < lines.length - 1 && start + lines[line]!.length <= offset) start += lines[line++]!.length;
  return { line, start };
}

function entryStart(lines: Lines, line: number): number {
  let start = line;
  while (start > 0 && indentOf(lines[start]!) !== 0) start--;
  return start;
}
