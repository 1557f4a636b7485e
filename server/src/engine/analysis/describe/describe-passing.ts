import type { Resource } from '../../model/resource';
import type { PolicyStatement } from '../../model/statement';
import type { WorkspaceIndex } from '../index/workspace-index';
import { type PassableRole, type PassableRoles, passableRoles } from '../permissions/passable-roles';
import { type Grant, type Permissions, permissionsOf } from '../permissions/permissions';
import { type TakenRoles, takenRoles } from '../permissions/taken-roles';
import { code, some } from './markdown';

/** Which roles of the workspace a statement really lets its principals pass, and to what; paragraphs, none without any roles. */
export function describePassing(
  statement: PolicyStatement,
  holder: Resource,
  index: WorkspaceIndex,
): readonly string[] {
  const total = index.ofKind('role').length;
  if (total === 0) return [];
  const asked = principalsWith(holder, index)
    .slice(0, MOST_PRINCIPALS)
    .flatMap(principal => questionOf(statement, permissionsOf(principal, index)));
  const answers = asked.map(({ grant, permissions }) => passableRoles(grant, permissions, index));
  const [only, ...others] = asked;
  const taken = only && others.length === 0 ? takenRoles(only.grant, only.permissions, answers[0]!, index) : [];
  return [passes(answers, total), ...taken.map(takes)];
}

/** So many principals that share a policy are looked at. */
const MOST_PRINCIPALS = 5;

/** A policy that nothing attaches is looked at as if somebody did. */
function principalsWith(holder: Resource, index: WorkspaceIndex): readonly Resource[] {
  const attached = holder.kind === 'policy' ? index.attachedTo(holder) : [];
  return attached.length > 0 ? attached : [holder];
}

interface Question {
  readonly grant: Grant;
  readonly permissions: Permissions;
}

function questionOf(statement: PolicyStatement, permissions: Permissions): readonly Question[] {
  const grant = permissions.grants.find(one => (one.written ?? one.statement) === statement);
  return grant ? [{ grant, permissions }] : [];
}

function passes(answers: readonly PassableRoles[], total: number): string {
  const found = new Map(answers.flatMap(({ roles }) => roles.map(role => [role.role.id, role] as const)));
  const roles = [...found.values()];
  const all = `${total.toLocaleString('en')} roles of this workspace`;
  if (roles.length === 0)
    return total === 1 ? 'Does not pass the only role of this workspace' : `Passes none of the ${all}`;
  const least = answers.every(({ complete }) => complete) ? '' : 'at least ';
  const certain = roles.flatMap(role => toServices(role, 'certain'));
  const possible = roles.flatMap(role => toServices(role, 'possible'));
  const sentences = [
    ...(certain.length > 0 ? [`Passes ${some(certain)}`] : []),
    ...(possible.length > 0 ? [`${certain.length > 0 ? 'possibly' : 'Possibly passes'} ${some(possible)}`] : []),
  ];
  const share = total === 1 ? 'the only role of this workspace' : `${least}${roles.length} of ${all}`;
  return `${sentences.join('; ')} (${share})`;
}

function toServices(passable: PassableRole, confidence: 'certain' | 'possible'): readonly string[] {
  const named = passable.services.filter(service => service.confidence === confidence).map(({ name }) => name);
  return named.length === 0 ? [] : [`${calling(passable)} to ${joined(named.map(shortened))}`];
}

function joined(names: readonly string[]): string {
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}

function calling({ role, ofProduction, isNear }: PassableRole): string {
  const facts = [...(ofProduction ? ['production'] : []), ...(isNear ? [] : ['if in the same account'])];
  return code(role.label) + (facts.length > 0 ? ` (${facts.join(', ')})` : '');
}

function shortened(service: string): string {
  return code(service.replace(/\.amazonaws\.com$/, ''));
}

function takes({ by, roles }: TakenRoles): string {
  const policy = by.policy ? code(by.policy.label) : undefined;
  const who = {
    deny: policy ? `A Deny in ${policy}` : 'A Deny',
    boundary: policy ? `The permissions boundary ${policy}` : 'The permissions boundary',
    'control-policy': policy ? `The organization's policy ${policy}` : "The organization's policy",
  }[by.kind];
  return `${who} takes away ${some(roles.map(role => code(role.label)))}`;
}
