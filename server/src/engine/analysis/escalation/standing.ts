/** What becoming an identity of the workspace is worth to a principal. */
import type { Resource } from '../../model/resource';
import { staysInOwnEnvironment } from '../environments/environment-holes';
import type { WorkspaceIndex } from '../index/workspace-index';
import { mayShareAccount } from '../permissions/same-account';
import { isAdministrator } from './administering';
import type { Asker } from './asker';
import type { Hop, IdentityGain } from './escalation';

/** Of an identity that may stand in the principal's account. */
export function gainOf(identity: Resource, asker: Asker): IdentityGain | undefined {
  return isWithinReach(identity, asker) ? gainAnywhere(identity, asker) : undefined;
}

/** Undefined where it is worth nothing: one of no standing, or production's for who is of its environment. */
export function gainAnywhere(identity: Resource, asker: Asker): IdentityGain | undefined {
  const { gains } = asker;
  if (!gains.has(identity)) gains.set(identity, weigh(identity, asker));
  return gains.get(identity);
}

function weigh(identity: Resource, { permissions, index }: Asker): IdentityGain | undefined {
  const { principal } = permissions;
  if (identity.id === principal.id) return undefined;
  const here = index.environmentOf(principal);
  const there = index.environmentOf(identity);
  const ofProduction = there?.tier === 'production' && here?.tier !== 'production' && here?.name !== there.name;
  const administers = isAdministrator(identity, index);
  return ofProduction || administers ? { kind: 'identity', identity, administers, ofProduction } : undefined;
}

export function isWithinReach(resource: Resource, { permissions, index }: Asker): boolean {
  const { principal } = permissions;
  return resource.at.uri === principal.at.uri || mayShareAccount(resource, principal, index);
}

/** By a parameter that decides the principal's own environment. */
export function staysAtHome({ grant, request }: Hop, { permissions, index }: Asker): boolean {
  return grant !== undefined && staysInOwnEnvironment(grant, request.resource, permissions.principal, index);
}

/**
 * Whether the grant means this resource alone, and so on purpose: that is held only against a principal that is known to be of
 * another environment.
 */
export function isMeant(hop: Hop, asker: Asker, target: Resource): boolean {
  const { permissions, index } = asker;
  if (!hop.grant) return false;
  if (staysAtHome(hop, asker)) return true;
  const here = index.environmentOf(permissions.principal);
  if (here?.tier !== undefined && here.name !== index.environmentOf(target)?.name) return false;
  const { mode, list } = hop.grant.statement.resources;
  return mode === 'only' && list.some(text => namesOnly(text, target, index));
}

function namesOnly(text: Parameters<WorkspaceIndex['named']>[0], target: Resource, index: WorkspaceIndex): boolean {
  if (text.parts.some(part => typeof part === 'string' && /[*?]/.test(part))) return false;
  return index.named(text, [target.kind], text.at.uri).some(({ resource }) => resource.id === target.id);
}
