import type { PolicyStatement } from '../../../model/statement';
import { readPolicy } from '../../policy/policy';
import { during, possible } from '../../possible';
import { atOf, sizeOf, type Value } from '../values/value';
import { statementsOfDocument } from './policy-document';
import { type PolicyReading, takeSteps } from './policy-reading';
import { viewOf } from './policy-view';

/** How many policy documents may be the source of each other. */
const maximumSources = 16;

/** The statements of a policy: JSON text, `jsonencode(…)`, or a policy document's JSON. */
export function statementsOf(value: Value | undefined, reading: PolicyReading, depth = 0): readonly PolicyStatement[] {
  if (value === undefined || depth > maximumSources || !takeSteps(reading, sizeOf(value), atOf(value))) return [];
  if (value.kind === 'document') return statementsOfDocument(value.attributes, reading, depth + 1);
  if (value.kind !== 'alternatives') {
    const { place, reader } = viewOf(value, reading);
    return readPolicy(place, reader);
  }
  return value.of.flatMap(({ value: one, when }) =>
    statementsOf(one, reading, depth + 1).flatMap(statement => restricted(statement, when)),
  );
}

function restricted(statement: PolicyStatement, when: PolicyStatement['when']): readonly PolicyStatement[] {
  return during(when, [possible(statement, statement.when)]).map(left =>
    left.when ? { ...statement, when: left.when } : statement,
  );
}
