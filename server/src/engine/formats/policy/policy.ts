/**
 * IAM policy documents, read once for every format: each gives only its way of reading a string with holes and of choosing
 * between alternatives. Whatever has the wrong shape is a problem at its place, and the rest is kept.
 */
import type { PolicyStatement } from '../../model/statement';
import type { Text } from '../../model/text';
import { concatenated } from '../lists';
import { child, items, type Place } from '../place';
import { during, possible } from '../possible';
import type { Circumstance } from '../when';
import { branches, nameOf, openTextAt, type PolicyReader } from './reader';
import { readStatement } from './statement';

/** How many documents may be written as text inside each other. */
const MAX_NESTING = 4;

/** The statements of the policy document at `place`; each alternative of a conditional one stands for itself. */
export function readPolicy(place: Place, reader: PolicyReader, nesting = 0): readonly PolicyStatement[] {
  return concatenated(
    branches(place, reader).map(({ value, when }) => {
      const inside = value.node.kind !== 'list' && nesting < MAX_NESTING ? reader.inside(value) : undefined;
      const found = inside ? readPolicy(inside.place, inside.reader, nesting + 1) : readDocument(value, reader);
      return underCircumstance(found, when);
    }),
  );
}

/** Those of the statements that can be while `when` holds. */
export function underCircumstance(
  statements: readonly PolicyStatement[],
  when: Circumstance,
): readonly PolicyStatement[] {
  if (when === undefined) return statements;
  return during(
    when,
    statements.map(statement => possible(statement, statement.when)),
  ).map(({ value, when: left }) => (left ? { ...value, when: left } : value));
}

function readDocument(document: Place, reader: PolicyReader): readonly PolicyStatement[] {
  const open = openTextAt(document, reader);
  if (open) return [unknownStatement(open)];
  if (document.node.kind !== 'map') return complain(document, reader, 'a policy document is expected here');
  const statements = child(document, 'Statement');
  if (!statements) return complain(document, reader, 'this policy document has no `Statement`');
  const written = branches(statements, reader).flatMap(list =>
    statementsAt(list.value, reader).flatMap(item => during(list.when, branches(item, reader))),
  );
  const found = concatenated(written.map(({ value, when }) => underCircumstance(statementAt(value, reader), when)));
  return inVersion(versionOf(document, reader), found);
}

/** Undefined where it is open. One that is left out is the first ("IAM JSON policy elements: Version"). */
function versionOf(document: Place, reader: PolicyReader): string | undefined {
  const version = child(document, 'Version');
  if (!version) return NO_VARIABLES;
  const parts = reader.texts(version)?.[0]?.parts;
  return parts?.length === 1 && typeof parts[0] === 'string' ? parts[0] : undefined;
}

/** The version that has no variables yet. */
const NO_VARIABLES = '2008-10-17';

/** The statements as a policy of this version has them, whichever they come from. */
export function inVersion(
  version: string | undefined,
  statements: readonly PolicyStatement[],
): readonly PolicyStatement[] {
  if (version !== NO_VARIABLES) return statements.map(withVariables);
  return statements.map(statement => ({ ...statement, variables: false }));
}

function withVariables(statement: PolicyStatement): PolicyStatement {
  if (statement.variables === undefined) return statement;
  const { variables: _, ...rest } = statement;
  return rest;
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
