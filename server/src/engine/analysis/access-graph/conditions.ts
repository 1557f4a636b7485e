import type { Condition, PolicyStatement } from '../../model/statement';
import { show } from '../../model/text';

/** What a caller must meet: `` `aws:SourceIp` is within `10.0.0.0/8` ``. */
export function conditionsInWords({ conditions }: PolicyStatement): readonly string[] {
  return conditions.map(condition => inWords(condition));
}

/** What all of these ask, each once. */
export function demandsInWords(statements: readonly PolicyStatement[]): readonly string[] {
  const said = statements.flatMap(one => (one.effect === 'Deny' ? denialInWords(one) : conditionsInWords(one)));
  return [...new Set(said)];
}

/** What a caller must meet so as not to be denied; nothing of what everybody does anyway, or of whom a Deny is about. */
function denialInWords({ conditions }: PolicyStatement): readonly string[] {
  if (conditions.length === 0 || conditions.some(isOfPlainTraffic)) return [];
  return [conditions.map(condition => inWords(condition, opposites)).join(' or ')];
}

/** Requests that are not encrypted nobody has to make. */
export function isOfPlainTraffic({ key, operator, values }: Condition): boolean {
  const isTls = /^aws:securetransport$/i.test(key) && /^bool(?:ifexists)?$/i.test(operator);
  return isTls && values.every(({ parts }) => parts.length === 1 && /^false$/i.test(`${parts[0]}`));
}

const opposites: readonly (readonly [string, string])[] = [
  ['is not like', 'is like'],
  ['is not within', 'is within'],
  ['is less than', 'is at least'],
  ['is more than', 'is at most'],
  ['is not', 'is'],
  ['is absent', 'is present'],
];

const verbs: readonly (readonly [RegExp, string])[] = [
  [/NotLike|NotMatch/i, 'is not like'],
  [/Like/i, 'is like'],
  [/NotEquals/i, 'is not'],
  [/NotIpAddress/i, 'is not within'],
  [/IpAddress/i, 'is within'],
  [/LessThanEquals/i, 'is at most'],
  [/LessThan/i, 'is less than'],
  [/GreaterThanEquals/i, 'is at least'],
  [/GreaterThan/i, 'is more than'],
];

type Opposites = typeof opposites;

function inWords({ operator, key, values }: Condition, turned: Opposites = []): string {
  const listed = values.map(value => `\`${show(value)}\``).join(' or ');
  const isPresence = /Null$/i.test(operator);
  const word = isPresence ? (/true/i.test(listed) ? 'is absent' : 'is present') : verbOf(operator);
  const [one, other] = turned.find(pair => pair.includes(word)) ?? [word, word];
  const verb = word === one ? other : one;
  return isPresence ? `\`${key}\` ${verb}` : `\`${key}\` ${verb} ${listed}`;
}

function verbOf(operator: string): string {
  return verbs.find(([pattern]) => pattern.test(operator))?.[1] ?? 'is';
}
