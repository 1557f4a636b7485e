/** Whether a resource's own policies let somebody in whom they name. */
import type { Resource } from '../../model/resource';
import type { PolicyStatement, Principal } from '../../model/statement';
import { literalOf } from '../../model/text';
import { holding, type KeyStates } from '../../policy/context';
import { denote } from '../../policy/denote';
import { union as either, glob, literal } from '../../policy/language';
import type { Bounds, Given } from '../../policy/reading';
import { intersect, type Request, type RequestSet, requests, subtract, union } from '../../policy/request-set';
import { witness } from '../../policy/witness';
import { arnOf } from './iam-names';

/** One request that the policies take, or may take. */
export interface LetIn {
  readonly request: Request;
  readonly certain: boolean;
}

/** A resource's own policies, as one deployment has them. */
export interface OwnPolicies {
  readonly resource: Resource;
  /** What its Denies take away: for certain, and at most. */
  readonly denied: Bounds<RequestSet>;
  readonly denies: readonly Denial[];
  readonly given: Given;
}

export interface Denial {
  readonly statement: PolicyStatement;
  readonly set: Bounds<RequestSet>;
}

export function ownPolicies(resource: Resource, statements: readonly PolicyStatement[], given: Given): OwnPolicies {
  const denies = statements
    .filter(({ effect }) => effect === 'Deny')
    .map(statement => ({ statement, set: denote(statement, given), isSure: statement.when === undefined }));
  const denied = {
    certain: union(...denies.filter(({ isSure }) => isSure).map(({ set }) => set.certain)),
    possible: union(...denies.map(({ set }) => set.possible)),
  };
  return { resource, denied, denies, given };
}

/**
 * Whether an Allow lets in this principal, past its own conditions and the Denies; undefined when these rule it out. `account` is
 * the principal's, where it is known.
 */
export function letsIn(
  allow: PolicyStatement,
  principal: Principal,
  account: string | undefined,
  own: OwnPolicies,
): LetIn | undefined {
  return letsInSaying(allow, principal, saidOf(principal, account), own);
}

/** The same of those whose requests say this of who asks, and from where. */
export function letsInSaying(
  allow: PolicyStatement,
  principal: Principal,
  context: Readonly<Record<string, KeyStates>>,
  { resource, denied, given }: OwnPolicies,
): LetIn | undefined {
  const allowed = denote({ ...allow, principals: { mode: 'only', list: [principal] } }, given);
  const asked = requests({
    ...(resource.kind === 'role' ? { action: glob('sts:AssumeRole*', { ignoreCase: true }) } : {}),
    context,
  });
  const own = arnOf(resource, given);
  const actions = [...allow.actions.list.flatMap(action => literalOf(action) ?? []), 'sts:AssumeRole'];
  const preferences = { actions, ...(own === undefined ? {} : { resources: [own] }) };
  const found = (set: RequestSet, taken: RequestSet) => witness(subtract(intersect(set, asked), taken), preferences);
  const certain = allow.when === undefined ? found(allowed.certain, denied.possible) : undefined;
  if (certain) return { request: certain, certain: true };
  const possible = found(allowed.possible, denied.certain);
  return possible && { request: possible, certain: false };
}

/** Whether an Allow that names an account, or anyone, lets in a role there of which nobody has heard. */
export function letsInUnnamed(allow: PolicyStatement, account: string, own: OwnPolicies): boolean {
  const principal: Principal = { kind: 'account', account: { parts: [account], at: allow.at }, at: allow.at };
  const unnamed = PARTITIONS.map(partition => literal(`arn:${partition}:iam::${account}:role/not-named-by-anybody`));
  const said = { ...saidOf(principal, account), 'aws:PrincipalArn': holding(either(...unnamed)) };
  return letsInSaying(allow, principal, said, own) !== undefined;
}

/** A service that asks for itself is no principal that a condition can name. */
const ofNobody = { 'aws:PrincipalArn': holding(literal('arn:aws:iam::000000000000:service')) };

/** What its requests say of who asks. */
export function saidOf(principal: Principal, account: string | undefined): Readonly<Record<string, KeyStates>> {
  if (principal.kind === 'service') return ofNobody;
  if (account === undefined) return {};
  const arn = principal.kind === 'identity' ? principal.arn.parts : [];
  const [only] = arn;
  const isWritten = arn.length === 1 && typeof only === 'string' && /^arn:[^:]*:iam::\d{12}:(?:role|user)\//.test(only);
  const members = PARTITIONS.flatMap(partition =>
    ['iam', 'sts'].map(service => glob(`arn:${partition}:${service}::${account}:*`)),
  );
  return {
    'aws:PrincipalAccount': holding(literal(account)),
    'kms:CallerAccount': holding(literal(account)),
    'aws:PrincipalArn': holding(isWritten ? glob(only) : either(...members)),
  };
}

/** From "Amazon Resource Names (ARNs)" of the AWS General Reference. */
const PARTITIONS = ['aws', 'aws-cn', 'aws-us-gov'];
