import { isBreak, lineEnd, pastBreak } from '../../text/line';
import type { SourceDocument } from '../../text/text';
import { problemList, tooDeep } from '../problems';
import type { Comment, SyntaxNode, SyntaxTree } from '../tree';
import { mapOf, newTable, put, type Table, tableUnder, within } from './tables';
import {
  fault,
  looksAt,
  type Reading,
  readAssigned,
  reading,
  readKeys,
  repeatedKey,
  skipComment,
  skipLines,
  skipSpace,
  take,
} from './values';

/**
 * Reads TOML 1.1. What is broken is a problem at its place; what stands before and after it is read, and no key is taken for one of
 * another table.
 */
export function parseToml(document: SourceDocument): SyntaxTree {
  const reader = new TomlReader(document.text);
  reader.read();
  const root = mapOf(reader.root);
  const { comments, problems } = reader;
  return { document, language: 'toml', root, roots: [root], comments, problems: problems.list };
}

class TomlReader {
  readonly problems = problemList();
  readonly comments: Comment[] = [];
  readonly root = newTable(0, 1);
  /** Where the next keys belong: the table of the last header. */
  private table: Table = this.root;
  /** Something was never closed, so that the next one may not be either: from there on the look of the lines tells where it ends. */
  private isTorn = false;
  private at = 0;

  constructor(private readonly text: string) {
    this.at = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  }

  read(): void {
    const { text } = this;
    for (;;) {
      const r = reading(text, this.at, text.length);
      skipLines(r);
      if (r.at < text.length) {
        if (looksAt(r, '[')) this.header(r);
        else this.keyAndValue(r);
        this.endOfLine(r);
      }
      this.keep(r);
      if (this.at >= text.length) return;
    }
  }

  private keep(r: Reading): void {
    this.comments.push(...r.comments);
    for (const { message, start, end } of r.faults) this.problems.add(message, start, Math.max(end, start));
    this.at = r.at;
  }

  private header(r: Reading): void {
    const start = r.at;
    const isOneOfMany = take(r, '[[');
    if (!isOneOfMany) take(r, '[');
    const keys = readKeys(r);
    skipSpace(r);
    if (!keys) fault(r, 'this header names no table', start, lineEnd(this.text, start));
    else if (!take(r, isOneOfMany ? ']]' : ']'))
      fault(r, `this \`${isOneOfMany ? '[[' : '['}\` is not closed`, start, r.at);
    const table = keys && tableUnder(this.root, keys, isOneOfMany, r.at, key => repeatedKey(r, key));
    if (keys && !table) fault(r, tooDeep, start, r.at);
    // What stands below a header that nobody can read belongs to no table.
    this.table = table ?? newTable(r.at, 1);
  }

  private keyAndValue(r: Reading): void {
    const start = r.at;
    const keys = readKeys(r);
    const key = keys?.at(-1);
    const parent = keys && within(this.table, keys.slice(0, -1), start, repeated => repeatedKey(r, repeated));
    if (!key || !parent) {
      fault(r, keys ? tooDeep : 'no key stands here', start, lineEnd(this.text, start));
      r.at = lineEnd(this.text, start);
      return;
    }
    if (parent.byKey.has(key.raw)) repeatedKey(r, key);
    put(
      parent,
      key,
      this.value(r, part => readAssigned(part, key, parent.depth + 1, true)),
    );
  }

  /** A value that is never closed would swallow the rest of the text: it is read again up to the next line that looks like another. */
  private value(r: Reading, read: (part: Reading) => SyntaxNode): SyntaxNode {
    const { text } = this;
    let part = reading(text, r.at, this.isTorn ? nextStatement(text, r.at) : text.length);
    let value = read(part);
    if (part.torn && !this.isTorn) {
      this.isTorn = true;
      part = reading(text, r.at, nextStatement(text, r.at));
      value = read(part);
    }
    r.comments.push(...part.comments);
    r.faults.push(...part.faults);
    r.at = part.at;
    return value;
  }

  /** What stands behind a statement on its line; one problem is enough for a line. */
  private endOfLine(r: Reading): void {
    if (isBreak(this.text.charCodeAt(r.at - 1))) return;
    skipSpace(r);
    if (looksAt(r, '#')) skipComment(r);
    const end = lineEnd(this.text, r.at);
    if (r.at < end && r.faults.length === 0) fault(r, 'the line is to end before this', r.at, end);
    r.at = pastBreak(this.text, end);
  }
}

const key = String.raw`(?:[\w-]+|"[^"\r\n]*"|'[^'\r\n]*')`;
const keys = String.raw`[ \t]*${key}(?:[ \t]*\.[ \t]*${key})*[ \t]*`;
const statement = new RegExp(String.raw`(?:[ \t]*\[\[?${keys}\]\]?[ \t]*(?:#.*)?$|${keys}=)`, 'my');

/** The start of the next line that looks like a header or like a key with its value. */
function nextStatement(text: string, from: number): number {
  for (let at = from; at < text.length; ) {
    at = pastBreak(text, lineEnd(text, at));
    statement.lastIndex = at;
    if (statement.test(text)) return at;
  }
  return text.length;
}
