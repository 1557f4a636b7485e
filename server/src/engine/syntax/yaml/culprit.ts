import type { ProblemList } from '../problems';
import { failed, inWords, type YamlFailure, type YamlReading } from './events';
import { blank, blockStop, contentEnd, indentOf, isBlank, type Lines, valueColumn } from './lines';

/** Lines `from` to `to` (exclusive), one entry or item, and a text to read before them so that they stand among siblings. */
export interface Part {
  readonly before: string;
  readonly from: number;
  readonly to: number;
}

/** From a column of one line to the end of the line before `to`. */
interface Region {
  readonly line: number;
  readonly column: number;
  readonly to: number;
}

/**
 * Blanks what a failed part most likely fails by: first what is smallest, the value on the line of the failure or on the line
 * before (an unclosed bracket is noticed only on the next line), at last the whole part. False when nothing is left to blank.
 */
export function blankCulprit(
  lines: Lines,
  part: Part,
  failure: YamlFailure,
  problems: ProblemList,
  read: (part: Part) => YamlReading,
): boolean {
  const region = best(lines, part, failure, read) ?? whole(lines, part, read);
  if (!region) return false;
  if (!problems.isFull()) report(lines, region, failure, problems);
  blankRegion(lines, region);
  return true;
}

/** The region without which the part can be read, or else the one without which it can be read furthest. */
function best(lines: Lines, part: Part, failure: YamlFailure, read: (part: Part) => YamlReading): Region | undefined {
  let furthest = failure.at;
  let found: Region | undefined;
  for (const region of suspects(lines, part, failure)) {
    const reading = without(lines, region, () => read(part));
    if (!failed(reading)) return region;
    if (reading.at <= furthest) continue;
    furthest = reading.at;
    found = region;
  }
  return found;
}

function whole(lines: Lines, part: Part, read: (part: Part) => YamlReading): Region | undefined {
  const column = valueColumn(lines[part.from]!);
  const value = { line: part.from, column, to: part.to };
  if (column >= 0 && !isBlankRegion(lines, value) && !failed(without(lines, value, () => read(part)))) return value;
  const all = { line: part.from, column: 0, to: part.to };
  return isBlankRegion(lines, all) ? undefined : all;
}

function suspects(lines: Lines, part: Part, failure: YamlFailure): Region[] {
  const line = lineOf(lines, part, failure.at);
  let before = line - 1;
  while (before >= part.from && indentOf(lines[before]!) < 0) before--;
  const found = [
    ...suspectsOn(lines, line, part.to),
    ...(before >= part.from ? suspectsOn(lines, before, part.to) : []),
  ];
  return found.filter(region => !isBlankRegion(lines, region));
}

function suspectsOn(lines: Lines, line: number, stop: number): Region[] {
  const column = valueColumn(lines[line]!);
  const all = { line, column: 0, to: blockStop(lines, line, stop) };
  return column < 0 ? [all] : [{ line, column, to: line + 1 }, all];
}

function lineOf(lines: Lines, part: Part, at: number): number {
  let rest = at;
  for (let line = part.from; line < part.to; line++) {
    rest -= lines[line]!.length;
    if (rest < 0) return line;
  }
  return part.to - 1;
}

function isBlankRegion(lines: Lines, { line, column, to }: Region): boolean {
  if (!isBlank(lines[line]!, column)) return false;
  for (let i = line + 1; i < to; i++) if (!isBlank(lines[i]!)) return false;
  return true;
}

function blankRegion(lines: Lines, { line, column, to }: Region): void {
  lines[line] = blank(lines[line]!, column);
  for (let i = line + 1; i < to; i++) lines[i] = blank(lines[i]!);
}

/** What `read` gives while a region is blank. */
function without(lines: Lines, region: Region, read: () => YamlReading): YamlReading {
  const kept = lines.slice(region.line, region.to);
  blankRegion(lines, region);
  const reading = read();
  for (let i = 0; i < kept.length; i++) lines[region.line + i] = kept[i]!;
  return reading;
}

/** The problem stands at the first line of what is blanked that says something. */
function report(lines: Lines, region: Region, failure: YamlFailure, problems: ProblemList): void {
  let line = region.line;
  let column = region.column;
  while (isBlank(lines[line]!, column)) {
    line++;
    column = 0;
  }
  const written = lines[line]!;
  while (isBlank(written.slice(column, column + 1))) column++;
  const start = offsetOf(lines, line);
  problems.add(inWords(failure.reason), start + column, start + contentEnd(written));
}

function offsetOf(lines: Lines, line: number): number {
  let offset = 0;
  for (let i = 0; i < line; i++) offset += lines[i]!.length;
  return offset;
}
