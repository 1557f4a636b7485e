import {
  type Cursor,
  cursorOf,
  looksAt,
  match,
  maximumDepth,
  resynchronize,
  skipBlank,
  skipLines,
  take,
} from './cursor';
import type { Expression, ObjectEntry, Step } from './expression';
import { readBare, readHeredoc, readQuoted } from './template';

/**
 * Reads a string of a `.tf.json` file, which is a template. Never fails: what cannot be read is an opaque expression. Each
 * character is read a bounded number of times.
 */
export function readTemplate(text: string): Expression {
  return readBare(cursorOf(text), readExpression);
}

function readExpression(cursor: Cursor): Expression {
  if (cursor.depth >= maximumDepth) return skipTooDeep(cursor);
  cursor.depth++;
  const expression = readConditional(cursor);
  cursor.depth--;
  return expression;
}

function skipTooDeep(cursor: Cursor): Expression {
  const start = cursor.at;
  resynchronize(cursor, cursor.lineEnds ? ',\n' : ',');
  return { kind: 'opaque', range: { start, end: cursor.at } };
}

function readConditional(cursor: Cursor): Expression {
  const condition = readOperation(cursor);
  skipBlank(cursor);
  if (!take(cursor, '?')) return condition;
  skipBlank(cursor);
  const yes = readExpression(cursor);
  skipBlank(cursor);
  if (!take(cursor, ':')) return { kind: 'opaque', range: { start: condition.range.start, end: cursor.at } };
  skipBlank(cursor);
  const no = readExpression(cursor);
  return { kind: 'conditional', condition, yes, no, range: { start: condition.range.start, end: no.range.end } };
}

const binary = /==|!=|<=|>=|&&|\|\||[<>+\-*/%]/y;

/** One operator is an operation; a chain of them is more than anyone needs to know and is opaque. */
function readOperation(cursor: Cursor): Expression {
  const first = readUnary(cursor);
  const operands = [first];
  let operator = '';
  for (let next = readOperator(cursor); next; next = readOperator(cursor)) {
    operator = next;
    operands.push(readUnary(cursor));
  }
  if (operands.length === 1) return first;
  const range = { start: first.range.start, end: operands.at(-1)!.range.end };
  return operands.length === 2 ? { kind: 'operation', operator, operands, range } : { kind: 'opaque', range };
}

function readOperator(cursor: Cursor): string | undefined {
  skipBlank(cursor);
  const operator = match(cursor, binary);
  if (operator !== undefined) skipBlank(cursor);
  return operator;
}

const signs = /[!-][!\- \t]*/y;

function readUnary(cursor: Cursor): Expression {
  const start = cursor.at;
  const operator = match(cursor, signs)?.replace(/[ \t]/g, '');
  const operand = readPostfix(cursor);
  if (operator === undefined) return operand;
  const range = { start, end: operand.range.end };
  return operator.length === 1
    ? { kind: 'operation', operator, operands: [operand], range }
    : { kind: 'opaque', range };
}

function readPostfix(cursor: Cursor): Expression {
  const start = cursor.at;
  const operand = readOperand(cursor);
  const steps: Step[] = [];
  for (let step = readStep(cursor); step; step = readStep(cursor)) steps.push(step);
  const range = { start, end: cursor.at };
  if (operand.kind === 'reference') return { ...operand, steps: [...operand.steps, ...steps], range };
  return steps.length === 0 ? operand : { kind: 'reference', root: operand, steps, range };
}

const identifier = /[\p{L}_][\p{L}\p{N}_-]*/uy;
const digits = /\d+/y;

function readStep(cursor: Cursor): Step | undefined {
  if (take(cursor, '.*') || take(cursor, '[*]')) return { kind: 'splat' };
  if (looksAt(cursor, '...')) return undefined;
  if (looksAt(cursor, '[')) return { kind: 'index', index: readBracketed(cursor, ']') };
  const start = cursor.at;
  if (!take(cursor, '.')) return undefined;
  const name = match(cursor, identifier);
  if (name !== undefined) return { kind: 'attribute', name };
  const index = match(cursor, digits);
  if (index === undefined) {
    cursor.at = start;
    return undefined;
  }
  return {
    kind: 'index',
    index: { kind: 'literal', value: Number(index), range: { start: start + 1, end: cursor.at } },
  };
}

/** What stands between brackets of one kind, from the opening one; `close` is what ends it. */
function readBracketed(cursor: Cursor, close: string): Expression {
  const outside = cursor.lineEnds;
  const start = cursor.at++;
  cursor.lineEnds = false;
  skipBlank(cursor);
  const inner = readExpression(cursor);
  skipBlank(cursor);
  const whole = looksAt(cursor, close);
  if (!whole) resynchronize(cursor, '');
  take(cursor, close);
  cursor.lineEnds = outside;
  return whole ? inner : { kind: 'opaque', range: { start, end: cursor.at } };
}

function readOperand(cursor: Cursor): Expression {
  const start = cursor.at;
  const c = cursor.at < cursor.end ? cursor.text[cursor.at] : undefined;
  if (c === '"') return readQuoted(cursor, readExpression);
  if (c === '{') return readObject(cursor);
  if (c === '[') return readTuple(cursor);
  if (c === '(') return readBracketed(cursor, ')');
  if (c === '<') return readHeredoc(cursor, readExpression) ?? { kind: 'opaque', range: { start, end: start } };
  return readNumber(cursor) ?? readWord(cursor) ?? { kind: 'opaque', range: { start, end: start } };
}

const number = /\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/y;

function readNumber(cursor: Cursor): Expression | undefined {
  const start = cursor.at;
  const digits = match(cursor, number);
  return digits === undefined
    ? undefined
    : { kind: 'literal', value: Number(digits), range: { start, end: cursor.at } };
}

const words: ReadonlyMap<string, boolean | null> = new Map([
  ['true', true],
  ['false', false],
  ['null', null],
]);
const functionName = /(?:::[\p{L}_][\p{L}\p{N}_-]*)*[ \t]*\(/uy;

function readWord(cursor: Cursor): Expression | undefined {
  const start = cursor.at;
  const word = match(cursor, identifier);
  if (word === undefined) return undefined;
  const afterWord = cursor.at;
  const rest = match(cursor, functionName);
  if (rest !== undefined) return readCall(cursor, start, (word + rest.slice(0, -1)).trim());
  cursor.at = afterWord;
  const range = { start, end: afterWord };
  const value = words.get(word);
  return value === undefined ? { kind: 'reference', root: word, steps: [], range } : { kind: 'literal', value, range };
}

function readCall(cursor: Cursor, start: number, name: string): Expression {
  const args = readItems(cursor, ')');
  const expands = args.expands;
  return { kind: 'call', name, args: args.items, expands, range: { start, end: cursor.at } };
}

const comprehension = /for[ \t\r\n]+[\p{L}_]/uy;

function readTuple(cursor: Cursor): Expression {
  const start = cursor.at++;
  skipLines(cursor);
  if (match(cursor, comprehension)) return skipComprehension(cursor, start, ']');
  const { items } = readItems(cursor, ']');
  return { kind: 'tuple', items, range: { start, end: cursor.at } };
}

function skipComprehension(cursor: Cursor, start: number, close: string): Expression {
  resynchronize(cursor, '');
  take(cursor, close);
  return { kind: 'opaque', range: { start, end: cursor.at } };
}

/** Expressions with commas between them, up to and with the closing bracket; broken ones are opaque. */
function readItems(cursor: Cursor, close: string): { readonly items: Expression[]; readonly expands: boolean } {
  const items: Expression[] = [];
  const outside = cursor.lineEnds;
  let expands = false;
  cursor.lineEnds = false;
  for (skipBlank(cursor); cursor.at < cursor.end && !looksAt(cursor, close); skipBlank(cursor)) {
    const start = cursor.at;
    const item = readExpression(cursor);
    skipBlank(cursor);
    expands = take(cursor, '...') || expands;
    skipBlank(cursor);
    items.push(endItem(cursor, item, start, close, ','));
    if (!take(cursor, ',') && !looksAt(cursor, close)) break;
  }
  take(cursor, close);
  cursor.lineEnds = outside;
  return { items, expands };
}

/** The item if nothing else stands before its separator, else an opaque one up to there. */
function endItem(cursor: Cursor, item: Expression, start: number, close: string, separators: string): Expression {
  const ended = cursor.at >= cursor.end || looksAt(cursor, close) || separators.includes(cursor.text[cursor.at]!);
  if (ended && cursor.at > start) return item;
  resynchronize(cursor, separators);
  return { kind: 'opaque', range: { start, end: cursor.at } };
}

function readObject(cursor: Cursor): Expression {
  const start = cursor.at++;
  skipLines(cursor);
  if (match(cursor, comprehension)) return skipComprehension(cursor, start, '}');
  const outside = cursor.lineEnds;
  const entries: ObjectEntry[] = [];
  cursor.lineEnds = true;
  for (skipLines(cursor); cursor.at < cursor.end && !looksAt(cursor, '}'); skipLines(cursor)) {
    const before = cursor.at;
    const entry = readEntry(cursor);
    if (entry) entries.push(entry);
    else resynchronize(cursor, ',\n');
    take(cursor, ',');
    if (cursor.at === before) break;
  }
  take(cursor, '}');
  cursor.lineEnds = outside;
  return { kind: 'object', entries, range: { start, end: cursor.at } };
}

function readEntry(cursor: Cursor): ObjectEntry | undefined {
  const key = asKey(readExpression(cursor));
  skipBlank(cursor);
  if (looksAt(cursor, '==') || !(take(cursor, '=') || take(cursor, ':'))) return undefined;
  skipBlank(cursor);
  const start = cursor.at;
  const value = readExpression(cursor);
  skipBlank(cursor);
  return { key, value: endItem(cursor, value, start, '}', ',\n') };
}

function asKey(key: Expression): Expression {
  const bare = key.kind === 'reference' && typeof key.root === 'string' && key.steps.length === 0;
  return bare ? { kind: 'literal', value: key.root as string, range: key.range } : key;
}
