/** What is compared: who asks, whose resource is asked for, and every policy that decides. */
import type { WrittenStatement } from '../support/statements';

export interface World {
  readonly kind: WorldKind;
  readonly caller: Caller;
  /** The account that the resource is in. */
  readonly owner: string;
  readonly policies: Policies;
}

export const worldKinds = [
  'identity policies',
  'ceilings',
  'resource policy, same account',
  'resource policy, cross account',
  'trust policy',
  'key policy',
] as const;
export type WorldKind = (typeof worldKinds)[number];

/** Whether the resource's policy has a say. */
export function isShared({ kind }: World): boolean {
  return kind !== 'identity policies' && kind !== 'ceilings';
}

/** Whether the caller's own policies are not enough: across accounts, and for what roles and keys guard. */
export function needsResourcePolicy(world: World): boolean {
  return isShared(world) && (world.owner !== account || !world.kind.startsWith('resource'));
}

/** `session`: of a role, which is `aws:PrincipalArn` in its requests. */
export type Caller = (
  | { readonly kind: 'user'; readonly arn: string; readonly name: string }
  | { readonly kind: 'session'; readonly arn: string; readonly role: string }
) & {
  /** The tag `team` of the caller, or that it has none; undefined: the engine does not know which. */
  readonly team?: string | 'none';
};

/** Levels of an organization are several lists of `service control` and `resource control`, the root first. */
export type Policies = Readonly<Partial<Record<PolicyKind, readonly Policy[]>>>;

export const policyKinds = [
  'identity',
  'boundary',
  'session',
  'service control',
  'resource control',
  'endpoint',
  'resource',
] as const;
export type PolicyKind = (typeof policyKinds)[number];

export interface Policy {
  readonly version: '2008-10-17' | '2012-10-17';
  readonly statements: readonly Statement[];
}

export interface Statement extends WrittenStatement {
  readonly Principal?: WrittenPrincipal;
  readonly NotPrincipal?: WrittenPrincipal;
}

export type WrittenPrincipal = '*' | Readonly<Partial<Record<'AWS' | 'Service' | 'Federated', readonly string[]>>>;

/** A key that holds several values has a list, even of one. */
export interface ConcreteRequest {
  readonly action: string;
  readonly resource: string;
  readonly context: Readonly<Record<string, string | readonly string[]>>;
}

export const account = '123456789012';
export const otherAccount = '210987654321';

export const alice: Caller = { kind: 'user', arn: `arn:aws:iam::${account}:user/alice`, name: 'alice' };
export const session: Caller = {
  kind: 'session',
  arn: `arn:aws:sts::${account}:assumed-role/app/run`,
  role: `arn:aws:iam::${account}:role/app`,
};

/** What `aws:PrincipalArn` holds. */
export function principalArn(caller: Caller): string {
  return caller.kind === 'session' ? caller.role : caller.arn;
}

export const everything: Statement = { Effect: 'Allow', Action: '*', Resource: '*' };

export function policyOf(...statements: readonly Statement[]): Policy {
  return { version: '2012-10-17', statements };
}
