import type { Condition, PolicyStatement } from '../../model/model';
import { show } from '../../model/text';

/** What a caller must meet: `` `aws:SourceIp` is within `10.0.0.0/8` ``. */
export function conditionsInWords({ conditions }: PolicyStatement): readonly string[] {
  return conditions.map(inWords);
}

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

function inWords({ operator, key, values }: Condition): string {
  const listed = values.map(value => `\`${show(value)}\``).join(' or ');
  if (/Null$/i.test(operator)) return `\`${key}\` is ${/true/i.test(listed) ? 'absent' : 'present'}`;
  const verb = verbs.find(([pattern]) => pattern.test(operator))?.[1] ?? 'is';
  return `\`${key}\` ${verb} ${listed}`;
}
