import type { SourceRange } from '../../text/text';
import { type Cursor, cursorOf, looksAt, match, resynchronize, skipBlank, skipLines, take } from './cursor';
import type { Expression } from './expression';

/** Reads one expression at a cursor. The templates' holes and the expressions' strings need each other. */
export type ReadExpression = (cursor: Cursor) => Expression;

/** A string in quotes, from its opening quote; one that is not closed ends with its line. */
export function readQuoted(cursor: Cursor, read: ReadExpression): Expression {
  const start = cursor.at++;
  const parts = readParts(cursor, read, quotedText);
  take(cursor, '"');
  return templateOf(parts, { start, end: cursor.at });
}

/** The rest of the text, to the cursor's end, as one template: no quotes around it and no escapes but `$${`. */
export function readBare(cursor: Cursor, read: ReadExpression): Expression {
  const start = cursor.at;
  return templateOf(readParts(cursor, read, bareText), { start, end: cursor.end });
}

const heredocStart = /<<-?([\p{L}_][\p{L}\p{N}_-]*)[ \t\r]*\n/uy;

/** `<<EOT` with its lines and its closing word; undefined where none stands. */
export function readHeredoc(cursor: Cursor, read: ReadExpression): Expression | undefined {
  const start = cursor.at;
  const opening = match(cursor, heredocStart);
  if (opening === undefined) return undefined;
  const word = opening.replace(/^<<-?/, '').trim();
  const closing = new RegExp(`^[ \\t]*${word}[ \\t\\r]*$`, 'gm');
  closing.lastIndex = cursor.at;
  const close = closing.exec(cursor.text);
  const end = close && close.index < cursor.end ? close.index : cursor.end;
  const body = { ...cursorOf(cursor.text, cursor.at, end), depth: cursor.depth };
  const parts = readParts(body, read, bareText);
  cursor.at = close ? Math.min(cursor.end, close.index + close[0].length) : cursor.end;
  return templateOf(parts, { start, end: cursor.at });
}

type Parts = (string | Expression)[] | 'directive';
type ReadText = (cursor: Cursor) => string | undefined;

function readParts(cursor: Cursor, read: ReadExpression, readText: ReadText): Parts {
  const parts: (string | Expression)[] = [];
  let directives = false;
  while (cursor.at < cursor.end) {
    const text = readText(cursor);
    if (text !== undefined) {
      append(parts, text);
    } else if (looksAt(cursor, '${')) {
      parts.push(readHole(cursor, read));
    } else if (take(cursor, '%{')) {
      directives = true;
      resynchronize(cursor, '');
      take(cursor, '}');
    } else break;
  }
  return directives ? 'directive' : parts;
}

function append(parts: (string | Expression)[], text: string): void {
  const last = parts.at(-1);
  if (typeof last === 'string') parts[parts.length - 1] = last + text;
  else parts.push(text);
}

function readHole(cursor: Cursor, read: ReadExpression): Expression {
  const start = cursor.at;
  const outside = cursor.lineEnds;
  cursor.lineEnds = false;
  cursor.at += 2;
  take(cursor, '~');
  skipLines(cursor);
  const expression = read(cursor);
  skipBlank(cursor);
  take(cursor, '~');
  const whole = looksAt(cursor, '}') || cursor.at >= cursor.end;
  if (!whole) resynchronize(cursor, '');
  take(cursor, '}');
  cursor.lineEnds = outside;
  return whole ? expression : { kind: 'opaque', range: { start, end: cursor.at } };
}

const bareRun = /[^$%]+/y;
const quotedRun = /[^$%"\\\n]+/y;
const escapedOpening = /\$\$\{|%%\{/y;
const escapeSequence = /\\(?:u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|[\s\S])/y;
const sign = /[$%](?!\{)/y;

function bareText(cursor: Cursor): string | undefined {
  return match(cursor, bareRun) ?? match(cursor, escapedOpening)?.slice(1) ?? match(cursor, sign);
}

function quotedText(cursor: Cursor): string | undefined {
  const plain = match(cursor, quotedRun) ?? match(cursor, escapedOpening)?.slice(1) ?? match(cursor, sign);
  if (plain !== undefined) return plain;
  const sequence = match(cursor, escapeSequence);
  return sequence === undefined ? undefined : characterOf(sequence);
}

const controls: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t' };

function characterOf(sequence: string): string {
  const letter = sequence[1] ?? '';
  if (sequence.length === 2) return controls[letter] ?? letter;
  const code = Number.parseInt(sequence.slice(2), 16);
  return code <= 0x10ffff ? String.fromCodePoint(code) : '\ufffd';
}

function templateOf(parts: Parts, range: SourceRange): Expression {
  if (parts === 'directive') return { kind: 'opaque', range };
  if (parts.length === 0) return { kind: 'literal', value: '', range };
  const only = parts[0]!;
  if (parts.length === 1 && typeof only === 'string') return { kind: 'literal', value: only, range };
  return { kind: 'template', parts, range };
}
