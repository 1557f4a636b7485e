/** Taking the chains of a method about all of the workspace that the principal's grants may mean. */

import type { Asker } from '../../escalation/asker';
import { placeOf } from '../../escalation/asking';
import { launchKeys } from '../../escalation/contexts';
import type { Hop, Method, Step } from '../../escalation/escalation';
import { knownTarget, type Target } from '../../escalation/target';
import { type Binding, mayTake, take, type Way } from '../../escalation/ways';
import type { Grant } from '../../permissions/permissions';
import type { EdgeGroup, How } from '../access-graph';
import { conditionsInWords, demandsInWords } from '../conditions';
import { alone, type Class, classesIn } from '../directory/classes';
import type { Entry } from '../directory/entries';
import type { List } from '../directory/families';
import { isPlain, isUnlimited, limitsOf, type Meant, meantBy, type Reader, servicesAllowed, ways } from '../reader';
import { type Plainly, stepsTaken } from './plainly';

/** A method with what it is tried on. */
export interface Attempt {
  readonly method: Method;
  readonly chain: readonly Step[];
  /** The step of the chain that names the target. */
  readonly step: Step;
  readonly types: readonly string[];
  /** How requests for an action name targets. */
  readonly arns: (action: string) => readonly string[];
  readonly how: How;
  /** Parts of a list that differ in more than their policies tell; the chain for each. */
  readonly parts?: (list: List, reader: Reader) => readonly Part[];
}

export interface Part {
  readonly list: List;
  readonly chain: readonly Step[];
  readonly isCertain: boolean;
  /** What surfaces of the chain are, by more than the target alone. */
  readonly besides?: Binding;
}

/** One way at most for each target, unless it is open. */
export function* takeAll(attempts: readonly Attempt[], reader: Reader): Iterable<EdgeGroup> {
  const done = new Set<string>();
  for (const attempt of attempts) {
    if (!mayTake(attempt.chain, reader.asker())) continue;
    for (const edge of takeOne(attempt, done, reader)) {
      if (edge.certain) for (const id of edge.targets) done.add(id);
      yield edge;
    }
  }
}

function* takeOne(attempt: Attempt, done: ReadonlySet<string>, reader: Reader): Iterable<EdgeGroup> {
  const { step, types, arns } = attempt;
  for (const action of step.actions) {
    const grants = reader.asker().byAction.get(action) ?? [];
    for (const arn of arns(action)) {
      for (const meant of meantBy(grants, { types, arn }, reader)) {
        yield* takeMeant(attempt, meant, action, arn, done, reader);
      }
    }
  }
}

function* takeMeant(
  attempt: Attempt,
  meant: Meant,
  action: string,
  arn: string,
  done: ReadonlySet<string>,
  reader: Reader,
): Iterable<EdgeGroup> {
  for (const { list, isNear } of meant.sides) {
    const parts = attempt.parts?.(list, reader) ?? [{ list, chain: attempt.chain, isCertain: true }];
    for (const part of parts) {
      for (const one of classesOf(part, attempt, meant, action, arn, reader)) {
        if (one.ids.every(id => done.has(id))) continue;
        const edge = edgeTo(one, part, attempt, meant, action, isNear, reader);
        if (edge) yield edge;
      }
    }
  }
}

function classesOf(
  { list, chain }: Part,
  { step }: Attempt,
  { pattern }: Meant,
  action: string,
  arn: string,
  reader: Reader,
): readonly Class[] {
  const others = chain.filter(({ on }) => on === step.on).length > 1 || asksForRole(chain, reader);
  return others ? alone(list) : classesIn(list, action, arn, !pattern.isPlain, reader, ways);
}

/** Whether a policy asks which role something is launched with. */
function asksForRole(chain: readonly Step[], reader: Reader): boolean {
  if (!chain.some(({ to }) => to)) return false;
  const actions = chain.flatMap(step => step.actions);
  const grants = actions.flatMap(action => reader.asker().byAction.get(action) ?? []).map(({ statement }) => statement);
  const limits = actions.flatMap(action => limitsOf(action, reader, ways));
  return [...grants, ...limits].some(({ conditions }) =>
    conditions.some(({ key }) => launchKeys.has(key.toLowerCase())),
  );
}

function edgeTo(
  { ids, one }: Class,
  part: Part,
  attempt: Attempt,
  meant: Meant,
  action: string,
  isNear: boolean,
  reader: Reader,
): EdgeGroup | undefined {
  const { method, step, how } = attempt;
  const { chain, isCertain, besides } = part;
  const certain = isCertain && isNear;
  const steps = chain.map(other =>
    other.on === step.on && other.actions.includes(action) ? { ...other, actions: [action] } : other,
  );
  const plainly = besides ? undefined : plainEdge(steps, attempt, meant, one, reader);
  if (plainly === 'none') return undefined;
  if (plainly) {
    const { asked, certain: isSure, ...edge } = plainly;
    return {
      ...edge,
      certain: certain && isSure,
      targets: ids,
      asked: ids.length === 1 ? asked : unnamed(asked, steps, step),
    };
  }
  const binding = { [step.on]: targetOf(one, reader), ...besides };
  const about = askerWith(meant.grant, action, reader);
  // What the same action is asked of besides, some other grant may allow.
  const way = take(steps, binding, reader.asker(), undefined, ({ on }) => (on === step.on ? about : reader.asker()));
  if (!way) return undefined;
  const edge = edgeBy(way, how, method, way.isCertain && certain);
  const ofSteps = way.answers.map(({ hop }) => hop.step);
  return { ...edge, targets: ids, asked: ids.length === 1 ? edge.asked : unnamed(edge.asked, ofSteps, step) };
}

/** Where only the step about the target needs the engine, or none does. */
function plainEdge(
  steps: readonly Step[],
  { method, chain, step, how }: Attempt,
  { grant, pattern }: Meant,
  one: Entry,
  reader: Reader,
): Omit<EdgeGroup, 'targets'> | 'none' | undefined {
  const own = steps.filter(({ on }) => on === step.on);
  const rest = own.length === 1 ? restOf(chain, step, reader) : undefined;
  const [first] = own;
  const [action] = first?.actions ?? [];
  if (!rest || !first || action === undefined) return undefined;
  if (isUnlimited(action, reader, ways)) {
    const services = first.to ? servicesAllowed(grant, pattern, first.to) : undefined;
    if (services?.length === 0) return 'none';
    if (services || isPlain(grant, pattern)) {
      const context = { ...first.saying, ...(services ? { 'iam:PassedToService': services[0]! } : {}) };
      const asked = [{ action, context }, ...rest.asked];
      const because = [...new Set([placeOf(grant, action), ...rest.because])];
      const conditions = conditionsInWords(grant.statement);
      return { how, method: method.id, certain: true, says: saysOf(how, method.does), asked, because, conditions };
    }
  }
  if (rest.asked.length === 0) return undefined;
  const way = take([first], { [step.on]: targetOf(one, reader) }, askerWith(grant, action, reader));
  if (!way) return 'none';
  const edge = edgeBy(way, how, method);
  return { ...edge, asked: [...edge.asked, ...rest.asked], because: [...new Set([...edge.because, ...rest.because])] };
}

const rests = new WeakMap<Reader, Map<readonly Step[], Plainly | undefined>>();

function restOf(chain: readonly Step[], { on }: Step, reader: Reader): Plainly | undefined {
  const known = rests.get(reader) ?? new Map<readonly Step[], Plainly | undefined>();
  rests.set(reader, known);
  if (!known.has(chain)) {
    known.set(
      chain,
      stepsTaken(
        chain.filter(step => step.on !== on),
        reader,
      ),
    );
  }
  return known.get(chain);
}

export function targetOf({ resource }: Entry, { permissions, index, principal }: Reader): Target {
  const current = index.resource(resource.id) ?? resource;
  return knownTarget(current, current.id === principal.id ? 'self' : 'known', permissions.given, index);
}

const restricted = new WeakMap<Reader, Map<Grant, Map<string, Asker>>>();

/** Of whom this grant alone allows the action. */
function askerWith(grant: Grant, action: string, reader: Reader): Asker {
  const asker = reader.asker();
  if ((asker.byAction.get(action)?.length ?? 0) < 2) return asker;
  const byGrant = restricted.get(reader) ?? new Map<Grant, Map<string, Asker>>();
  restricted.set(reader, byGrant);
  const byAction = byGrant.get(grant) ?? new Map<string, Asker>();
  byGrant.set(grant, byAction);
  const alone = byAction.get(action) ?? {
    ...asker,
    byAction: new Map([...asker.byAction, [action, [grant]]]),
    answers: new Map(),
  };
  byAction.set(action, alone);
  return alone;
}

/** Where there are several targets, what names the one that was decided about is left out. */
function unnamed(asked: EdgeGroup['asked'], steps: readonly Step[], { on }: Step): EdgeGroup['asked'] {
  return asked.map((request, i) => {
    const context = Object.fromEntries(
      Object.entries(request.context).filter(([key]) => !launchKeys.has(key.toLowerCase())),
    );
    return steps[i]?.on === on ? { action: request.action, context } : { ...request, context };
  });
}

/** An edge by the hops of a way; its target is for the caller to say. */
export function edgeBy(
  { answers, isCertain }: Pick<Way, 'answers' | 'isCertain'>,
  how: How,
  { id, does }: Method,
  certain = isCertain,
): Omit<EdgeGroup, 'targets'> {
  const hops = answers.map(({ hop }) => hop);
  return {
    how,
    method: id,
    certain,
    says: saysOf(how, does),
    ...restingOn(hops),
    asked: hops.map(({ request }) => request),
  };
}

const none: readonly never[] = [];

/** The statements that hops rest on, and what these ask for. */
export function restingOn(hops: readonly Hop[]): Pick<EdgeGroup, 'because' | 'conditions'> {
  const statements = hops.flatMap(({ grant, demands = none }) => [...(grant ? [grant.statement] : none), ...demands]);
  return { because: [...new Set(hops.map(({ at }) => at))], conditions: demandsInWords(statements) };
}

const verbs: Partial<Readonly<Record<How, string>>> = {
  assumes: 'may assume',
  passes: 'may pass and act as',
  'changes-code': 'may change what runs in',
  'gets-shell': 'may run commands in',
};

function saysOf(how: How, does: string): string {
  return verbs[how] ?? `may ${does}:`;
}
