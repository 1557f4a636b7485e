/** The evaluator that somebody else wrote, as far as it is asked here; `run.mjs` brings it, nothing here imports it. */
import type { WrittenStatement } from '../support/statements';

/** Synchronous, and unlike the validating entry it takes any action, resource and key. */
export type Simulate = (simulation: Simulation, options: object) => 'Allowed' | 'ImplicitlyDenied' | 'ExplicitlyDenied';

interface Simulation {
  readonly request: {
    readonly principal: string;
    readonly action: string;
    readonly resource: { readonly resource: string; readonly accountId: string };
    readonly contextVariables: Context;
  };
  readonly identityPolicies: readonly NamedPolicy[];
  readonly permissionBoundaryPolicies?: readonly NamedPolicy[];
  readonly serviceControlPolicies: readonly {
    readonly orgIdentifier: string;
    readonly policies: readonly NamedPolicy[];
  }[];
  readonly resourceControlPolicies: readonly never[];
}

interface NamedPolicy {
  readonly name: string;
  readonly policy: { readonly Version: '2012-10-17'; readonly Statement: readonly WrittenStatement[] };
}

type Context = Readonly<Record<string, string | readonly string[]>>;

/** A key that holds several values has a list, even of one. */
export interface ConcreteRequest {
  readonly action: string;
  readonly resource: string;
  readonly context: Context;
}

/** All policies that decide what one principal may do. */
export interface Policies {
  readonly identity: readonly WrittenStatement[];
  readonly boundary?: readonly WrittenStatement[];
  /** Service control policies: one list of statements for each level from the root to the account. */
  readonly controls: readonly (readonly WrittenStatement[])[];
}

export const account = '123456789012';
export const principal = `arn:aws:iam::${account}:user/alice`;

export function allowedBySimulator(simulate: Simulate, policies: Policies, request: ConcreteRequest): boolean {
  const { identity, boundary, controls } = policies;
  const { action, resource, context } = request;
  const answer = simulate(
    {
      request: { principal, action, resource: { resource, accountId: account }, contextVariables: context },
      identityPolicies: [named('identity', identity)],
      ...(boundary ? { permissionBoundaryPolicies: [named('boundary', boundary)] } : {}),
      serviceControlPolicies: controls.map((statements, level) => ({
        orgIdentifier: `level-${level}`,
        policies: [named(`level-${level}`, statements)],
      })),
      resourceControlPolicies: [],
    },
    {},
  );
  return answer === 'Allowed';
}

function named(name: string, statements: readonly WrittenStatement[]): NamedPolicy {
  return { name, policy: { Version: '2012-10-17', Statement: statements } };
}
