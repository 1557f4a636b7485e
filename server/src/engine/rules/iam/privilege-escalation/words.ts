import type { Escalation, Gain } from '../../../analysis/escalation/escalation';
import type { WorkspaceIndex } from '../../../analysis/index/workspace-index';
import { sharesAccount } from '../../../analysis/permissions/same-account';
import type { Resource } from '../../../model/model';
import { literalOf } from '../../../model/text';
import { deciding, unreadBoundaries } from '../open-parts';
import { calling, quoted } from '../quoting';
import { isBounded } from './bounded';
import { isAnything, requestInWords } from './requests';
import { isByService } from './weakest-hop';

/** What is done in the end, as far as words need it. */
export type Way = Pick<Escalation, 'method' | 'gain' | 'hops'>;

/** `others` are the ways that the same entry of the policy opens besides. */
export function messageOf(
  escalation: Escalation,
  others: readonly Escalation[],
  principal: Resource,
  index: WorkspaceIndex,
): string {
  const outcome = outcomeOf(escalation, principal);
  const means = `${meansOf(escalation, principal)}${perhaps(escalation, principal, index)}`;
  const can = `${calling(principal)} can ${outcome}: ${means}${furtherWays(others.length)}`;
  if (escalation.confidence === 'certain') return can;
  const statements = escalation.hops.flatMap(({ grant }) => (grant ? [grant.statement] : []));
  const otherwise = decidedElsewhere[escalation.method.id];
  return `${deciding(statements, unreadBoundaries(principal, index), undefined, otherwise)} whether ${can}`;
}

/** What no policy of the principal says, by method. */
const decidedElsewhere: Readonly<Record<string, string>> = {
  'switch-policy-version': 'what older versions of the policy allow decides',
  'assume-role': 'whom the roles of the account trust decides',
  'cdk-bootstrap': 'how the account was bootstrapped decides',
};

/** Names are the same in every account, so that one may be another's than the policy means. */
function perhaps({ gain }: Escalation, principal: Resource, index: WorkspaceIndex): string {
  const isFar = gain.kind === 'identity' && !sharesAccount(gain.identity, principal, index);
  return isFar ? ', if that lands in the same account' : '';
}

function furtherWays(count: number): string {
  if (count === 0) return '';
  return count === 1 ? ', and in one other way' : `, and in ${count} other ways`;
}

/** Goes after "can". */
export function outcomeOf(way: Way, principal: Resource): string {
  const { gain, method, hops } = way;
  const widens = method.effect === 'widens';
  switch (gain.kind) {
    case 'anything':
      return hops.some(({ step }) => step.on.startsWith('new')) ? making(way) : selfGranting(principal);
    case 'identity':
      return widens ? `give ${reached(gain)} any rights` : `${acting(way)} ${reached(gain)}`;
    case 'any-identity':
      if (widens) return `give ${anyOf(gain, way)} any rights`;
      return gain.of === 'group' ? `join ${anyOf(gain, way)}` : `${acting(way)} ${anyOf(gain, way)}`;
    case 'data':
      return `open ${gain.resource ? quoted(gain.resource.label) : 'data of the account'} to anyone`;
  }
}

function making({ hops }: Way): string {
  return `make a ${hops.some(({ step }) => step.on === 'new-user') ? 'user' : 'role'} that may do anything`;
}

function selfGranting({ kind }: Resource): string {
  return kind === 'group' ? 'make its members administrators' : 'make itself administrator';
}

/** What identities by way of a service do is what the service does: code runs, stacks and pipelines deploy. */
function acting({ hops }: Way): string {
  const by = hops.filter(isByService).at(-1);
  if (!by) return 'become';
  return /^(cloudformation|codepipeline):/.test(by.request.action) ? 'deploy as' : 'run code as';
}

function reached({ identity, administers, ofProduction }: Extract<Gain, { kind: 'identity' }>): string {
  const kind = identity.kind === 'role' ? '' : `${identity.kind} `;
  const what = ofProduction ? `the production ${kind || 'role '}` : administers ? `the administrator ${kind}` : kind;
  return `${what}${quoted(nameOf(identity))}`;
}

/** Any at all, or any that is called like production's. */
function anyOf({ of }: Extract<Gain, { kind: 'any-identity' }>, { hops }: Way): string {
  const isAny =
    hops.some(({ request }) => isAnything(request.resource)) || hops.every(({ step }) => step.on.startsWith('new'));
  return isAny ? `any ${of} of the account` : `a ${of} of production, by its name`;
}

/** What people call an identity: its name in the account, where the template gives one. */
export function nameOf({ name, label }: Resource): string {
  return (name && literalOf(name)?.split('/').at(-1)) || label;
}

/** `iam:PassRole`, then `lambda:CreateFunction` and `lambda:InvokeFunction`. */
function meansOf({ method, hops, throughBoundary }: Escalation, principal: Resource): string {
  if (method.id === 'administrator') return `it may ${method.does}`;
  const [first, ...rest] = hops;
  const actions = rest.map(({ request }) => quoted(request.action));
  const chain =
    rest.length === 0 ? requestInWords(first!, principal) : `${quoted(first!.request.action)}, then ${listed(actions)}`;
  if (!throughBoundary)
    return `${chain}${rest.length === 0 && isUnbounded(first!) ? ' asks for no permissions boundary' : ''}`;
  const { policy, hop } = throughBoundary;
  return `${chain}, for the boundary ${quoted(policy.label)} lets them ${quoted(hop.request.action)}`;
}

/** A condition on the boundary would have been possible, and is not there. */
function isUnbounded({ request, grant }: Escalation['hops'][number]): boolean {
  const conditions = grant?.statement.conditions ?? [];
  return isBounded(request.action) && !conditions.some(({ key }) => key.toLowerCase() === 'iam:permissionsboundary');
}

function listed(words: readonly string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;
}
