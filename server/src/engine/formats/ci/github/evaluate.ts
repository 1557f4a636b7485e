/** What an expression comes to, as far as a workflow itself says it and a way through it supposes the rest. */
import { joined, literalOf, type Text } from '../../../model/text';
import type { Json } from '../../../text/json';
import { openAs } from '../values';
import { anything, isLike, supposing, type Way } from '../ways';
import type { Expression } from './expression';

/** A string, with holes where only a run knows it; or any other value of JSON. */
export type Value = { readonly parts: Text['parts'] } | { readonly json: Json };

export interface Evaluating {
  /** The values of contexts: `env.STAGE`, `matrix.target.account`. */
  readonly known: (name: string) => Text['parts'] | undefined;
  readonly way: Way;
  /** The text of the whole, by which people know what stays open. */
  readonly written: string;
}

export function evaluate(expression: Expression, around: Evaluating): Value {
  switch (expression.kind) {
    case 'literal':
      return typeof expression.value === 'string' ? stringOf(expression.value) : { json: expression.value };
    case 'context':
      return contextOf(expression.name, around);
    case 'at':
      return memberOf(expression, around);
    case 'call':
      return callOf(expression.name, expression.given, around);
    case 'not':
      return truth(negated(isTruthy(evaluate(expression.of, around), around.way)), around);
    case 'binary':
      return binaryOf(expression, around);
  }
}

/** The parts of a text in which a value is put. */
export function partsOf(value: Value): Text['parts'] {
  if ('parts' in value) return value.parts;
  const { json } = value;
  if (json === null || json === '') return [];
  return [typeof json === 'object' ? JSON.stringify(json) : String(json)];
}

function stringOf(text: string): Value {
  return { parts: text === '' ? [] : [text] };
}

function open({ written }: Evaluating): Value {
  return { parts: [openAs(written)] };
}

function truth(answer: boolean | undefined, around: Evaluating): Value {
  return answer === undefined ? open(around) : { json: answer };
}

function negated(answer: boolean | undefined): boolean | undefined {
  return answer === undefined ? undefined : !answer;
}

/** What nobody sets is the exception among `vars` and `secrets`. */
export function isTruthy(value: Value, way: Way): boolean | undefined {
  if ('json' in value) return Boolean(value.json);
  return isStored(value.parts) || negated(isLike(value.parts, [], way));
}

function isStored([first]: Text['parts']): boolean {
  return typeof first === 'object' && /^(?:vars|secrets)\./.test(first.hole);
}

function contextOf(name: string, { known, way }: Evaluating): Value {
  const own = name.replace(/^github\.event\.inputs\./, 'inputs.');
  const parts = known(own);
  const found = supposing({ parts: parts ?? [openAs(own)], at: nowhere }, way).parts;
  const isSwitch = own.startsWith('inputs.') && found.length === 1 && (found[0] === 'false' || found[0] === 'true');
  return isSwitch ? { json: found[0] === 'true' } : { parts: found };
}

const nowhere: Text['at'] = { uri: '' as Text['at']['uri'], path: [], part: 'value' };

function memberOf({ of, key }: Extract<Expression, { kind: 'at' }>, around: Evaluating): Value {
  const at = partsOf(evaluate(key, around));
  const name = wholeOf(at);
  if (of.kind === 'context') return name === undefined ? open(around) : contextOf(`${of.name}.${name}`, around);
  const object = evaluate(of, around);
  if (!('json' in object) || typeof object.json !== 'object' || object.json === null) return open(around);
  const entries = Object.entries(object.json);
  const found = entries.find(([one]) => isLike(at, one === '' ? [] : [one], around.way, true));
  if (found) return fromJson(found[1]);
  return name === undefined ? open(around) : { json: null };
}

function fromJson(json: Json): Value {
  return typeof json === 'string' ? stringOf(json) : { json };
}

function wholeOf(parts: Text['parts']): string | undefined {
  return literalOf({ parts, at: nowhere });
}

function binaryOf(expression: Extract<Expression, { kind: 'binary' }>, around: Evaluating): Value {
  const { operator, left, right } = expression;
  const first = evaluate(left, around);
  if (operator === '&&' || operator === '||') {
    // In `condition && value || other` the value is there to be taken.
    const isChosen = left.kind === 'binary' && left.operator === '&&' && operator === '||' && isOpenText(first, around);
    const isFirst = isChosen || isTruthy(first, around.way);
    if (isFirst !== undefined) return isFirst === (operator === '&&') ? evaluate(right, around) : first;
    // Whichever it is: `unknown && false`.
    const second = evaluate(right, around);
    return isTruthy(second, around.way) === (operator === '||') ? truth(operator === '||', around) : open(around);
  }
  if (operator !== '==' && operator !== '!=') return open(around);
  const same = isSame(first, evaluate(right, around), around.way);
  return truth(operator === '==' ? same : negated(same), around);
}

/** Not what stays open because the condition before it does. */
function isOpenText(value: Value, { written }: Evaluating): boolean {
  return 'parts' in value && value.parts.some(part => typeof part === 'object' && part.hole !== openAs(written).hole);
}

/** GitHub compares texts without case. */
function isSame(a: Value, b: Value, way: Way): boolean | undefined {
  const [left, right] = [partsOf(a), partsOf(b)];
  return wholeOf(left) === undefined ? isLike(left, right, way, true) : isLike(right, left, way, true);
}

function callOf(name: string, given: readonly Expression[], around: Evaluating): Value {
  const values = given.map(one => evaluate(one, around));
  const [first, second] = values;
  switch (name) {
    case 'always':
    case 'success':
      return { json: true };
    case 'startswith':
      return likeness(first, second, after => [...after, anything], around);
    case 'endswith':
      return likeness(first, second, before => [anything, ...before], around);
    case 'contains':
      return contains(first, second, around);
    case 'format':
      return (first && formatted(partsOf(first), values.slice(1))) ?? open(around);
    case 'fromjson':
      return (first && read(wholeOf(partsOf(first)))) ?? open(around);
    case 'case':
      return chosen(values, around);
    default:
      return open(around);
  }
}

function likeness(
  text: Value | undefined,
  part: Value | undefined,
  pattern: (parts: Text['parts']) => Text['parts'],
  around: Evaluating,
): Value {
  const written = part && wholeOf(partsOf(part));
  if (!text || !written) return open(around);
  return truth(isLike(partsOf(text), pattern([written]), around.way, true), around);
}

function contains(within: Value | undefined, one: Value | undefined, around: Evaluating): Value {
  if (!within || !one) return open(around);
  if (!('json' in within) || !Array.isArray(within.json))
    return likeness(within, one, parts => [anything, ...parts, anything], around);
  const answers = within.json.map(item => isSame(one, fromJson(item), around.way));
  if (answers.includes(true)) return { json: true };
  return truth(answers.includes(undefined) ? undefined : false, around);
}

/** Longer texts are nobody's: formats of formats double what is in them. */
const MAX_LENGTH = 4_000;

function formatted(pattern: Text['parts'], given: readonly Value[]): Value | undefined {
  const parts = joined(
    pattern.flatMap(part => (typeof part === 'string' ? part.split(/(\{\d\})/).flatMap(filled) : [part])),
  );
  const length = parts.reduce((sum, part) => sum + (typeof part === 'string' ? part.length : 20), 0);
  return length <= MAX_LENGTH ? { parts } : undefined;

  function filled(piece: string): Text['parts'] {
    const value = /^\{\d\}$/.test(piece) ? given[Number(piece[1])] : undefined;
    return value ? partsOf(value) : [piece];
  }
}

function read(text: string | undefined): Value | undefined {
  try {
    return text === undefined ? undefined : fromJson(JSON.parse(text));
  } catch {
    return undefined;
  }
}

/** `case(first, value, second, value, otherwise)` */
function chosen(values: readonly Value[], around: Evaluating): Value {
  for (let i = 0; i + 1 < values.length; i += 2) {
    const holds = isTruthy(values[i]!, around.way);
    if (holds === undefined) return open(around);
    if (holds) return values[i + 1]!;
  }
  return values.length % 2 === 1 ? values.at(-1)! : open(around);
}
