/** Faults that are cured in the whole text at once, before its entries are tried one by one. The text's length stays. */
import { indentation, lineEnd } from '../../text/line';
import type { ProblemList } from '../problems';
import { failed, inWords, readEvents, type YamlFailure, type YamlReading } from './events';
import { blank } from './lines';

export interface Cured {
  readonly text: string;
  readonly reading: YamlReading;
}

export function cure(written: string, failure: YamlFailure, problems: ProblemList): Cured {
  let cured: Cured = { text: written, reading: failure };
  for (const applied of [withoutControls, withoutForeignLines, withoutTabs]) {
    if (!failed(cured.reading)) return cured;
    const text = applied(cured.text, problems);
    if (text !== cured.text) cured = { text, reading: readEvents(text) };
  }
  return lessDeep(cured, problems);
}

/** What YAML calls non-printable: control characters and halves of surrogate pairs. */
const control =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: finding control characters is what it is for
  /[\x00-\x08\x0B\x0C\x0E-\x1F\x7F-\x84\x86-\x9F\uFFFE\uFFFF]|[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g;

/** Reads each control character as the mark for an unreadable one. */
function withoutControls(text: string, problems: ProblemList): string {
  const first = text.search(control);
  if (first < 0) return text;
  problems.add(inWords('non-printable'), first, first + 1);
  return text.replace(control, '\uFFFD');
}

/** Lines of a merge conflict, or of a tool that makes YAML from a text such as this one (Jinja, cookiecutter). */
const foreign = /^(?:<{7}(?: .*)?|={7}|>{7}(?: .*)?|\|{7}(?: .*)?|[ \t]*\{[%#].*[%#]\}[ \t]*)$/gm;

function withoutForeignLines(text: string, problems: ProblemList): string {
  return text.replace(foreign, (line: string, offset: number) => {
    const message = line.includes('{') ? 'a line for another tool, which is not YAML' : 'a merge conflict is left here';
    problems.add(message, offset + line.search(/\S/), offset + line.length);
    return blank(line);
  });
}

/** Reads each tab of the indentation as one space: right where a text is indented with tabs alone. */
function withoutTabs(text: string, problems: ProblemList): string {
  const first = text.search(/^[ ]*\t[ \t]*[^\s#]/m);
  if (first < 0) return text;
  const spaced = text.replace(/^[ \t]+/gm, indent => ' '.repeat(indent.length));
  if (failed(readEvents(spaced))) return text;
  const tab = text.indexOf('\t', first);
  problems.add(inWords('tab characters'), tab, tab + 1);
  return spaced;
}

/** Towers in one text that are cut at the greatest depth; a text with more of them is tried entry by entry. */
const maxTowers = 8;

/** Blanks the nodes that stand too deep. */
function lessDeep(cured: Cured, problems: ProblemList): Cured {
  let { text, reading } = cured;
  let last = -1;
  for (let tower = 0; tower < maxTowers && failed(reading) && reading.reason.includes('maxDepth'); tower++) {
    const { at } = reading;
    if (at !== last) problems.add(inWords(reading.reason), Math.max(0, at - 1), at);
    // At the same place again, it is the bracket or the dash itself that stands too deep.
    const from = at === last ? Math.max(text.slice(0, at).trimEnd().length - 1, 0) : at;
    const end = deepEnd(text, at);
    text = text.slice(0, from) + blank(text.slice(from, end)) + text.slice(end);
    reading = readEvents(text);
    last = at;
  }
  return { text, reading };
}

/** Where a node ends: behind the bracket that closes it, or with its line and the lines deeper than it. */
function deepEnd(text: string, from: number): number {
  const c = text.charCodeAt(from);
  return (c === 91 || c === 123 ? bracketEnd(text, from) : undefined) ?? blockEnd(text, from);
}

function bracketEnd(text: string, from: number): number | undefined {
  let open = 0;
  for (let at = from; at < text.length; at++) {
    const c = text.charCodeAt(at);
    if (c === 34 || c === 39) at = Math.max(at, text.indexOf(text[at]!, at + 1));
    else if (c === 91 || c === 123) open++;
    else if ((c === 93 || c === 125) && --open === 0) return at + 1;
  }
  return undefined;
}

function blockEnd(text: string, from: number): number {
  const column = indentation(text, from).length;
  let end = lineEnd(text, from);
  while (end < text.length) {
    const next = text[end] === '\r' && text[end + 1] === '\n' ? end + 2 : end + 1;
    let at = next;
    while (text.charCodeAt(at) === 32) at++;
    const deeper = at - next > column || lineEnd(text, at) === at;
    if (!deeper) break;
    end = lineEnd(text, at);
  }
  return end;
}
