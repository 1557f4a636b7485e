import type { Escalation, Gain } from '../../../analysis/escalation/escalation';
import type { WorkspaceIndex } from '../../../analysis/index/workspace-index';
import { sharesAccount } from '../../../analysis/permissions/same-account';
import type { Severity } from '../../../model/problem';
import type { Resource } from '../../../model/resource';
import { isOfDevelopment, isOfProduction } from '../tiers';
import { isByService } from './weakest-hop';

/** By what is reached, and by whom; undefined for what the holder has anyway, or what says too little of a single principal. */
export function severityOf(escalation: Escalation, principal: Resource, index: WorkspaceIndex): Severity | undefined {
  const { gain, hops, method } = escalation;
  if (method.forGraphAlone) return undefined;
  const holdsProduction = isOfProduction(principal, index);
  switch (gain.kind) {
    case 'anything':
      return needsLuck(method.id) ? 'warning' : 'error';
    case 'identity':
      return ofIdentity(escalation, gain, principal, index);
    case 'any-identity':
      if (needsLuck(method.id)) return hops.some(isByService) ? 'information' : 'warning';
      return hops.some(isByService) && !holdsProduction ? 'warning' : 'error';
    case 'data':
      if (!gain.resource) return 'information';
      return isOfProduction(gain.resource, index) && !holdsProduction ? 'warning' : 'information';
  }
}

/** Roles that trust these are in every account. */
const everyday = ['lambda', 'ec2', 'instance', 'ecs', 'cloudformation', 'codebuild', 'codepipeline'];

/** Whether somebody must have left something behind: an older and broader version, a user of CodeCommit, a role for a rare service. */
function needsLuck(method: string): boolean {
  const [, service] = /^pass-role-to-(.*)$/.exec(method) ?? [];
  if (service !== undefined) return !everyday.includes(service);
  return method === 'switch-policy-version' || method === 'other-credentials';
}

/** Where nothing says that the two stand in one account, only somebody who is known to be of development is sure to be wrong. */
function ofIdentity(
  { hops }: Escalation,
  { identity, administers, ofProduction }: Extract<Gain, { kind: 'identity' }>,
  principal: Resource,
  index: WorkspaceIndex,
): Severity | undefined {
  const isSure = sharesAccount(identity, principal, index) || isOfDevelopment(principal, index);
  if (administers) return isSure ? 'error' : 'warning';
  if (ofProduction) return isOfProduction(principal, index) ? undefined : isSure ? 'error' : 'warning';
  return hops.some(isByService) ? 'information' : 'warning';
}
