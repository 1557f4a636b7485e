/** What is seen at a glance of the resources of a grant, without a set: most questions end here. */
import type { PolicyStatement, ResourceId, Text } from '../../model/model';
import { matchesWildcards } from '../../model/text';
import type { Language } from '../../policy/language';
import type { Grant } from '../permissions/permissions';

/** A text of a policy as the widest pattern that it can turn out to be. */
interface Shape {
  readonly pattern: string;
  /** The only resources that it can mean, where it refers to some. */
  readonly refersTo: ReadonlySet<ResourceId> | undefined;
}

const remembered = new WeakMap<PolicyStatement, readonly Shape[]>();

/** False only if none of the grants can mean any of the ARNs, which are those of `resource` if that is known. */
export function mayMean(grants: readonly Grant[], arns: Language, resource?: ResourceId): boolean {
  if (arns.kind !== 'strings') return true;
  return grants.some(({ statement }) => {
    if (statement.resources.mode === 'except') return true;
    return shapesOf(statement).some(({ pattern, refersTo }) => {
      if (refersTo !== undefined) return resource !== undefined && refersTo.has(resource);
      return arns.list.some(arn => matchesWildcards(pattern, arn));
    });
  });
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
  return { pattern, refersTo: references.length > 0 ? new Set(references) : undefined };
}
