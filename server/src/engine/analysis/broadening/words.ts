/** What a change lets somebody do, in words for a reviewer. */
import type { Resource } from '../../model/resource';
import { wordOf } from '../../model/statement-content';
import { show } from '../../model/text';
import type { Request } from '../../policy/request-set';
import { describeAction } from '../describe/describe-actions';
import { code } from '../describe/markdown';
import type { PassableRole } from '../permissions/passable-roles';
import type { Why } from './causes';
import type { Entry } from './entries';
import { asWritten } from './suppositions';

export interface Told {
  readonly is: 'allowed' | 'forbidden';
  readonly subject: Resource;
  readonly entry: Entry;
  readonly request: Request;
  /** Whether nothing of the entry was allowed before, or is any more. */
  readonly isWhole: boolean;
  readonly why: Why;
}

/** `` `deployer` may now do `s3:GetObject` on `arn:aws:s3:::orders/*` `` */
export function sentence(told: Told): string {
  const { is, entry, request, isWhole, why } = told;
  const verb = is === 'allowed' ? 'may now' : 'may no longer';
  const deed = isWhole ? wholly(told) : partly(told);
  const context = contextWords(request, isWhole, entry);
  return `${whoIn(told)} ${verb} ${deed}${context}${why.reason === undefined ? '' : `; ${why.reason}`}`;
}

/** `` `deployer` may now pass `orders-prod` to `lambda.amazonaws.com` `` */
export function passingSentence(is: Told['is'], subject: Resource, roles: readonly PassableRole[]): string {
  const [first, ...others] = roles;
  const services = [...new Set(roles.flatMap(role => role.services.map(({ name }) => name)))];
  const more = others.length > 0 ? ` and ${others.length} more role${others.length > 1 ? 's' : ''}` : '';
  const to = services.length > 0 ? ` to ${namedUpTo(services)}` : '';
  const verb = is === 'allowed' ? 'may now' : 'may no longer';
  return `${calling(subject)} ${verb} pass ${code(nameOf(first!.role))}${more}${to}`;
}

/** What the wildcard of an entry stands for. */
export function meaningOf({ action }: Entry): string | undefined {
  const written = action && show(action);
  return written !== undefined && /[*?]/.test(written) ? describeAction(asWritten(written)) : undefined;
}

/** The subject of a sentence about a principal; a policy that nothing attaches stands for whoever gets it. */
export function calling(subject: Resource): string {
  return subject.kind === 'policy' ? `whoever gets ${code(subject.label)}` : code(subject.label);
}

const MOST_SERVICES = 3;

function namedUpTo(services: readonly string[]): string {
  const named = services.slice(0, MOST_SERVICES).map(code);
  const rest = services.length - named.length;
  return named.join(', ') + (rest > 0 ? ` and ${rest} more` : '');
}

function nameOf({ name, label }: Resource): string {
  return name ? asWritten(show(name)) : label;
}

function whoIn({ entry, subject, request }: Told): string {
  const { principal } = entry;
  if (!entry.statement.principals) return calling(subject);
  if (!principal) return request.principal === undefined ? 'anyone' : code(request.principal);
  if (principal.kind === 'anyone') return 'anyone';
  if (principal.kind === 'account') return `account ${code(asWritten(show(principal.account)))}`;
  return code(asWritten(wordOf(principal)));
}

const ASSUMES = /^sts:AssumeRole/i;

function wholly({ entry, subject, request }: Told): string {
  const action = entry.action ? asWritten(show(entry.action)) : undefined;
  const isTrust = entry.statement.principals !== undefined;
  if (isTrust)
    return ASSUMES.test(action ?? '')
      ? `assume ${code(subject.label)}`
      : `${doing(action, request)} ${onWhat(subject)}`;
  const resource = entry.resource ? asWritten(show(entry.resource)) : undefined;
  if (action === '*' && resource === '*') return 'do anything';
  if (isPassing(action)) return resource === '*' ? 'pass any role' : `pass ${code(resource ?? request.resource)}`;
  if (ASSUMES.test(action ?? '') && resource !== '*') return `assume ${code(resource ?? request.resource)}`;
  return `${doing(action, request)} on ${resource === '*' ? 'any resource' : code(resource ?? request.resource)}`;
}

function isPassing(action: string | undefined): boolean {
  return action?.toLowerCase() === 'iam:passrole';
}

function doing(action: string | undefined, request: Request): string {
  if (action === '*') return 'do anything';
  return action === undefined ? `do ${code(request.action)} and more` : `do ${code(action)}`;
}

function onWhat(subject: Resource): string {
  return `on ${code(subject.label)}`;
}

/** Of what is allowed in part already, the request says what is new. */
function partly({ entry, subject, request, why }: Told): string {
  const { action, resource } = entry;
  const isTrust = entry.statement.principals !== undefined;
  const written = action && asWritten(show(action));
  if (isTrust) {
    return ASSUMES.test(written ?? '')
      ? `assume ${code(subject.label)} in more cases`
      : `do ${code(request.action)} ${onWhat(subject)} in more cases`;
  }
  const isOne = written !== undefined && !/[*?]/.test(written);
  const isOneResource = resource && (why.isInMoreCases || !/[*?]/.test(show(resource)));
  if (isOne && isOneResource) return `do ${code(written)} on ${code(asWritten(show(resource)))} in more cases`;
  if (isOne) {
    const pattern = !resource || show(resource) === '*' ? '' : ` of ${code(asWritten(show(resource)))}`;
    const more = isPassing(written)
      ? `pass more roles${pattern}`
      : `do ${code(written)} on more${pattern || ' resources'}`;
    return `${more}${exampleOf(request, ', such as')}`;
  }
  const more = written === undefined ? 'more' : `more of ${code(written)}`;
  return `do ${more}, such as ${code(request.action)}${exampleOf(request, ' on')}`;
}

/** Nothing where any resource would do. */
function exampleOf({ resource }: Request, before: string): string {
  return resource.startsWith('arn:') ? `${before} ${code(resource)}` : '';
}

function contextWords({ context }: Request, isWhole: boolean, { statement }: Entry): string {
  const keys = new Set(statement.conditions.map(({ key }) => key.toLowerCase()));
  const told = Object.entries(context).filter(([key]) => !isWhole || keys.has(key.toLowerCase()));
  if (told.length === 0) return '';
  return `, where ${told.map(([key, value]) => `${code(key)} is ${code(value)}`).join(' and ')}`;
}
