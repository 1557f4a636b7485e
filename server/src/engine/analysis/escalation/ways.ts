/** Whether a chain of steps can be taken, all of them about the same resources. */

import type { Answer } from '../../model/text';
import { contextKey } from '../../policy/context-keys';
import { accepts, type Language, literal, union } from '../../policy/language';
import { unlistedRoles } from '../permissions/role-names';
import { trustsServicesAlone } from '../permissions/trusted-services';
import { arnsByPattern, arnsOf, arnsOfNew, inParts, kindOf } from './arns';
import { type Asker, remembering } from './asker';
import { type Answered, ask, askBoth, exactly } from './asking';
import { type Context, contextOf, contextOfAttaching, contextOfLaunch, contextOfTakeover } from './contexts';
import type { Step, Surface } from './escalation';
import { isIn, isUsual } from './states';
import { inEachRegion, type Target, unlisted } from './target';

/** What the surfaces of a chain are. Those that are missing may be any. */
export type Binding = Partial<Readonly<Record<Surface, Target>>>;

export interface Way {
  readonly answers: readonly Answered[];
  readonly isCertain: boolean;
}

/** One attempt at a chain. */
interface Attempt {
  readonly chain: readonly Step[];
  readonly binding: Binding;
  readonly saying: (step: Step) => Context;
  /** Of whom the step is asked. */
  readonly askerOf: (step: Step) => Asker;
}

/**
 * `saying` is what the requests of a step about something new say besides, as far as they carry the keys. `askerOf`: where
 * some steps are asked of less than all that the principal may do.
 */
export function take(
  chain: readonly Step[],
  binding: Binding,
  asker: Asker,
  saying: (step: Step) => Context = () => nothing,
  askerOf: (step: Step) => Asker = () => asker,
): Way | undefined {
  if (!mayTake(chain, asker) || !chain.every(step => isOpen(step, binding))) return undefined;
  const isSetUp = setUp(chain, binding, asker);
  if (isSetUp === 'no') return undefined;
  const attempt: Attempt = { chain, binding, saying, askerOf };
  const things = new Map<string, Language>();
  const answers: Answered[] = [];
  for (const step of chain) {
    const answer = answerTo(step, things, attempt);
    if (!answer) return undefined;
    answers.push(answer);
    noteThing(answer, things);
  }
  const agreed = agreeing(answers, attempt);
  const whole = agreed && [...agreed.flatMap(answer => writingBefore(answer, asker)), ...agreed];
  return whole && { answers: whole, isCertain: isSetUp === 'yes' && whole.every(({ isCertain }) => isCertain) };
}

/** Whether what the steps are about is as they need it. */
function setUp(chain: readonly Step[], binding: Binding, { index }: Asker): Answer {
  const answers = chain.flatMap(({ where, on }): readonly Answer[] => {
    const resource = binding[on]?.resource;
    if (!where) return [];
    return [resource ? isIn(where, resource, index) : isUsual(where) ? 'yes' : 'maybe'];
  });
  return answers.includes('no') ? 'no' : answers.includes('maybe') ? 'maybe' : 'yes';
}

/** The request that writes the policy which is attached, where it is not one that is there already. */
function writingBefore({ asked }: Answered, asker: Asker): readonly Answered[] {
  const arn = asked.context['iam:PolicyARN'];
  const writing = arn === undefined ? undefined : asker.policiesToWrite().get(arn);
  return writing ? [writing] : [];
}

const nothing: Context = {};

/** Decided without a set: whether some grant is about each of the steps. */
export function mayTake(chain: readonly Step[], asker: Asker): boolean {
  return chain.every(({ actions }) => actions.some(action => mayAsk(action, asker)));
}

export function mayBegin([first]: readonly Step[], asker: Asker): boolean {
  return first!.actions.some(action => mayAsk(action, asker));
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
  const { binding } = attempt;
  const asker = attempt.askerOf(step);
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
  return remembering(asker, `${action} ${target.key} ${step.to ?? ''} ${Object.values(step.saying ?? {})}`, () => {
    let open: Answered | undefined;
    for (const one of inEachRegion(target)) {
      const answer = askThere(step, action, one, asker);
      if (answer?.isCertain) return answer;
      open ??= answer;
    }
    return open;
  });
}

function askThere(step: Step, action: string, target: Target, asker: Asker): Answered | undefined {
  const resource = arnsOf(target, action, asker);
  const trusts = action === 'sts:AssumeRole' ? target.resource : undefined;
  if (!resource && !trusts) return undefined;
  const context = { ...contextOf(target, action, asker), ...contextOfStep(step, action) };
  const question = { step, action, resource: resource ?? literal(...target.spellings), context };
  return trusts ? askBoth(asker, question, trusts) : ask(asker, question);
}

function contextOfStep({ on, to, saying }: Step, action: string): Context {
  if (to) return { 'iam:passedtoservice': exactly(...to) };
  const said = Object.entries(saying ?? {}).map(([key, value]) => [key.toLowerCase(), exactly(value)] as const);
  if (on === 'service') return Object.fromEntries(said);
  return on === 'compute' ? { ...contextOfTakeover(action), ...Object.fromEntries(said) } : nothing;
}

/** `known`: what it may be called, by the steps before. */
function askNew(step: Step, action: string, known: Language | undefined, attempt: Attempt): Answered | undefined {
  const asker = attempt.askerOf(step);
  const context = contextOfNew(step, action, attempt);
  const named = namedWith(step, action, attempt);
  const asking = () => ask(asker, { step, action, resource: known ?? namesOf(step, named, asker), context });
  if (known || Object.keys(context).length > 0) return asking();
  return remembering(asker, `${action} ${step.on} ${named}`, asking);
}

/** The actions of a chain that name the same thing, any of which may be the one to write out its name. */
function namedWith(step: Step, action: string, { chain }: Attempt): readonly string[] {
  const thing = thingOf(step, action);
  if (thing === undefined) return [action];
  const others = chain.filter(({ on }) => on === step.on).flatMap(({ actions }) => actions);
  return [...new Set([action, ...others.filter(other => thingOf(step, other) === thing)])];
}

function namesOf({ on }: Step, actions: readonly string[], asker: Asker): Language {
  if (on === 'document') return commandDocuments;
  const arns = on === 'named-role' ? arnsByPattern : arnsOfNew;
  return literal(...actions.flatMap(action => arns(action, asker)));
}

/** By which their caller says what is run; the last stands for those that an account makes itself. */
const commandDocuments = union(
  ...['AWS-RunShellScript', 'AWS-RunPowerShellScript', 'AWS-RunRemoteScript', 'AWS-RunDocument'].map(documentCalled),
  ...['AWS-ApplyAnsiblePlaybooks', 'AWS-RunSaltState', 'SSM-SessionManagerRunShell'].map(documentCalled),
  documentCalled('AWS-StartInteractiveCommand'),
  documentCalled(unlistedRoles[0]),
);

function documentCalled(name: string): Language {
  return inParts(`arn:*:ssm:*:*:document/${name}`);
}

function contextOfNew(step: Step, action: string, { binding, saying, askerOf }: Attempt): Context {
  if (step.on === 'any') return nothing;
  if (step.on === 'named-role')
    return { ...contextOf(unlisted(''), action, askerOf(step)), ...contextOfStep(step, action) };
  const said = Object.entries(saying(step)).filter(([key]) => accepts(contextKey(key).actions, action));
  const launched = binding.role ? contextOfLaunch(binding.role, action) : nothing;
  return { ...launched, ...contextOfAttaching(action, askerOf(step)), ...Object.fromEntries(said) };
}

/** Steps that are about something new, and about the same kind of thing, are about one. */
function thingOf({ on }: Step, action: string): string | undefined {
  return on.startsWith('new') || on === 'named-role' ? kindOf(action) : undefined;
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
