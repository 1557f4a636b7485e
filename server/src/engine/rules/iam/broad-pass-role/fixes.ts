import type { WorkspaceIndex } from '../../../analysis/index/workspace-index';
import type { Grant } from '../../../analysis/permissions/permissions';
import type { Resource } from '../../../model/resource';
import type { PolicyStatement } from '../../../model/statement';
import { covers, type Text } from '../../../model/text';
import type { StructuralEdit } from '../../../syntax/structural-edit';
import type { Json } from '../../../text/json';
import type { Fix } from '../../rule';
import { environmentPrefix } from '../environment-prefix';
import { spoken } from '../quoting';
import { after, copied, forms, type NewStatement, narrowedResources } from '../statement-writing';
import { type PassedRole, passedRoles } from './passed-roles';
import { partitionWritten } from './shown';

/** What may be passed instead: these roles, and only to these services where they are known. */
interface Narrowed {
  readonly resources: readonly Json[];
  readonly services: readonly string[];
}

/**
 * The ways to narrow a grant, the best first; none in text that a tool made. `entry` is the action that allows to pass roles,
 * undefined where NotAction leaves it over.
 */
export function fixesOf(
  { statement, holder }: Grant,
  entry: Text | undefined,
  principal: Resource,
  index: WorkspaceIndex,
): readonly Fix[] {
  if (!holder || index.documentOf(holder).generated) return [];
  const passed = passedRoles(statement, holder, principal, index);
  const own = entry && isPassRole(entry) && isAlone(entry, statement) ? entry : undefined;
  const services = !own || statement.conditions.some(limitsService) ? [] : servicesOf(passed);
  const offers = [...toPassedRoles(passed, services), ...toEnvironment(statement, principal, index, services)];
  return offers.flatMap(({ id, title, to }, i): readonly Fix[] => {
    const edits = narrowed(statement, own, to);
    return edits ? [{ id, title, kind: 'review', edits, ...(i === 0 ? { preferred: true } : {}) }] : [];
  });
}

interface Offer {
  readonly id: string;
  readonly title: string;
  readonly to: Narrowed;
}

function toPassedRoles(passed: readonly PassedRole[], services: readonly string[]): readonly Offer[] {
  if (passed.length === 0) return [];
  const labels = [...new Set(passed.map(({ role }) => role.label))];
  const roles = labels.length > 3 ? `the ${labels.length} roles that this template passes` : spoken(labels);
  const title = `Pass only ${roles}${onlyTo(services)}`;
  const arns = new Map(passed.map(({ role, arn }) => [role.id, arn]));
  return [{ id: 'scope-to-passed-roles', title, to: { resources: [...arns.values()], services } }];
}

function toEnvironment(
  statement: PolicyStatement,
  principal: Resource,
  index: WorkspaceIndex,
  services: readonly string[],
): readonly Offer[] {
  const prefix = environmentPrefix(principal, index);
  if (prefix === undefined) return [];
  const title = `Pass only roles whose names begin with \`${prefix}\`${onlyTo(services)}`;
  const partition = partitionWritten(statement, principal);
  return [
    { id: 'scope-to-environment', title, to: { resources: [`arn:${partition}:iam::*:role/${prefix}*`], services } },
  ];
}

function onlyTo(services: readonly string[]): string {
  return services.length > 0 ? `, and only to ${spoken(services)}` : '';
}

/** None unless the service of every role is known: a limit that forgets one would stop its deployment. */
function servicesOf(passed: readonly PassedRole[]): readonly string[] {
  const services = passed.flatMap(({ service }) => (service === undefined ? [] : [service]));
  return services.length === passed.length ? [...new Set(services)].sort() : [];
}

function limitsService({ key }: PolicyStatement['conditions'][number]): boolean {
  return key.toLowerCase() === 'iam:passedtoservice';
}

/**
 * `entry` is given where it grants PassRole and nothing else; what a wildcard grants besides is left to it, and all other roles
 * are denied. Undefined when the statement's conditions cannot be said again.
 */
function narrowed(
  statement: PolicyStatement,
  entry: Text | undefined,
  to: Narrowed,
): readonly StructuralEdit[] | undefined {
  if (!entry) return [after(statement, denyOthers(to))];
  return statement.actions.list.length === 1 ? inPlace(statement, to) : apart(statement, entry, to);
}

/** Without this action, the statement would pass no roles. */
function isAlone(entry: Text, { actions }: PolicyStatement): boolean {
  return actions.list.every(action => action === entry || covers(action, 'iam:PassRole', true) === 'no');
}

/** No other action of IAM begins so: `iam:Pass*` is PassRole by another spelling. */
function isPassRole({ parts: [only, ...more] }: Text): boolean {
  return more.length === 0 && typeof only === 'string' && /^iam:pass/i.test(only);
}

/** The statement is about passing alone: its resources change, and its conditions. */
function inPlace(statement: PolicyStatement, to: Narrowed): readonly StructuralEdit[] {
  const form = forms[statement.form];
  const limits = servicesCondition(to).map(condition => form.addCondition(statement, condition));
  return [...narrowedResources(statement, to.resources), ...limits];
}

/** PassRole leaves the other actions for a statement of its own; they keep theirs unchanged. */
function apart(statement: PolicyStatement, entry: Text, to: Narrowed): readonly StructuralEdit[] | undefined {
  const conditions = copied(statement.conditions);
  if (!conditions) return undefined;
  const own: NewStatement = {
    effect: 'Allow',
    actions: passRole,
    resources: { mode: 'only', list: to.resources },
    conditions: [...conditions, ...servicesCondition(to)],
  };
  return [{ kind: 'remove', at: entry.at }, after(statement, own)];
}

const passRole = ['iam:PassRole'];

function denyOthers(to: Narrowed): NewStatement {
  return { effect: 'Deny', actions: passRole, resources: { mode: 'except', list: to.resources }, conditions: [] };
}

function servicesCondition({ services }: Narrowed): NewStatement['conditions'] {
  return services.length > 0 ? [{ operator: 'StringEquals', key: 'iam:PassedToService', values: services }] : [];
}
