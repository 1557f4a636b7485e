/**
 * IAM policy documents, read once for every format: each gives only its way of reading a string with holes and of choosing
 * between alternatives. Whatever has the wrong shape is a problem at its place, and the rest is kept.
 */
import type { PolicyStatement, Text } from '../model/model';
import { child, items, type Place } from './place';
import { branches, nameOf, openTextAt, type PolicyReader } from './policy-reader';
import { readStatement } from './policy-statement';
import { during, possible } from './possible';
import type { Circumstance } from './when';

/** How many documents may be written as text inside each other. */
const MAX_NESTING = 4;

/** The statements of the policy document at `place`; each alternative of a conditional one stands for itself. */
export function readPolicy(place: Place, reader: PolicyReader, nesting = 0): readonly PolicyStatement[] {
  return branches(place, reader).flatMap(branch => {
    const inside = branch.value.node.kind !== 'list' && nesting < MAX_NESTING ? reader.inside(branch.value) : undefined;
    const found = inside ? readPolicy(inside.place, inside.reader, nesting + 1) : readDocument(branch.value, reader);
    return found.flatMap(statement => restrict(statement, branch.when));
  });
}

function restrict(statement: PolicyStatement, when: Circumstance): readonly PolicyStatement[] {
  const [left] = during(when, [possible(statement, statement.when)]);
  return left ? [left.when ? { ...statement, when: left.when } : statement] : [];
}

function readDocument(document: Place, reader: PolicyReader): readonly PolicyStatement[] {
  const open = openTextAt(document, reader);
  if (open) return [unknownStatement(open)];
  if (document.node.kind !== 'map') return complain(document, reader, 'a policy document is expected here');
  const statements = child(document, 'Statement');
  if (!statements) return complain(document, reader, 'this policy document has no `Statement`');
  return branches(statements, reader)
    .flatMap(list => statementsAt(list.value, reader).flatMap(item => during(list.when, branches(item, reader))))
    .flatMap(({ value, when }) => statementAt(value, reader).flatMap(statement => restrict(statement, when)));
}

/** A list of them, or one alone. */
function statementsAt(place: Place, reader: PolicyReader): readonly Place[] {
  return reader.texts(place) ? [place] : items(place);
}

function statementAt(place: Place, reader: PolicyReader): readonly PolicyStatement[] {
  const open = openTextAt(place, reader);
  if (open) return [unknownStatement(open)];
  if (place.node.kind !== 'map') return complain(place, reader, 'a policy statement is expected here');
  return readStatement(place, place.node, reader);
}

function complain({ at }: Place, reader: PolicyReader, message: string): readonly never[] {
  reader.problem(message, at);
  return [];
}

/** What is known only after deployment may allow anything. */
function unknownStatement(text: Text): PolicyStatement {
  const { at } = text;
  const open = { mode: 'only' as const, list: [{ parts: [{ hole: nameOf(text), kind: 'opaque' as const }], at }], at };
  return { effect: 'Allow', actions: open, resources: open, conditions: [], form: 'iam-json', at };
}
