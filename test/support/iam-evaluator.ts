/**
 * Decides single requests the way IAM's pages describe it, statement by statement and value by value, without any set: the referee
 * of the policy engine, with which it shares no code. Reads statements without holes.
 */
import type { Condition, PolicyStatement } from '../../server/src/engine/model/statement';
import type { Patterns, Text } from '../../server/src/engine/model/text';

export interface ConcreteRequest {
  readonly action: string;
  readonly resource: string;
  readonly context: Readonly<Record<string, string | readonly string[]>>;
}

const listKeys = ['aws:tagkeys', 'aws:calledvia'];

/** Allowed by the identity's policies and, if it has one, by its boundary. */
export function isAllowed(
  request: ConcreteRequest,
  policies: readonly PolicyStatement[],
  boundary?: readonly PolicyStatement[],
): boolean {
  const matching = policies.filter(statement => matches(statement, request));
  if (matching.some(({ effect }) => effect === 'Deny')) return false;
  if (!matching.some(({ effect }) => effect === 'Allow')) return false;
  return boundary === undefined || isAllowed(request, boundary);
}

function matches(statement: PolicyStatement, request: ConcreteRequest): boolean {
  return (
    listed(statement.actions, request.action.toLowerCase(), text => text.toLowerCase()) &&
    listed(statement.resources, request.resource, text => text) &&
    statement.conditions.every(condition => isMet(condition, request))
  );
}

function listed(patterns: Patterns, name: string, spelled: (text: string) => string): boolean {
  const found = patterns.list.some(text => wildcard(spelled(write(text))).test(name));
  return patterns.mode === 'only' ? found : !found;
}

function write(text: Text): string {
  return text.parts.map(part => (typeof part === 'string' ? part : '')).join('');
}

function wildcard(pattern: string, any = '[^]'): RegExp {
  const escaped = pattern.replace(/[\\^$.|+()[\]{}]/g, '\\$&');
  return new RegExp(`^${escaped.replaceAll('?', any).replaceAll('*', `${any}*`)}$`);
}

function isMet(condition: Condition, request: ConcreteRequest): boolean {
  const [, quantifier, operator, ifExists] = /^(?:(ForAllValues|ForAnyValue):)?(.*?)(IfExists)?$/.exec(
    condition.operator,
  )!;
  const key = condition.key.toLowerCase();
  const found = Object.entries(request.context).find(([name]) => name.toLowerCase() === key)?.[1];
  const held = found === undefined ? [] : [found].flat();
  const wanted = condition.values.map(write);
  if (operator === 'Null') return wanted.some(value => (value === 'true') === (held.length === 0));
  if (held.length === 0 && ifExists) return true;
  const negated = operator!.includes('Not');
  const equal = comparisons[operator!.replace('Not', '')]!;
  const satisfies = (value: string) => wanted.some(one => equal(value, one)) !== negated;
  if (quantifier === 'ForAllValues') return held.every(satisfies);
  if (quantifier === 'ForAnyValue') return held.some(satisfies);
  if (!listKeys.includes(key)) return held.length === 0 ? negated : satisfies(held[0]!);
  return negated ? held.every(satisfies) : held.some(satisfies);
}

const comparisons: Readonly<Record<string, (value: string, wanted: string) => boolean>> = {
  StringEquals: (value, wanted) => value === wanted,
  StringEqualsIgnoreCase: (value, wanted) => value.toLowerCase() === wanted.toLowerCase(),
  StringLike: (value, wanted) => wildcard(wanted).test(value),
  ArnEquals: arnLike,
  ArnLike: arnLike,
  Bool: (value, wanted) => value.toLowerCase() === wanted.toLowerCase(),
  BinaryEquals: (value, wanted) => value === wanted,
  NumericEquals: (value, wanted) => Number(value) === Number(wanted),
  NumericLessThan: (value, wanted) => Number(value) < Number(wanted),
  NumericLessThanEquals: (value, wanted) => Number(value) <= Number(wanted),
  NumericGreaterThan: (value, wanted) => Number(value) > Number(wanted),
  NumericGreaterThanEquals: (value, wanted) => Number(value) >= Number(wanted),
  DateEquals: (value, wanted) => Date.parse(value) === Date.parse(wanted),
  DateLessThan: (value, wanted) => Date.parse(value) < Date.parse(wanted),
  DateLessThanEquals: (value, wanted) => Date.parse(value) <= Date.parse(wanted),
  DateGreaterThan: (value, wanted) => Date.parse(value) > Date.parse(wanted),
  DateGreaterThanEquals: (value, wanted) => Date.parse(value) >= Date.parse(wanted),
  IpAddress: (value, wanted) => inBlock(value, wanted),
};

/** Each of an ARN's six parts by itself. */
function arnLike(value: string, wanted: string): boolean {
  const parts = wanted.split(':');
  const given = value.split(':');
  if (parts.length < 6) return wildcard(wanted).test(value);
  if (given.length < 6) return false;
  const five = parts.slice(0, 5).every((part, i) => wildcard(part).test(given[i]!));
  return five && wildcard(parts.slice(5).join(':')).test(given.slice(5).join(':'));
}

function inBlock(address: string, block: string): boolean {
  const [network, length = '32'] = block.split('/');
  const bits = (text: string) =>
    text
      .split('.')
      .map(byte => Number(byte).toString(2).padStart(8, '0'))
      .join('');
  return bits(address).slice(0, Number(length)) === bits(network!).slice(0, Number(length));
}
