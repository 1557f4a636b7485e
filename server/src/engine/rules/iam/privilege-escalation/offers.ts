/** What may be offered against an escalation; whether it helps is tried in `fixes.ts`. */
import type { Escalation } from '../../../analysis/escalation/escalation';
import type { WorkspaceIndex } from '../../../analysis/index/workspace-index';
import { type Grant, type Permissions, permissionsOf } from '../../../analysis/permissions/permissions';
import type { Resource } from '../../../model/resource';
import type { PolicyStatement } from '../../../model/statement';
import { literalOf, type Text } from '../../../model/text';
import { below } from '../../../text/text';
import type { Fix } from '../../rule';
import { quoted, spoken } from '../quoting';
import { boundariesFor, policiesFor } from './boundaries';
import { boundedActions, isBounded } from './bounded';
import { keptUnder } from './keeping';
import { type Change, denied, deniedOn, isOneAction, type Limit, limited, said, writtenIn } from './limits';
import { metTargets } from './met-targets';
import type { Place } from './place';
import { ownTargets, prefixTargets } from './targets';

/** A fix, and what the principal may do after it. */
export interface Offer extends Pick<Fix, 'id' | 'title' | 'edits'> {
  readonly leaves: () => Permissions;
  /** The principal may lose rights that have nothing to do with the finding. */
  readonly takesMore?: boolean;
}

/** The best first. */
export function offersFor(
  place: Place,
  escalations: readonly Escalation[],
  permissions: Permissions,
  index: WorkspaceIndex,
): readonly Offer[] {
  return [
    ...requiringBoundary(place, permissions, index),
    ...denyingRemoval(place, permissions),
    ...scopingToSelf(place, permissions, index),
    ...scopingTo('scope-to-own', ownTargets(place, escalations, permissions, index), place, permissions),
    ...scopingTo('scope-to-path', prefixTargets(place, escalations, permissions, index), place, permissions),
    ...denyingThere(place, escalations, permissions, index),
    ...settingBoundary(place, permissions, index),
  ];
}

function offer(id: string, title: string, { edits, leaves }: Change, permissions: Permissions): Offer {
  return { id, title, edits, leaves: () => permissions.having(leaves(permissions.policies.statements)) };
}

function requiringBoundary(place: Place, permissions: Permissions, index: WorkspaceIndex): readonly Offer[] {
  const { grant, holder, entry } = place;
  if (!place.actions.every(isBounded)) return [];
  const carrying = entry && isOneAction(entry) ? entriesOf(grant, isBounded) : [];
  return boundariesFor(holder, permissions.principal, index).map(({ label, arn }) => {
    const limit: Limit = { key: 'iam:PermissionsBoundary', value: arn };
    const change = limited(grant, carrying, boundedActions, limit);
    const title = `Ask for the permissions boundary ${quoted(label)} of every role and user that gets rights`;
    return offer('require-boundary', title, change, permissions);
  });
}

/** The entries that name one such action each, in order. */
function entriesOf(grant: Grant, isMeant: (action: string) => boolean): readonly Text[] {
  const { actions } = writtenIn(grant);
  return actions.list.filter(entry => isOneAction(entry) && isMeant(literalOf(entry)!));
}

const REMOVING = ['iam:DeleteRolePermissionsBoundary', 'iam:DeleteUserPermissionsBoundary'];

/** Where a boundary is put on as well, `require-boundary` says which. */
function denyingRemoval({ grant, actions }: Place, permissions: Permissions): readonly Offer[] {
  if (!actions.some(action => REMOVING.includes(action))) return [];
  const change = denied(grant, REMOVING);
  return [offer('deny-boundary-removal', 'Deny taking permissions boundaries off', change, permissions)];
}

/** What users do for themselves; `aws:username` is known of users alone. */
const OF_ONESELF =
  /^iam:(Create|Delete|Update)AccessKey$|^iam:(Create|Update|Delete)LoginProfile$|^iam:(Create|Reset|Update|Delete)ServiceSpecificCredential$|^iam:(Upload|Update|Delete)(SSHPublicKey|SigningCertificate)$|^iam:DeactivateMFADevice$/i;

function scopingToSelf(place: Place, permissions: Permissions, index: WorkspaceIndex): readonly Offer[] {
  const { grant, holder, entry, actions } = place;
  const { principal } = permissions;
  const statement = writtenIn(grant);
  if (principal.kind === 'role' || principal.kind === 'permission-set' || statement.variables === false) return [];
  if (!actions.every(action => OF_ONESELF.test(action))) return [];
  const entries = entry && isOneAction(entry) ? entriesOf(grant, action => OF_ONESELF.test(action)) : [];
  const change = limited(grant, entries, actions, { resources: [ownUser(statement, holder, index)] });
  return [offer('scope-to-self', 'Let users do this for themselves alone', change, permissions)];
}

/** Terraform has a meaning of its own for `${`. */
function ownUser({ at, form }: PolicyStatement, holder: Resource, index: WorkspaceIndex) {
  const arn = 'arn:aws:iam::*:user/${aws:username}';
  const isTerraform = index.documentOf(holder).format.startsWith('terraform');
  const opening = form === 'policy-document' ? '&{' : isTerraform ? '$${' : '${';
  const json = arn.split('${').join(opening);
  return { ...said(arn, at), json };
}

function scopingTo(
  id: string,
  targets: readonly { readonly title: string; readonly limit: Limit }[],
  { grant, entry, actions }: Place,
  permissions: Permissions,
): readonly Offer[] {
  const entries = entry && isOneAction(entry) ? [entry] : [];
  return targets.map(({ title, limit }) => offer(id, title, limited(grant, entries, actions, limit), permissions));
}

/** On what the escalations are about, where that is known. */
function denyingThere(
  place: Place,
  escalations: readonly Escalation[],
  permissions: Permissions,
  index: WorkspaceIndex,
): readonly Offer[] {
  const { grant, actions } = place;
  return metTargets(place, escalations, permissions, index).map(met => {
    const title = `Deny ${spoken(actions)} on ${spoken(met.map(({ label }) => label))}`;
    const named = met.map(({ arn }) => arn);
    return offer('deny-on-target', title, deniedOn(grant, actions, named), permissions);
  });
}

/** Where the types of principals that may have one keep it. */
const BOUNDARY_OF: Readonly<Record<string, readonly string[]>> = {
  'AWS::IAM::Role': ['Properties', 'PermissionsBoundary'],
  'AWS::IAM::User': ['Properties', 'PermissionsBoundary'],
  aws_iam_role: ['permissions_boundary'],
  aws_iam_user: ['permissions_boundary'],
};

/** Only for whoever has the policy alone: it would stay open to the others. */
function settingBoundary(
  { holder, actions }: Place,
  permissions: Permissions,
  index: WorkspaceIndex,
): readonly Offer[] {
  const { principal } = permissions;
  const property = BOUNDARY_OF[principal.type];
  const isAlone = holder.id === principal.id || index.attachedTo(holder).length === 1;
  if (!property || !isAlone || principal.boundary.length > 0 || index.documentOf(principal).generated) return [];
  const into = below(principal.at, ...property.slice(0, -1));
  return policiesFor(principal, index)
    .slice(0, MOST_WEIGHED)
    .flatMap(({ label, arn }): readonly Offer[] => {
      const bounded = permissionsOf({ ...principal, boundary: [{ policy: arn.text }] }, index);
      const kept = keptUnder(bounded.policies.boundary, actions, permissions);
      if (kept === 'nothing') return [];
      const title = `Give ${quoted(principal.label)} the permissions boundary ${quoted(label)}`;
      const edits: Fix['edits'] = [{ kind: 'insert', into, key: property.at(-1)!, value: arn.json }];
      return [{ id: 'set-boundary', title, edits, leaves: () => bounded, takesMore: kept !== 'all' }];
    });
}

/** Of more boundaries than this, it is not asked what they leave. */
const MOST_WEIGHED = 5;
