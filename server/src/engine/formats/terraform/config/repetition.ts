import { both, type Circumstance, choice, either, not } from '../../when';
import { holeOf, literalOf } from '../values/readings';
import type { Value } from '../values/value';

/** When a block with these `count` and `for_each` makes anything at all. */
export function existence(count: Value | undefined, forEach: Value | undefined): Circumstance {
  return both(count && nonEmpty(count), forEach && nonEmpty(forEach));
}

function nonEmpty(value: Value): Circumstance {
  if (value.kind === 'list') return value.items.length > 0 ? undefined : [];
  if (value.kind === 'map') return value.entries.size > 0 ? undefined : [];
  if (value.kind === 'alternatives') {
    return value.of.reduce<Circumstance>(
      (when, one) => either(when, one.value ? both(one.when, nonEmpty(one.value)) : []),
      [],
    );
  }
  const hole = holeOf(value);
  if (hole?.kind === 'parameter') return not(choice(hole.hole, '0'));
  return literalOf(value) === '0' ? [] : undefined;
}
