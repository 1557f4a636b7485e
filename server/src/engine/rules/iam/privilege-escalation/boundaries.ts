/** The permissions boundaries that a template can name. */
import { resourcesOf } from '../../../analysis/index/resources-of';
import type { WorkspaceIndex } from '../../../analysis/index/workspace-index';
import type { DocumentFacts } from '../../../model/document-facts';
import type { Resource } from '../../../model/resource';
import { literalOf, show } from '../../../model/text';
import { part } from '../../../text/text';
import { dependsOn } from '../references';
import type { Said } from './limits';

/** A boundary as others are asked to have it. */
export interface Boundary {
  readonly label: string;
  readonly arn: Said;
}

/** So many policies of a template are looked at. */
const MOST_LOOKED_AT = 200;

/**
 * What a resource can name as a boundary: the one that the principal has itself, if it is written out, then policies of the same
 * template that are boundaries already, or are called so.
 */
export function boundariesFor(inResource: Resource, principal: Resource, index: WorkspaceIndex): readonly Boundary[] {
  const own = principal.boundary.flatMap(({ policy, when }): readonly Boundary[] => {
    const arn = literalOf(policy);
    return arn === undefined || when ? [] : [{ label: arn.split('/').at(-1)!, arn: { text: policy, json: arn } }];
  });
  return [...own, ...policiesFor(inResource, index)];
}

/** Policies that a resource can refer to: a template cannot refer in a circle, nor to what only some deployments make. */
export function policiesFor(inResource: Resource, index: WorkspaceIndex): readonly Boundary[] {
  if (isElsewhere(inResource)) return [];
  const document = index.documentOf(inResource);
  return boundariesIn(document, index)
    .filter(policy => !dependsOn(policy, new Set([inResource.id]), document))
    .flatMap(policy => {
      const arn = arnOf(policy);
      return arn ? [{ label: policy.label, arn }] : [];
    });
}

function boundariesIn(document: DocumentFacts, index: WorkspaceIndex): readonly Resource[] {
  return index.once(`boundaries in ${document.uri}`, asked => {
    const policies = resourcesOf(document, 'policy').filter(({ when }) => when === undefined);
    return policies.slice(0, MOST_LOOKED_AT).filter(policy => isBoundary(policy, asked));
  });
}

/** A permission set becomes a role in other accounts than that of its template, where nothing of the template is. */
export function isElsewhere({ kind }: Resource): boolean {
  return kind === 'permission-set';
}

export function isBoundary(policy: Resource, index: WorkspaceIndex): boolean {
  const { name, label } = policy;
  return index.boundedBy(policy).length > 0 || /boundary/i.test(name ? show(name) : label) || /boundary/i.test(label);
}

/** A resource's ARN, by reference. */
export function arnOf({ id, label, spelling, at }: Resource): Said | undefined {
  if (spelling?.arn === undefined) return undefined;
  const parts = [{ hole: label, kind: 'reference', resource: id, attribute: 'arn' }] as const;
  return { text: { parts, at: part(at, 'value') }, json: spelling.arn };
}
