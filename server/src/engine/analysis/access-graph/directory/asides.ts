/** What resources say of others that have nodes. */
import type { ResourceId } from '../../../model/ids';
import type { Resource } from '../../../model/resource';
import type { WorkspaceIndex } from '../../index/workspace-index';
import { repositoriesBeside } from './replicas';

export interface Aside {
  readonly of: ResourceId;
  readonly by: Resource;
}

const none: readonly never[] = [];

/** Of what it is attached to; and of a database of a cluster, whose ways in are the cluster's. */
export function asidesBy(one: Resource, index: WorkspaceIndex): readonly Aside[] {
  if (one.kind === 'data') {
    const { takesBy = none, at } = one;
    return takesBy
      .flatMap(text => index.named(text, ['data'], at.uri))
      .map(({ resource }) => ({ of: one.id, by: resource }));
  }
  if (!speaksOfOthers(one) || isTurnedAway(one, index)) return none;
  if (one.isReplicated && one.attachedTo.length === 0)
    return repositoriesBeside(one, index).map(({ id }) => ({ of: id, by: one }));
  const targets = one.attachedTo.flatMap(text =>
    index.named(text, ['data', 'secret', 'compute', 'pipeline'], one.at.uri),
  );
  return targets.map(({ resource }) => ({ of: resource.id, by: one }));
}

function speaksOfOthers({ kind, attachedTo, trust, ...said }: Resource): boolean {
  if (kind !== 'other' && kind !== 'policy') return false;
  const { credentials, delivery, encryptedBy, blocksPublic, takes, isReplicated } = said;
  if (attachedTo.length === 0) return isReplicated === true;
  const facts = [credentials, delivery, encryptedBy, blocksPublic, takes, isReplicated];
  return trust.length > 0 || facts.some(one => one !== undefined);
}

/** A proxy that takes nothing of the kind connects nobody. */
function isTurnedAway({ takesBy = none, at }: Resource, index: WorkspaceIndex): boolean {
  const proxies = takesBy.flatMap(text => index.named(text, ['other'], at.uri));
  return proxies.length > 0 && proxies.every(({ resource }) => takesNone(resource));
}

function takesNone({ takes = {} }: Resource): boolean {
  return Object.values(takes).every(answer => answer === 'no');
}
