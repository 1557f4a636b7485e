/** Which ways to touch data the statements of policies allow. */
import type { PolicyStatement } from '../../../model/statement';
import { touching } from '../reader';
import { type DataKind, type Spec, specsOf } from './data-kinds';

/** A kind of data and a way to touch it, with the actions for that which a statement allows. */
export interface Choice {
  readonly kind: DataKind;
  readonly specs: readonly Spec[];
}

const remembered = new WeakMap<PolicyStatement, readonly Choice[]>();

export function choicesIn(statement: PolicyStatement): readonly Choice[] {
  const known = remembered.get(statement);
  if (known) return known;
  const actions = touching.actionsIn(statement);
  const found = byActions.get(actions) ?? choicesOf(actions);
  byActions.set(actions, found);
  remembered.set(statement, found);
  return found;
}

/** Statements that name one action alike share the set of it. */
const byActions = new WeakMap<ReadonlySet<string>, readonly Choice[]>();

function choicesOf(actions: ReadonlySet<string>): readonly Choice[] {
  const choices = new Map<string, Spec[]>();
  for (const action of actions) {
    for (const spec of specsOf(action)) {
      const { way } = spec;
      const specs = choices.get(way);
      if (specs) specs.push(spec);
      else choices.set(way, [spec]);
    }
  }
  return [...choices.values()].map(specs => ({ kind: specs[0]!.kind, specs }));
}
