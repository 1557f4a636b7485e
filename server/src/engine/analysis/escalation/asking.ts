/** Whether a principal may take one step of a chain, and the request that shows it. */
import type { Resource } from '../../model/resource';
import type { PolicyStatement } from '../../model/statement';
import { covers, type Text } from '../../model/text';
import { holding, type KeyStates } from '../../policy/context';
import { isTooLong } from '../../policy/extent';
import {
  accepts,
  example,
  glanceBudget,
  isSpent,
  type Language,
  literal,
  literalIgnoringCase,
} from '../../policy/language';
import { languageOf } from '../../policy/reading';
import { type Request, type RequestSet, requests } from '../../policy/request-set';
import { witness } from '../../policy/witness';
import type { SourcePointer } from '../../text/text';
import { accessTo } from '../permissions/access';
import { demandsOf } from '../permissions/demands';
import { readable } from '../permissions/iam-names';
import type { Grant, Permissions } from '../permissions/permissions';
import { isDeniedWhereWritten, limitsOn } from '../permissions/written-accounts';
import type { Asker } from './asker';
import type { Hop, Step } from './escalation';

export interface Answered {
  readonly hop: Hop;
  readonly isCertain: boolean;
  /** Before it is made readable: what the next step of the chain must name too. */
  readonly asked: Request;
  readonly granted: RequestSet;
}

export interface Question {
  readonly step: Step;
  readonly action: string;
  readonly resource: Language;
  readonly context: Readonly<Record<string, KeyStates>>;
}

/** A request that is allowed for certain before one that may be. */
export function ask(asker: Asker, question: Question): Answered | undefined {
  const { permissions, byAction } = asker;
  const { action, resource, context } = question;
  const grants = byAction.get(action);
  if (!grants) return undefined;
  const asked = requests({ action: literalIgnoringCase(action), resource, context });
  let open: Answered | undefined;
  for (const grant of grants) {
    const { certain, possible } = permissions.granted(grant, asked);
    const sure = certain.exceeds ? undefined : requestIn(certain, question, permissions);
    if (sure && !isDeniedWhereWritten(sure, permissions)) return answered(sure, certain, grant, true, asker, question);
    if (sure) open ??= answered(sure, certain, grant, false, asker, question);
    open ??= askOpen(possible, grant, asker, question);
  }
  return open;
}

function askOpen(possible: RequestSet, grant: Grant, asker: Asker, question: Question): Answered | undefined {
  if (possible.pieces.length === 0 && !possible.lacks) return undefined;
  const found = lookFor(possible, question, asker.permissions);
  if (found === 'unknown') return unproved(possible, grant, asker, question);
  if (!found || !surelyNames(grant, found.resource, asker)) return undefined;
  return answered(found, possible, grant, false, asker, question);
}

/** Of so many resources one is looked for that the grant surely names. */
const MOST_LOOKED = 20;

/** What would be asked, where there was too much to work out to tell whether it is allowed. */
function unproved(possible: RequestSet, grant: Grant, asker: Asker, question: Question): Answered | undefined {
  const { action, resource } = question;
  const names =
    resource.kind === 'strings' ? resource.list.slice(0, MOST_LOOKED) : [example(resource, [], glanceBudget())];
  const named = names.find(name => name !== undefined && surelyNames(grant, name, asker));
  if (named === undefined) return undefined;
  const answer = answered({ action, resource: named, context: {} }, possible, grant, false, asker, question);
  return { ...answer, hop: { ...answer.hop, isCut: true } };
}

/** The same where the resource's own policy decides as well: that of a role that is assumed. */
export function askBoth(asker: Asker, question: Question, resource: Resource): Answered | undefined {
  const { permissions, index, byAction } = asker;
  const { action, context, step } = question;
  const named = standingIn(index.accountOf(resource), question.resource);
  const asked = requests({ action: literalIgnoringCase(action), resource: named, context });
  const { bounds, because, demands } = accessTo(permissions, resource, asked, index);
  const sure = bounds.certain.exceeds ? undefined : requestIn(bounds.certain, question, permissions);
  const request = sure ?? requestIn(bounds.possible, question, permissions);
  if (!request) return undefined;
  const isCertain = sure !== undefined;
  const granted = isCertain ? bounds.certain : bounds.possible;
  const grant = byAction.get(action)?.find(one => permissions.granted(one, asked).possible.pieces.length > 0);
  if (grant && !isCertain && !surelyNames(grant, request.resource, asker)) return undefined;
  if (grant) {
    const answer = answered(request, granted, grant, isCertain, asker, question);
    return { ...answer, hop: { ...answer.hop, demands } };
  }
  const shown = readable(request, permissions.given.account ? { account: permissions.given.account } : {});
  const hop = { request: { ...shown, action }, grant, at: because[0] ?? resource.at, step, demands };
  return { hop, isCertain, asked: request, granted };
}

/** The ARNs that are of this account, as far as they say one. */
function standingIn(account: string | undefined, names: Language): Language {
  if (account === undefined || names.kind !== 'strings') return names;
  return literal(
    ...names.list.filter(arn => (/^arn:[^:]*:[^:]*:[^:]*:(\d{12}):/.exec(arn)?.[1] ?? account) === account),
  );
}

/** What is there needs no writing. */
const ADMINISTRATOR_ACCESS = 'arn:aws:iam::aws:policy/AdministratorAccess';

function requestIn(set: RequestSet, question: Question, permissions: Permissions): Request | undefined {
  const found = lookFor(set, question, permissions);
  return found === 'unknown' ? undefined : found;
}

/** `unknown`: not all of the set was looked at. */
function lookFor(
  set: RequestSet,
  { action, context }: Question,
  { effort }: Permissions,
): Request | 'unknown' | undefined {
  const services = context['iam:passedtoservice']?.every;
  const liked = {
    ...(services?.kind === 'strings' ? { 'iam:PassedToService': services.list } : {}),
    ...(context['iam:policyarn'] ? { 'iam:PolicyARN': [ADMINISTRATOR_ACCESS] } : {}),
  };
  const budget = effort.budget();
  const found = witness(set, { actions: [action], context: liked }, budget);
  return found ?? (set.lacks || isSpent(budget) ? 'unknown' : undefined);
}

/**
 * What is open in the name of a resource, a parameter or a variable about the principal, is there to narrow it: it is not held
 * against anybody. Only conditions and boundaries that are open are.
 */
function surelyNames({ statement }: Grant, resource: string, { permissions }: Asker): boolean {
  if (isTooLong(statement)) return false;
  const given = statement.variables === false ? { ...permissions.given, variables: false as const } : permissions.given;
  const { mode, list } = statement.resources;
  const names = (text: Text, bound: 'certain' | 'possible') =>
    accepts(languageOf(text, 'pattern', given)[bound], resource);
  return mode === 'only' ? list.some(text => names(text, 'certain')) : !list.some(text => names(text, 'possible'));
}

function answered(
  asked: Request,
  granted: RequestSet,
  grant: Grant,
  isCertain: boolean,
  { permissions }: Asker,
  { step, action, resource, context }: Question,
): Answered {
  const { given } = permissions;
  const keys = grant.statement.conditions.map(({ key }) => key);
  const shown = { ...(given.account ? { account: given.account } : {}), keys };
  const request = readable({ ...asked, action, context: told(asked, keys) }, shown);
  const demands = demandsOf(denialsOf(permissions), requests({ action, resource, context }), granted, given);
  const hop = { request, grant, at: placeOf(grant, action), step, demands };
  return { hop, isCertain, asked, granted };
}

const denials = new WeakMap<Permissions, readonly PolicyStatement[]>();

/** Those that ask for something. */
function denialsOf(permissions: Permissions): readonly PolicyStatement[] {
  const asks = ({ effect, conditions }: PolicyStatement) => effect === 'Deny' && conditions.length > 0;
  const known = denials.get(permissions) ?? limitsOn(permissions).filter(asks);
  denials.set(permissions, known);
  return known;
}

/** Without tags that the grant does not ask for: they are told so that nothing else can deny them. */
function told({ context }: Request, asked: readonly string[]): Request['context'] {
  const wanted = new Set(asked.map(key => key.toLowerCase()));
  return Object.fromEntries(
    Object.entries(context).filter(([key]) => wanted.has(key.toLowerCase()) || !/:resourcetag\//i.test(key)),
  );
}

/** The entry of the statement that names the action; all of them where NotAction leaves it over. */
export function placeOf({ statement: { actions }, holder, via }: Grant, action: string): SourcePointer {
  if (!holder) return via;
  if (actions.mode === 'except') return actions.at;
  let open: Text | undefined;
  for (const text of actions.list) {
    const answer = covers(text, action, true);
    if (answer === 'yes') return text.at;
    if (answer === 'maybe') open ??= text;
  }
  return (open ?? actions).at;
}

export function exactly(...values: readonly string[]): KeyStates {
  return holding(literal(...values));
}
