import type { Escalation, Hop } from '../../../analysis/escalation/escalation';
import type { WorkspaceIndex } from '../../../analysis/index/workspace-index';
import type { Resource, Severity } from '../../../model/model';
import { isOfProduction } from '../tiers';

/** By what is reached, and by whom; undefined for what the holder has anyway, or what says too little of a single principal. */
export function severityOf(
  { gain, hops, method }: Escalation,
  principal: Resource,
  index: WorkspaceIndex,
): Severity | undefined {
  if (method.forGraphAlone) return undefined;
  const holdsProduction = isOfProduction(principal, index);
  switch (gain.kind) {
    case 'anything':
      return 'error';
    case 'identity':
      if (gain.administers) return 'error';
      if (gain.ofProduction) return holdsProduction ? undefined : 'error';
      return hops.some(isIndirect) ? 'information' : 'warning';
    case 'any-identity':
      return hops.some(isIndirect) && !holdsProduction ? 'warning' : 'error';
    case 'data':
      if (!gain.resource) return 'information';
      return isOfProduction(gain.resource, index) && !holdsProduction ? 'warning' : 'information';
  }
}

/** By way of something that runs as the identity: what there is to run, or who trusts the service, the policies do not say. */
function isIndirect({ step }: Hop): boolean {
  return step.on === 'compute' || step.on === 'new';
}
