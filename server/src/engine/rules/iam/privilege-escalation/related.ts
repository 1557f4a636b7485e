import type { Escalation, Gain, Hop } from '../../../analysis/escalation/escalation';
import type { Resource } from '../../../model/resource';
import { part, type SourcePointer } from '../../../text/text';
import type { Related } from '../../rule';
import { quoted } from '../quoting';
import { requestInWords } from './requests';
import { weakestHop } from './weakest-hop';
import { nameOf, outcomeOf, type Way } from './words';

/** So many of the other outcomes are told; the message says how many ways there are. */
const MOST_WAYS = 8;

/** The requests in order, what they reach, what a boundary lets through, who holds the policy, and the other ways. */
export function relatedTo(
  escalation: Escalation,
  ways: readonly Escalation[],
  principal: Resource,
): readonly Related[] {
  const { method, hops, gain, throughBoundary } = escalation;
  const others = escalation.others.map(one => ({ method, ...one }));
  return [
    ...numbered(hops, principal),
    ...reachedBy(gain),
    ...(throughBoundary ? [boundaryLets(throughBoundary, principal)] : []),
    ...heldBy(principal, escalation).map(at => ({ message: `granted to ${quoted(principal.label)}`, at })),
    ...otherWays([...ways, ...others], principal).slice(0, MOST_WAYS),
  ];
}

/** What this principal adds where another has the finding by the same entry of a policy. */
export function alsoHeldBy(principal: Resource, escalation: Escalation): readonly Related[] {
  const message = `${quoted(principal.label)} can ${outcomeOf(escalation, principal)} by the same entry`;
  return [{ message, at: part(principal.at, 'key') }];
}

function numbered(hops: readonly Hop[], principal: Resource): readonly Related[] {
  return hops.map((hop, i) => {
    const by = hop.grant ? '' : ', which the trust policy allows by itself';
    return { message: `${hops.length > 1 ? `${i + 1}. ` : ''}${requestInWords(hop, principal)}${by}`, at: hop.at };
  });
}

function reachedBy(gain: Gain): readonly Related[] {
  if (gain.kind === 'identity') {
    const { identity, ofProduction } = gain;
    const what = ofProduction ? 'reached, of production' : 'reached';
    return [{ message: `${what}: ${quoted(nameOf(identity))}`, at: part(identity.at, 'key') }];
  }
  if (gain.kind !== 'data' || !gain.resource) return [];
  return [{ message: `reached: ${quoted(gain.resource.label)}`, at: part(gain.resource.at, 'key') }];
}

function boundaryLets({ policy, hop }: NonNullable<Escalation['throughBoundary']>, principal: Resource): Related {
  return { message: `the boundary ${quoted(policy.label)} allows ${requestInWords(hop, principal)}`, at: hop.at };
}

/** None where the entry stands in the principal itself. */
function heldBy(principal: Resource, escalation: Escalation): readonly SourcePointer[] {
  return weakestHop(escalation).grant?.holder?.id === principal.id ? [] : [part(principal.at, 'key')];
}

/** One line for all that lead to the same. */
function otherWays(ways: readonly Way[], principal: Resource): readonly Related[] {
  const byOutcome = new Map<string, [Way, ...Way[]]>();
  for (const way of ways) {
    const outcome = outcomeOf(way, principal);
    const alike = byOutcome.get(outcome);
    if (alike) alike.push(way);
    else byOutcome.set(outcome, [way]);
  }
  return [...byOutcome].map(([outcome, alike]) => {
    const chains = new Set(alike.map(way => chainOf(way, principal)));
    return { message: `or ${outcome}: ${[...chains].join('; or ')}`, at: weakestHop(alike[0]).at };
  });
}

function chainOf({ hops }: Way, principal: Resource): string {
  const actions = new Set(hops.map(({ request }) => quoted(request.action)));
  return actions.size === 1 ? requestInWords(hops[0]!, principal) : [...actions].join(', then ');
}
