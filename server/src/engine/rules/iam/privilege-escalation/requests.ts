/** Requests as sentences say them: what nobody wrote in them is called "any". */
import type { Hop } from '../../../analysis/escalation/escalation';
import { unlistedRoles } from '../../../analysis/permissions/role-names';
import type { Resource } from '../../../model/model';
import { literalOf } from '../../../model/text';
import type { Request } from '../../../policy/request-set';
import { quoted } from '../quoting';

/** `iam:CreatePolicyVersion` on `policy/team`; what is made for the purpose goes without saying. */
export function requestInWords(hop: Hop, principal: Resource): string {
  const { request, step } = hop;
  const target =
    step.on === 'any' || step.on.startsWith('new') ? undefined : targetInWords(request.resource, principal);
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
const TARGET = /^arn:[^:]*:[^:]*:[^:]*:[^:]*:(?:([a-z-]+)([:/]))?(.+)$/s;

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
export function shown(request: Request): Request {
  const [, type = '', , name = ''] = TARGET.exec(request.resource) ?? [];
  const any = `any-${wordFor(type).replaceAll(' ', '-')}`;
  const named = [...unlistedRoles, MADE_UP].reduce((text, made) => text.replaceAll(made, any), name);
  return { ...request, resource: request.resource.slice(0, request.resource.length - name.length) + named };
}
