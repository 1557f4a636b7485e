import { staysInOwnEnvironment } from '../../../analysis/environments/environment-holes';
import type { WorkspaceIndex } from '../../../analysis/index/workspace-index';
import { requestIn, roleArnsIn, roleArnsOf } from '../../../analysis/permissions/pass-role';
import { type PassableRoles, passableRoles } from '../../../analysis/permissions/passable-roles';
import type { Grant, Permissions } from '../../../analysis/permissions/permissions';
import { unlistedRoles } from '../../../analysis/permissions/role-names';
import { isDeniedWhereWritten } from '../../../analysis/permissions/written-accounts';
import type { Resource } from '../../../model/resource';
import type { PolicyStatement } from '../../../model/statement';
import { type Hole, show } from '../../../model/text';
import { accepts, glob, literalIgnoringCase } from '../../../policy/language';
import { type Bounds, isExact } from '../../../policy/reading';
import { isCut, type RequestSet, requests } from '../../../policy/request-set';
import type { Finding } from '../../rule';
import { isOfDevelopment } from '../tiers';
import { type Grade, gradeOf } from './grade';
import { severityFor } from './holder';
import { type ReachedRole, reachedRole } from './reached-role';
import { writtenNames } from './written-names';

/** What a grant amounts to in the hands of its principal. */
export interface Judgement {
  readonly grade: Grade;
  readonly severity: Finding['severity'];
  readonly confidence: Finding['confidence'];
  readonly reached: ReachedRole | undefined;
  /** Undefined where no known role matters: the names that may be passed tell enough. */
  readonly passable: PassableRoles | undefined;
  readonly administers: 'iam' | 'everything' | undefined;
  /** The work ended before it was certain. */
  readonly isCut?: true;
}

/**
 * Undefined when the grant passes no role that it should not; `asked` are the requests that pass one. What is certain speaks first,
 * however bad the rest may be.
 */
export function judge(
  grant: Grant,
  asked: RequestSet,
  permissions: Permissions,
  index: WorkspaceIndex,
): Judgement | undefined {
  const { shortfalls } = permissions.effort;
  const bounds = permissions.granted(grant, asked);
  const isSure = !bounds.certain.exceeds;
  const sure = isSure ? judgeSet('certain', bounds, grant, permissions, index) : undefined;
  if (sure && isDeniedWhereWritten(sure.grade.witness, permissions)) return { ...sure, confidence: 'possible' };
  if (sure) return sure;
  const open = isSure && isExact(bounds) ? undefined : judgeSet('possible', bounds, grant, permissions, index);
  if (open) return isCut(bounds.possible) || isCut(bounds.certain) ? { ...open, isCut: true } : open;
  return permissions.effort.shortfalls > shortfalls ? unproved(bounds.possible, grant, permissions, index) : undefined;
}

/** What it would be if a role that nobody has may be passed, where there was too much to work out to tell. */
function unproved(
  possible: RequestSet,
  grant: Grant,
  permissions: Permissions,
  index: WorkspaceIndex,
): Judgement | undefined {
  const [arn] = roleArnsOf(grant.statement, permissions);
  const resource = `${arn}${unlistedRoles[0]}`;
  if (!possible.pieces.some(({ box }) => accepts(box.resource, resource))) return undefined;
  const witness = { action: 'iam:PassRole', resource, context: {} };
  const grade: Grade = { severity: 'error', reason: 'any-service', witness };
  const severity = severityFor(grade, permissions.principal, undefined, index);
  const rest = { reached: undefined, passable: undefined, administers: undefined, isCut: true } as const;
  return severity && { grade, severity, confidence: 'possible', ...rest };
}

/** Seen at a glance: it passes single roles, to somebody whom production's roles may be passed to. */
export function isHarmless({ statement }: Grant, { principal }: Permissions, index: WorkspaceIndex): boolean {
  return namesOneByOne(statement) && !isOutsideProduction(principal, index);
}

/** Whether the statement has no wildcard and nothing open: it passes no more roles than it names, and is no broader than that. */
function namesOneByOne({ resources: { mode, list } }: PolicyStatement): boolean {
  return mode === 'only' && list.every(({ parts }) => parts.every(namesOne));
}

function namesOne(part: string | Hole): boolean {
  return typeof part === 'string' ? !/[*?$]/.test(part) : part.kind === 'reference' || part.kind === 'ambient';
}

function judgeSet(
  confidence: Finding['confidence'],
  bounds: Bounds<RequestSet>,
  grant: Grant,
  permissions: Permissions,
  index: WorkspaceIndex,
): Judgement | undefined {
  const granted = bounds[confidence];
  if (granted.pieces.length === 0) return undefined;
  const { principal } = permissions;
  const arns = roleArnsOf(grant.statement, permissions);
  const { effort } = permissions;
  const broad = gradeOf(granted, arns, effort) ?? gradeInWrittenAccounts(granted, grant, permissions, index);
  const outside = isOutsideProduction(principal, index);
  const passable = broad || outside ? passableRoles(grant, permissions, index) : undefined;
  const reached = passable && reachedRole(passable, confidence, principal);
  const grade =
    broad ??
    ofProduction(reached, principal, index) ??
    writtenNames(granted, arns, grant.statement, outside, index.vocabulary, effort);
  if (!grade || (!outside && isOwnProduction(grade, grant, principal, index))) return undefined;
  // Who may change IAM at will is not held by a Deny for some roles either.
  const passesAny = (grade.undenied ?? grade.reason) === 'any-service';
  const administered = passesAny ? administers(grant, permissions) : undefined;
  const severity = administered ? 'error' : severityFor(grade, principal, reached, index);
  return severity && { grade, severity, confidence, reached, passable, administers: administered };
}

/** Production's roles by names that hold what the holder's own holds: where these are production's, so is the holder. */
function isOwnProduction(
  { reason, witness }: Grade,
  grant: Grant,
  principal: Resource,
  index: WorkspaceIndex,
): boolean {
  return reason === 'production-names' && staysInOwnEnvironment(grant, witness.resource, principal, index);
}

/** Where a Deny leaves the roles of one account alone, that one is meant: it is looked for among those that are written out. */
function gradeInWrittenAccounts(
  granted: RequestSet,
  { holder }: Grant,
  { principal, given, effort }: Permissions,
  index: WorkspaceIndex,
): Grade | undefined {
  const isDenied = granted.pieces.some(({ without }) => without.length > 0);
  if (given.account !== undefined || !isDenied) return undefined;
  const { accounts } = index.documentOf(holder ?? principal);
  return accounts.length === 0 ? undefined : gradeOf(granted, roleArnsIn(accounts.map(({ id }) => id)), effort);
}

/** A known role of production is wrong in the hands of somebody who is known to be of another environment. */
function ofProduction(reached: ReachedRole | undefined, principal: Resource, index: WorkspaceIndex): Grade | undefined {
  if (!reached?.ofProduction) return undefined;
  const severity = isOfDevelopment(principal, index) ? 'error' : 'warning';
  return { severity, reason: 'production-role', witness: reached.request };
}

function isOutsideProduction(principal: Resource, index: WorkspaceIndex): boolean {
  const tier = index.environmentOf(principal)?.tier;
  return tier !== undefined && tier !== 'production';
}

/** An action that no service has, and those by which a principal gives itself every right. */
const anything = requests({ action: literalIgnoringCase('zz-witness:Anything') });
const changingIam = ['iam:CreatePolicyVersion', 'iam:PutUserPolicy', 'iam:AttachRolePolicy'].map(action =>
  requests({ action: literalIgnoringCase(action), resource: glob('arn:aws:iam::*:*/zz-witness-9f3c') }),
);

function administers(grant: Grant, permissions: Permissions): Judgement['administers'] {
  const { mode, list } = grant.statement.actions;
  if (mode === 'only' && !list.some(action => show(action).includes('*'))) return undefined;
  const holds = (asked: RequestSet) =>
    requestIn(permissions.granted(grant, asked).certain, permissions.effort) !== undefined;
  if (!changingIam.every(holds)) return undefined;
  return holds(anything) ? 'everything' : 'iam';
}
