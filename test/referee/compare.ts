/** What two evaluators say of one principal's policies, and whether that is the same. */
import { contains } from '../../server/src/engine/policy/request-set';
import { isEmpty, witness } from '../../server/src/engine/policy/witness';
import { smallest, wordsOf } from './causes';
import { differences } from './differences';
import { type Allowed, allowedByEngine, answerFor, apart } from './engine';
import { always } from './random-requests';
import { allowedBySimulator, type ConcreteRequest, type Policies, type Simulate } from './simulator';
import { wellFormed } from './well-formed';

export interface Comparison {
  readonly requests: readonly Compared[];
  /** The engine says that nothing is allowed. */
  readonly empty: boolean;
  /** Where the engine contradicts itself, as it is shown. */
  readonly broken: readonly string[];
}

export interface Compared {
  readonly by: 'chance' | 'witness';
  readonly engine: 'yes' | 'no' | 'maybe';
  readonly simulated: boolean;
  readonly verdict: Verdict;
}

type Verdict =
  | { readonly kind: 'agreed' }
  | { readonly kind: 'listed'; readonly ids: readonly string[] }
  | { readonly kind: 'unlisted'; readonly repro: string };

export function compare(simulate: Simulate, policies: Policies, asked: readonly ConcreteRequest[]): Comparison {
  const allowed = allowedByEngine(policies);
  const byChance = asked.map(request => compareOne(simulate, policies, allowed, request, 'chance'));
  const within = allowedByEngine(policies, wellFormed);
  const found = within.cut ? undefined : witness(within.certain);
  const empty = isEmpty(within.certain) === 'yes';
  if (!found) return { requests: byChance, empty, broken: empty ? contradictions(within, asked, policies) : [] };
  const request = { ...apart(found), context: { ...everyKey(asked), ...apart(found).context } };
  const broken =
    contains(within.certain, request) && !empty ? [] : [show('no such request is in the set', policies, request)];
  return { requests: [...byChance, compareOne(simulate, policies, allowed, request, 'witness')], empty, broken };
}

function contradictions(none: Allowed, asked: readonly ConcreteRequest[], policies: Policies): readonly string[] {
  const held = asked.filter(request => contains(none.certain, request));
  return held.map(request => show('the set is said to be empty', policies, request));
}

/** What every request carries, as one of these does. */
function everyKey([{ context } = { context: {} }]: readonly Pick<ConcreteRequest, 'context'>[]) {
  return Object.fromEntries(Object.keys(always).map(key => [key, context[key]!]));
}

function compareOne(
  simulate: Simulate,
  policies: Policies,
  allowed: Allowed,
  request: ConcreteRequest,
  by: Compared['by'],
): Compared {
  const engine = answerFor(allowed, request);
  const simulated = allowedBySimulator(simulate, policies, request);
  const agreed = allowed.cut || engine === 'maybe' || (engine === 'yes') === simulated;
  return { by, engine, simulated, verdict: agreed ? { kind: 'agreed' } : verdictOn(simulate, policies, request) };
}

function verdictOn(simulate: Simulate, policies: Policies, request: ConcreteRequest): Verdict {
  const differs = (some: Policies, one: ConcreteRequest) => {
    const answer = answerFor(allowedByEngine(some), one);
    return answer !== 'maybe' && (answer === 'yes') !== allowedBySimulator(simulate, some, one);
  };
  const causes = wordsOf(policies).filter(cause => differs(cause.policies, request));
  const explained = causes.map(cause => differences.find(({ explains }) => explains(cause, request)));
  const ids = explained.flatMap(difference => (difference ? [difference.id] : []));
  if (causes.length > 0 && ids.length === causes.length) return { kind: 'listed', ids: [...new Set(ids)] };
  const unexplained = causes.find((_, i) => !explained[i]);
  const [least, one] = smallest(unexplained?.policies ?? policies, request, differs);
  const engine = answerFor(allowedByEngine(least), one);
  return { kind: 'unlisted', repro: show(`the engine says ${engine}, the simulator does not`, least, one) };
}

function show(what: string, policies: Policies, request: ConcreteRequest): string {
  return `${what}:\n    ${JSON.stringify(policies)}\n    ${JSON.stringify(request)}`;
}
