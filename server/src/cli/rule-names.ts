import { foreignRule } from '../engine/formats/settings/names';
import { nearest } from '../engine/formats/settings/nearest';
import { rules } from '../engine/rules/index';
import { UsageError } from './exit';

/** Throws a UsageError, with the nearest name, for one that is no rule. */
export function requireRules(ids: readonly string[]): ReadonlySet<string> {
  const known = rules.map(({ id }) => id);
  for (const id of ids) {
    if (known.includes(id) || foreignRule.test(id)) continue;
    const meant = nearest(id, known);
    const hint = meant ? `; did you mean \`${meant}\`?` : '; `bulkhead explain` lists the rules';
    throw new UsageError(`there is no rule \`${id}\`${hint}`);
  }
  return new Set(ids);
}
