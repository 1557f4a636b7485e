/** What is seen at a glance of the resources of a grant, without a set: most questions end here. */
import type { ResourceId } from '../../model/ids';
import type { PolicyStatement } from '../../model/statement';
import { matchesWildcards, type Text } from '../../model/text';
import type { Grant } from '../permissions/permissions';

/** A text of a policy as the widest pattern that it can turn out to be. */
interface Shape {
  /** Of what stands after the account. */
  readonly rest: string;
  /** The only resources that it can mean, where it refers to some. */
  readonly refersTo: ReadonlySet<ResourceId> | undefined;
}

const remembered = new WeakMap<PolicyStatement, readonly Shape[]>();

/** False only if none of the grants can mean an ARN that ends like this: one of `resource`, if that is known. */
export function mayMean(grants: readonly Grant[], rest: string, resource?: ResourceId): boolean {
  return grants.some(({ statement }) => {
    if (statement.resources.mode === 'except') return true;
    return shapesOf(statement).some(shape => {
      if (shape.refersTo !== undefined) return resource !== undefined && shape.refersTo.has(resource);
      return matchesWildcards(shape.rest, rest);
    });
  });
}

/** Only a pattern with a wildcard and something of the word meets a made-up name that says production. */
export function mayNameProduction(statement: PolicyStatement): boolean {
  const known = namingProduction.get(statement);
  if (known !== undefined) return known;
  const { mode, list } = statement.resources;
  const found = mode === 'except' || list.some(looksAlike);
  namingProduction.set(statement, found);
  return found;
}

const namingProduction = new WeakMap<PolicyStatement, boolean>();

function looksAlike({ parts }: Text): boolean {
  const written = parts.filter(part => typeof part === 'string').join('');
  return /[*?]/.test(written) && /pr/.test(written);
}

/** The first of a statement's resources that are named without a wildcard. */
export function writtenOut(statement: PolicyStatement): readonly Text[] {
  const known = withoutWildcard.get(statement);
  if (known) return known;
  const found = statement.resources.list.filter(isWrittenOut).slice(0, MOST_WRITTEN);
  withoutWildcard.set(statement, found);
  return found;
}

const withoutWildcard = new WeakMap<PolicyStatement, readonly Text[]>();

/** More of one statement than are tried tell nothing. */
const MOST_WRITTEN = 20;

function isWrittenOut({ parts }: Text): boolean {
  return parts.every(part => typeof part !== 'string' || !/[*?]/.test(part));
}

function shapesOf(statement: PolicyStatement): readonly Shape[] {
  const known = remembered.get(statement);
  if (known) return known;
  const shapes = statement.resources.list.map(shapeOf);
  remembered.set(statement, shapes);
  return shapes;
}

function shapeOf({ parts }: Text): Shape {
  const pattern = parts.map(part => (typeof part === 'string' ? part.replace(/\$\{[^}]*\}/g, '*') : '*')).join('');
  const references = parts.flatMap(part => (typeof part !== 'string' && part.resource ? [part.resource] : []));
  return { rest: afterAccount(pattern), refersTo: references.length > 0 ? new Set(references) : undefined };
}

/** A wildcard before may stand for all that is left. */
function afterAccount(pattern: string): string {
  const fields = pattern.split(':');
  if (fields.length > 5) return fields.slice(5).join(':');
  return pattern.includes('*') ? '*' : pattern;
}
