/** What two evaluators say of one world, and whether that is the same. */
import { contains } from '../../server/src/engine/policy/request-set';
import { isEmpty, witness } from '../../server/src/engine/policy/witness';
import { smallest, wordsOf } from './causes';
import { differences } from './differences';
import { type Allowed, allowedByEngine, answerFor, apart } from './engine';
import { always } from './random-requests';
import type { Sample } from './random-worlds';
import { allowedBySimulator, type Simulate } from './simulator';
import { wellFormedIn } from './well-formed';
import type { ConcreteRequest, PolicyKind, World } from './world';

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

export function compare(simulate: Simulate, { world, requests: asked }: Sample): Comparison {
  const allowed = allowedByEngine(world);
  const byChance = asked.map(request => compareOne(simulate, world, allowed, request, 'chance'));
  const within = allowedByEngine(world, wellFormedIn(world));
  const found = within.cut ? undefined : witness(within.certain);
  const empty = isEmpty(within.certain) === 'yes';
  if (!found) return { requests: byChance, empty, broken: empty ? contradictions(within, asked, world) : [] };
  const request = { ...apart(found), context: { ...everyKey(world, asked), ...apart(found).context } };
  const broken =
    contains(within.certain, { ...request, principal: world.caller.arn }) && !empty
      ? []
      : [show('no such request is in the set', world, request)];
  return { requests: [...byChance, compareOne(simulate, world, allowed, request, 'witness')], empty, broken };
}

function contradictions(none: Allowed, asked: readonly ConcreteRequest[], world: World): readonly string[] {
  const held = asked.filter(request => contains(none.certain, { ...request, principal: world.caller.arn }));
  return held.map(request => show('the set is said to be empty', world, request));
}

/** What every request carries, as one of these does. */
function everyKey({ caller }: World, [{ context } = { context: {} }]: readonly Pick<ConcreteRequest, 'context'>[]) {
  return Object.fromEntries(Object.keys(always(caller)).map(key => [key, context[key]!]));
}

function compareOne(
  simulate: Simulate,
  world: World,
  allowed: Allowed,
  request: ConcreteRequest,
  by: Compared['by'],
): Compared {
  const engine = answerFor(allowed, world, request);
  const simulated = allowedBySimulator(simulate, world, request);
  const agreed = allowed.cut || engine === 'maybe' || (engine === 'yes') === simulated;
  return { by, engine, simulated, verdict: agreed ? { kind: 'agreed' } : verdictOn(simulate, world, request) };
}

function verdictOn(simulate: Simulate, world: World, request: ConcreteRequest): Verdict {
  const differs = (some: World, one: ConcreteRequest) => {
    const answer = answerFor(allowedByEngine(some), some, one);
    return answer !== 'maybe' && (answer === 'yes') !== allowedBySimulator(simulate, some, one);
  };
  const causes = wordsOf(world).filter(cause => differs(cause.world, request));
  const explained = causes.map(cause => differences.find(({ explains }) => explains?.(cause, request)));
  const ids = explained.flatMap(difference => (difference ? [difference.id] : []));
  if (causes.length > 0 && ids.length === causes.length) return { kind: 'listed', ids: [...new Set(ids)] };
  const together = differences.find(({ comesWith }) => comesWith && !differs(without(comesWith, world), request));
  if (causes.length === 0 && together) return { kind: 'listed', ids: [together.id] };
  const unexplained = causes.find((_, i) => !explained[i]);
  const [least, one] = smallest(unexplained?.world ?? world, request, differs);
  const engine = answerFor(allowedByEngine(least), least, one);
  return { kind: 'unlisted', repro: show(`the engine says ${engine}, the simulator does not`, least, one) };
}

function without(kind: PolicyKind, world: World): World {
  const { [kind]: _, ...policies } = world.policies;
  return { ...world, policies };
}

function show(what: string, { kind, caller, owner, policies }: World, request: ConcreteRequest): string {
  const lines = [`${kind}: ${what}`, `${caller.arn} in ${owner}`, JSON.stringify(policies), JSON.stringify(request)];
  return lines.join('\n    ');
}
