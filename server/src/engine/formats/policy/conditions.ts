import type { Condition } from '../../model/statement';
import { part } from '../../text/text';
import { children, type Place } from '../place';
import { during, type Possible, possible } from '../possible';
import { nameOf, openTextAt, type PolicyReader } from './reader';
import { flattened, texts } from './texts';

/** `{ operator: { key: value or values } }`. */
export function conditions(place: Place | undefined, reader: PolicyReader): readonly Possible<readonly Condition[]>[] {
  if (!place) return [{ value: [] }];
  return reader.alternatives(place).flatMap(block => {
    if (!block.value) return [possible([], block.when)];
    const open = unknownCondition(block.value, undefined, reader);
    if (open) return [possible(open, block.when)];
    const operators = mapEntries(block.value, reader).map(({ key, place: tests }) => underOperator(key, tests, reader));
    return during(block.when, flattened(operators));
  });
}

function underOperator(
  operator: string,
  place: Place,
  reader: PolicyReader,
): readonly Possible<readonly Condition[]>[] {
  return reader.alternatives(place).flatMap(tests => {
    if (!tests.value) return [possible([], tests.when)];
    const open = unknownCondition(tests.value, operator, reader);
    if (open) return [possible(open, tests.when)];
    const keys = mapEntries(tests.value, reader).map(({ key, place: values }) =>
      texts(values, reader).map(found => {
        const condition: Condition = { operator, key, values: found.value.list, at: part(values.at, 'key') };
        return possible([condition], found.when);
      }),
    );
    return during(tests.when, flattened(keys));
  });
}

/** What is known only after deployment narrows in a way that nobody knows: a condition on a key of the hole's name. */
function unknownCondition(
  place: Place,
  operator: string | undefined,
  reader: PolicyReader,
): readonly Condition[] | undefined {
  const open = openTextAt(place, reader);
  if (!open) return undefined;
  const name = nameOf(open);
  return [{ operator: operator ?? name, key: name, values: [open], at: place.at }];
}

function mapEntries(place: Place, reader: PolicyReader): readonly { readonly key: string; readonly place: Place }[] {
  if (place.node.kind !== 'map') reader.problem('a map of conditions is expected here', place.at);
  return children(place);
}
