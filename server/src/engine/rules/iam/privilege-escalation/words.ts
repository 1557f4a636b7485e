import type { Escalation, Gain, Hop, Surface } from '../../../analysis/escalation/escalation';
import type { WorkspaceIndex } from '../../../analysis/index/workspace-index';
import { mayShareAccount, sharesAccount } from '../../../analysis/permissions/same-account';
import type { Resource } from '../../../model/resource';
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
  const isCut = escalation.hops.some(hop => hop.isCut) || undefined;
  return `${deciding(statements, unreadBoundaries(principal, index), isCut, otherwise)} whether ${can}`;
}

/** What no policy of the principal says, by method. */
const decidedElsewhere: Readonly<Record<string, string>> = {
  'switch-policy-version': 'what older versions of the policy allow decides',
  'assume-role': 'whom the roles of the account trust decides',
  'cdk-bootstrap': 'how the account was bootstrapped decides',
};

/** Names are the same in every account, so that one may be another's than the policy means; who trusts others says so itself. */
function perhaps({ gain, hops }: Escalation, principal: Resource, index: WorkspaceIndex): string {
  if (gain.kind !== 'identity' || sharesAccount(gain.identity, principal, index)) return '';
  const isTrusted = hops.every(({ request }) => request.action === 'sts:AssumeRole');
  return isTrusted && !mayShareAccount(gain.identity, principal, index) ? '' : ', if that lands in the same account';
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
      if (hops.some(isMaking)) return making(way);
      return widens ? widening(way, principal) : selfGranting(principal);
    case 'identity':
      return widens ? `give ${reached(gain)} any rights` : `${acting(way)} ${reached(gain)}`;
    case 'any-identity':
      if (widens) return `give ${anyOf(gain, way)} any rights`;
      return gain.of === 'group' ? `join ${anyOf(gain, way)}` : `${acting(way)} ${anyOf(gain, way)}`;
    case 'data':
      return `open ${gain.resource ? quoted(gain.resource.label) : 'data of the account'} to anyone`;
  }
}

function isMaking({ step }: Hop): boolean {
  return step.on === 'new-role' || step.on === 'new-user';
}

/** Whoever is not the principal itself is widened first, and then one acts as them. */
function widening(way: Way, principal: Resource): string {
  const steps = way.hops.filter(({ step }) => step.on !== 'new-policy');
  if (steps.length === 1 || way.method.id === 'administrator') return selfGranting(principal);
  const of = steps.some(({ step }) => step.on === 'user') ? 'user' : 'role';
  return `make a ${of} administrator and ${acting(way)} it`;
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

/** Any at all, or any that is called like production's; those of a service, where the way to them goes through it. */
function anyOf({ of }: Extract<Gain, { kind: 'any-identity' }>, { hops, method }: Way): string {
  if (method.id === 'cdk-bootstrap') return "the role by which the account's CDK applications are deployed";
  const reaching = hops.filter(({ step }) => named.has(step.on));
  const isAny = reaching.some(({ request }) => isAnything(request.resource));
  const passing = reaching.find(({ step }) => step.to);
  if (passing) return isAny ? `any role that trusts ${trusting(passing)}` : 'a role of production, by its name';
  const thing = things[reaching[0]?.request.action.split(':')[0] ?? ''];
  if (thing) return isAny ? `the role of any ${thing}` : `the role of a ${thing} of production, by its name`;
  return isAny ? `any ${of} of the account` : `a ${of} of production, by its name`;
}

/** What the way is about is there already, and one of many. */
const named: ReadonlySet<Surface> = new Set(['role', 'user', 'group', 'policy', 'compute']);

/** What has a role, by the service of the actions that change it. */
const things: Readonly<Record<string, string>> = {
  lambda: 'function',
  codebuild: 'build project',
  ecs: 'task',
  ec2: 'instance',
  ssm: 'instance',
  'ec2-instance-connect': 'instance',
  cloudformation: 'stack',
  codepipeline: 'pipeline',
};

/** `lambda`, by the first part of the service's principal. */
function trusting({ step }: Hop): string {
  const services = (step.to ?? []).map(service => quoted(service.replace(/\.amazonaws\.com$/, '')));
  return services.join(' or ');
}

/** What people call an identity: its name in the account, where the template gives one. */
export function nameOf({ name, label }: Resource): string {
  return (name && literalOf(name)?.split('/').at(-1)) || label;
}

/** `iam:PassRole`, then `lambda:CreateFunction` and `lambda:InvokeFunction`. */
function meansOf({ method, hops, throughBoundary }: Escalation, principal: Resource): string {
  if (method.id === 'administrator') return `it may ${method.does}`;
  const [first] = hops;
  const [begin, ...rest] = new Set(hops.map(({ request }) => quoted(request.action)));
  const chain = rest.length === 0 ? requestInWords(first!, principal) : `${begin}, then ${listed(rest)}`;
  if (!throughBoundary)
    return `${chain}${rest.length === 0 && isUnbounded(first!) ? ' asks for no permissions boundary' : ''}`;
  const { policy, hop } = throughBoundary;
  return `${chain}, for the boundary ${quoted(policy.label)} lets them ${quoted(hop.request.action)}`;
}

/** A condition on the boundary would have been possible, and is not there. */
function isUnbounded({ request, grant }: Hop): boolean {
  const conditions = grant?.statement.conditions ?? [];
  return isBounded(request.action) && !conditions.some(({ key }) => key.toLowerCase() === 'iam:permissionsboundary');
}

function listed(words: readonly string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;
}
