/** Requests as sentences say them: what nobody wrote in them is called "any". */
import type { Hop } from '../../../analysis/escalation/escalation';
import { unlistedRoles } from '../../../analysis/permissions/role-names';
import type { Resource } from '../../../model/resource';
import { literalOf, show } from '../../../model/text';
import { standIns } from '../../../policy/reading';
import type { Request } from '../../../policy/request-set';
import { textsOf } from '../open-parts';
import { quoted } from '../quoting';

/** `iam:CreatePolicyVersion` on `policy/team`; what is made for the purpose goes without saying. */
export function requestInWords(hop: Hop, principal: Resource): string {
  const { request, step } = hop;
  const isNew = step.on === 'any' || step.on.startsWith('new');
  const target = isNew ? undefined : targetInWords(asWritten(request.resource, hop), principal);
  return `${quoted(request.action)}${target === undefined ? '' : ` on ${target}`}`;
}

function targetInWords(resource: string, principal: Resource): string | undefined {
  const [, type = '', separator = '', name = ''] = TARGET.exec(resource) ?? [];
  if (name === '') return resource === '*' ? undefined : quoted(resource);
  if (name === '${aws:username}') return `their own ${wordFor(type)}`;
  if (isAnything(name)) return `any ${wordFor(type)}`;
  if (name.includes(MADE_UP)) return `a ${wordFor(type)} such as ${quoted(name.replaceAll(MADE_UP, '…'))}`;
  return type === principal.kind && name === nameIn(principal)
    ? `its own ${type}`
    : quoted(`${type}${separator}${name}`);
}

/** Type and name in an ARN; some services' ARNs have a name alone. */
const TARGET = /^arn:[^:]*:[^:]*:(?:\$\{AWS::Region\}|[^:]*):(?:\$\{AWS::AccountId\}|[^:]*):(?:([a-z-]+)([:/]))?(.+)$/s;

function wordFor(type: string): string {
  return type === '' ? 'pipeline' : type.replaceAll('-', ' ');
}

/** Stands for the part of a name that nobody wrote. */
const MADE_UP = 'zz9f3c';

/** Whether a text names a resource by a name that nobody has, and so any. */
export function isAnything(text: string): boolean {
  return unlistedRoles.some(name => text.includes(name));
}

/** As it is named where the template gives no name: `${Deployer}`. */
function nameIn({ name, label }: Resource): string {
  return (name && literalOf(name)) ?? `\${${label}}`;
}

/** With `any-role` in the place of what nobody has. */
export function shown(hop: Hop): Request {
  const { resource, context } = hop.request;
  const [, type = '', , name = ''] = TARGET.exec(resource) ?? [];
  const any = `any-${wordFor(type).replaceAll(' ', '-')}`;
  const named = [...unlistedRoles, MADE_UP].reduce((text, made) => text.replaceAll(made, any), name);
  const keys = Object.entries(context).map(([key, value]) => [key, asWritten(value, hop)] as const);
  const whole = resource.slice(0, resource.length - name.length) + named;
  return { ...hop.request, resource: asWritten(whole, hop), context: Object.fromEntries(keys) };
}

/** What stands in for an account and a region that nobody knows is not told as if it were one, unless the policy writes it. */
function asWritten(text: string, { grant }: Hop): string {
  const written = grant ? textsOf(grant.statement).map(show) : [];
  const isWritten = (part: string) => written.some(one => one.includes(part));
  const anywhere = isWritten(standIns.account) ? text : text.replaceAll(standIns.account, '${AWS::AccountId}');
  return isWritten(standIns.region) ? anywhere : anywhere.replaceAll(standIns.region, '${AWS::Region}');
}
