import type { Escalation, Hop } from '../../../analysis/escalation/escalation';

/** What is wrong with them is the last request about the boundary: the others make identities that have it. */
const againstBoundaries: ReadonlySet<string> = new Set(['remove-boundary', 'change-boundary-policy']);

/**
 * The request of a chain at which it is best broken: one that a statement of this workspace allows, and not `iam:PassRole` where
 * something else is left, for `broad-pass-role` speaks of that.
 */
export function weakestHop({ hops, method }: Pick<Escalation, 'hops' | 'method'>): Hop {
  const own = hops.filter(({ grant }) => grant?.holder);
  const granted = hops.filter(({ grant }) => grant);
  const last = againstBoundaries.has(method.id) ? (own.filter(isAboutPolicy).at(-1) ?? own.at(-1)) : undefined;
  return last ?? own.find(isNotPassing) ?? own[0] ?? granted.find(isNotPassing) ?? granted[0] ?? hops[0]!;
}

function isAboutPolicy({ step }: Hop): boolean {
  return step.on === 'policy';
}

function isNotPassing({ request }: Pick<Hop, 'request'>): boolean {
  return request.action.toLowerCase() !== 'iam:passrole';
}

/** By way of something that runs as the identity. */
export function isByService({ request, step }: Hop): boolean {
  return step.on === 'compute' || step.on === 'new' || !isNotPassing({ request });
}
