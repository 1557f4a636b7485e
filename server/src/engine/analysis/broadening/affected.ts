/** Who may be allowed other things in one state of a workspace than in another: for most principals nothing is different. */
import type { DocumentFacts } from '../../model/document-facts';
import { equalData } from '../../model/equal';
import type { ResourceId } from '../../model/ids';
import type { Resource, ResourceKind } from '../../model/resource';
import type { WorkspaceIndex } from '../index/workspace-index';

/** Whether a resource may be concerned, on either side. */
export type Affected = (resource: Resource) => boolean;

export function affectedBetween(one: WorkspaceIndex, other: WorkspaceIndex): Affected {
  const changed = [...changedIn(one, other), ...changedIn(other, one)];
  if (changed.some(({ facts, opposite, resources }) => concernsAll(facts, opposite, resources))) return () => true;
  const ids = new Set<ResourceId>();
  for (const { index, resources } of changed) {
    for (const resource of resources) {
      ids.add(resource.id);
      for (const holder of holdersOf(resource, index)) ids.add(holder.id);
    }
  }
  for (const index of [one, other]) for (const user of usersIn(ids, index)) ids.add(user.id);
  return ({ id }) => ids.has(id);
}

interface Changed {
  readonly index: WorkspaceIndex;
  readonly facts: DocumentFacts;
  readonly opposite: DocumentFacts | undefined;
  /** Those that are not the same objects on the other side. */
  readonly resources: readonly Resource[];
}

function changedIn(index: WorkspaceIndex, other: WorkspaceIndex): readonly Changed[] {
  return index.documents().flatMap(facts => {
    const opposite = other.document(facts.uri);
    if (opposite === facts) return [];
    const same = new Set(opposite?.resources);
    return [{ index, facts, opposite, resources: facts.resources.filter(resource => !same.has(resource)) }];
  });
}

const ofOrganization: ReadonlySet<ResourceKind> = new Set(['organization-policy', 'organizational-unit', 'account']);

/** What gives values to parameters, completes names or bounds accounts speaks of resources that nobody names here. */
function concernsAll(
  facts: DocumentFacts,
  opposite: DocumentFacts | undefined,
  resources: readonly Resource[],
): boolean {
  if (resources.some(({ kind }) => ofOrganization.has(kind))) return true;
  const said = ({ deployments, exports, outputs = {}, settings }: DocumentFacts) => [
    deployments,
    exports,
    outputs,
    settings ?? null,
  ];
  return !equalData(said(facts), opposite ? said(opposite) : [[], [], {}, null]);
}

const principals: readonly ResourceKind[] = ['role', 'user', 'group', 'permission-set'];

/** Whom a policy is put on or bounds. */
function holdersOf(resource: Resource, index: WorkspaceIndex): readonly Resource[] {
  if (resource.kind !== 'policy') return [];
  const named = resource.attachedTo.flatMap(text => index.named(text, principals, resource.at.uri));
  return [...index.attachedTo(resource), ...index.boundedBy(resource), ...named.map(one => one.resource)];
}

/** The users of these groups. */
function usersIn(ids: ReadonlySet<ResourceId>, index: WorkspaceIndex): readonly Resource[] {
  const groups = [...ids].filter(id => index.resource(id)?.kind === 'group');
  if (groups.length === 0) return [];
  return index
    .ofKind('user')
    .filter(user =>
      user.memberOf.some(text =>
        index.named(text, ['group'], user.at.uri).some(({ resource }) => ids.has(resource.id)),
      ),
    );
}
