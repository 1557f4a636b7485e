/** What the requests of escalations are about, as a statement of the same policy can name it. */
import type { Escalation, Hop } from '../../../analysis/escalation/escalation';
import { policiesOf } from '../../../analysis/escalation/self-grants';
import { resourcesOf } from '../../../analysis/index/resources-of';
import type { WorkspaceIndex } from '../../../analysis/index/workspace-index';
import { arnOf as arnInRequests, readable } from '../../../analysis/permissions/iam-names';
import type { Permissions } from '../../../analysis/permissions/permissions';
import type { Resource } from '../../../model/resource';
import { literalOf } from '../../../model/text';
import { dependsOn } from '../references';
import { arnOf, isElsewhere } from './boundaries';
import { type Said, said } from './limits';
import type { Place } from './place';
import { resourceType } from './targets';
import { weakestHop } from './weakest-hop';

export interface MetTarget {
  readonly label: string;
  readonly arn: Said;
}

/** More than this is limited by what is allowed, not by what is denied. */
const MOST_MET = 5;

/**
 * IAM's own resources that the escalations go through: by reference, where that may be, and by name in whichever account. A grant
 * may write out an account that nobody knows to be the template's. None where one of them is about something that has no name.
 */
export function metTargets(
  place: Place,
  escalations: readonly Escalation[],
  permissions: Permissions,
  index: WorkspaceIndex,
): readonly (readonly MetTarget[])[] {
  const ways = [byReference, byName].map(naming => named(naming, place, escalations, permissions, index));
  return ways.filter(met => met.length > 0 && met.length <= MOST_MET);
}

function named(
  naming: typeof byReference,
  { holder }: Place,
  escalations: readonly Escalation[],
  permissions: Permissions,
  index: WorkspaceIndex,
): readonly MetTarget[] {
  const met = new Map<string, MetTarget>();
  for (const { hop, candidates } of escalations.flatMap(one => hopsOf(one, permissions, index))) {
    const { resource } = hop.request;
    const known = candidates.find(one => calledInRequests(one, permissions) === nameIn(resource));
    const arn = known ? naming(known, holder, resource, index) : writtenOut(resource, permissions);
    if (!arn || !ofIam.has(hop.step.on)) return [];
    met.set(known?.id ?? resource, { label: known?.label ?? resource, arn });
  }
  return [...met.values()];
}

const ofIam: ReadonlySet<Hop['step']['on']> = new Set(['role', 'user', 'group', 'policy']);

interface Meeting {
  readonly hop: Hop;
  /** One of these may be what it is about. */
  readonly candidates: readonly Resource[];
}

function hopsOf(
  { method, hops, gain, others }: Escalation,
  { principal }: Permissions,
  index: WorkspaceIndex,
): readonly Meeting[] {
  return [{ hops, gain }, ...others].map(way => {
    const hop = weakestHop({ method, hops: way.hops });
    const identities = way.gain.kind === 'identity' ? [way.gain.identity, principal] : [principal];
    const ownPolicies = identities.flatMap(identity => policiesOf(identity, index));
    const candidates =
      hop.step.on === 'policy' ? [...ownPolicies, ...resourcesOf(index.documentOf(principal), 'policy')] : identities;
    return { hop, candidates };
  });
}

function calledInRequests(resource: Resource, { given }: Permissions): string | undefined {
  const arn = arnInRequests(resource, given);
  return arn === undefined ? undefined : nameIn(readable({ action: '', resource: arn, context: {} }).resource);
}

/** `role/app`: of what has a name, requests say one account or another. */
function nameIn(arn: string): string {
  return arn.split(':').slice(5).join(':');
}

/** A policy cannot refer to what refers to it. */
function byReference(
  resource: Resource,
  holder: Resource,
  inRequests: string,
  index: WorkspaceIndex,
): Said | undefined {
  const isReferable =
    resource.at.uri === holder.at.uri &&
    resource.when === undefined &&
    !isElsewhere(holder) &&
    !dependsOn(resource, new Set([holder.id]), index.documentOf(holder));
  return (isReferable ? arnOf(resource) : undefined) ?? byName(resource, holder, inRequests);
}

function byName({ name: text }: Resource, { at }: Resource, inRequests: string): Said | undefined {
  const name = text && literalOf(text);
  const type = resourceType(inRequests);
  return name === undefined || type === undefined ? undefined : said(`${type}${name}`, at);
}

/** Where one of the principal's own statements says it: requests name what nobody has, too. */
function writtenOut(arn: string, { grants }: Permissions): Said | undefined {
  const texts = grants.flatMap(({ statement: { resources, conditions } }) => [
    ...(resources.mode === 'only' ? resources.list : []),
    ...conditions.flatMap(({ values }) => values),
  ]);
  const text = texts.find(one => literalOf(one) === arn);
  return text && !/[*?$]/.test(arn) ? said(arn, text.at) : undefined;
}
