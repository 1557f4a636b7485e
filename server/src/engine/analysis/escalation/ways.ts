/** Whether a chain of steps can be taken, all of them about the same resources. */

import { contextKey } from '../../policy/context-keys';
import { accepts, type Language, literal, union } from '../../policy/language';
import { trustsServicesAlone } from '../permissions/trusted-services';
import { arnsOf, arnsOfNew, kindOf } from './arns';
import { type Asker, remembering } from './asker';
import { type Answered, ask, askBoth, exactly } from './asking';
import { type Context, contextOf, contextOfLaunch, contextOfTakeover } from './contexts';
import type { Step, Surface } from './escalation';
import type { Target } from './target';

/** What the surfaces of a chain are. Those that are missing may be any. */
export type Binding = Partial<Readonly<Record<Surface, Target>>>;

export interface Way {
  readonly answers: readonly Answered[];
  readonly isCertain: boolean;
}

/** One attempt at a chain. */
interface Attempt {
  readonly binding: Binding;
  readonly saying: (step: Step) => Context;
  readonly asker: Asker;
}

/** `saying` is what the requests of a step about something new say besides, as far as they carry the keys. */
export function take(
  chain: readonly Step[],
  binding: Binding,
  asker: Asker,
  saying: (step: Step) => Context = () => nothing,
): Way | undefined {
  if (!mayTake(chain, asker) || !chain.every(step => isOpen(step, binding))) return undefined;
  const attempt: Attempt = { binding, saying, asker };
  const things = new Map<string, Language>();
  const answers: Answered[] = [];
  for (const step of chain) {
    const answer = answerTo(step, things, attempt);
    if (!answer) return undefined;
    answers.push(answer);
    noteThing(answer, things);
  }
  const agreed = agreeing(answers, attempt);
  return agreed && { answers: agreed, isCertain: agreed.every(({ isCertain }) => isCertain) };
}

const nothing: Context = {};

/** Decided without a set: whether some grant is about each of the steps. */
export function mayTake(chain: readonly Step[], asker: Asker): boolean {
  return chain.every(({ actions }) => actions.some(action => mayAsk(action, asker)));
}

/** A role that lets services alone assume it ends a chain before its other steps are asked about. */
function isOpen({ actions, on }: Step, binding: Binding): boolean {
  const role = actions.includes('sts:AssumeRole') ? binding[on]?.resource : undefined;
  return role === undefined || !trustsServicesAlone(role);
}

/** A role's own trust policy may be enough to assume it. */
function mayAsk(action: string, { byAction }: Asker): boolean {
  return byAction.has(action) || action === 'sts:AssumeRole';
}

/** A certain answer before an open one. */
function answerTo(step: Step, things: ReadonlyMap<string, Language>, attempt: Attempt): Answered | undefined {
  const { binding, asker } = attempt;
  const target = binding[step.on];
  let open: Answered | undefined;
  for (const action of step.actions) {
    if (!mayAsk(action, asker)) continue;
    const kind = thingOf(step, action);
    const known = kind === undefined ? undefined : things.get(kind);
    const answer = target ? askAbout(step, action, target, asker) : askNew(step, action, known, attempt);
    if (answer?.isCertain) return answer;
    open ??= answer;
  }
  return open;
}

function askAbout(step: Step, action: string, target: Target, asker: Asker): Answered | undefined {
  return remembering(asker, `${action} ${target.key} ${step.to ?? ''}`, () => {
    const resource = arnsOf(target, action, asker);
    const trusts = action === 'sts:AssumeRole' ? target.resource : undefined;
    if (!resource && !trusts) return undefined;
    const context = { ...contextOf(target, action, asker), ...contextOfStep(step, action) };
    const question = { step, action, resource: resource ?? literal(...target.spellings), context };
    return trusts ? askBoth(asker, question, trusts) : ask(asker, question);
  });
}

function contextOfStep({ on, to }: Step, action: string): Context {
  if (to) return { 'iam:passedtoservice': exactly(...to) };
  return on === 'compute' ? contextOfTakeover(action) : nothing;
}

/** `known`: what it may be called, by the steps before. */
function askNew(step: Step, action: string, known: Language | undefined, attempt: Attempt): Answered | undefined {
  const { asker } = attempt;
  const context = contextOfNew(step, action, attempt);
  const resource = known ?? literal(...arnsOfNew(action, asker));
  const asking = () => ask(asker, { step, action, resource, context });
  return known || Object.keys(context).length > 0 ? asking() : remembering(asker, `${action} new`, asking);
}

function contextOfNew(step: Step, action: string, { binding, saying }: Attempt): Context {
  if (step.on === 'any') return nothing;
  const said = Object.entries(saying(step)).filter(([key]) => accepts(contextKey(key).actions, action));
  return { ...(binding.role ? contextOfLaunch(binding.role, action) : nothing), ...Object.fromEntries(said) };
}

/** Steps that are about something new, and about the same kind of thing, are about one. */
function thingOf({ on }: Step, action: string): string | undefined {
  return on.startsWith('new') ? kindOf(action) : undefined;
}

function noteThing({ hop, granted }: Answered, things: Map<string, Language>): void {
  const kind = thingOf(hop.step, hop.request.action);
  if (kind !== undefined) things.set(kind, union(...granted.pieces.map(({ box }) => box.resource)));
}

/** The same with one name for what is new: that of the last step, which had the fewest to choose from. */
function agreeing(answers: readonly Answered[], attempt: Attempt): readonly Answered[] | undefined {
  const names = new Map<string, string>();
  for (const { asked, hop } of answers) {
    const kind = thingOf(hop.step, hop.request.action);
    if (kind !== undefined) names.set(kind, asked.resource);
  }
  const agreed: Answered[] = [];
  for (const answer of answers) {
    const { step, request } = answer.hop;
    const name = names.get(thingOf(step, request.action) ?? '');
    const isAgreed = name === undefined || name === answer.asked.resource;
    const renamed = isAgreed ? answer : askNew(step, request.action, literal(name), attempt);
    if (!renamed) return undefined;
    agreed.push(renamed);
  }
  return agreed;
}
