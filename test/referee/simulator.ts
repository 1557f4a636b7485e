/** The evaluator that somebody else wrote, as far as it is asked here; `evaluator.mjs` brings it, nothing here imports it. */
import type { ConcreteRequest, Policy, Statement, World } from './world';

/** Takes any action, resource and key, unlike the simulator's own entry, which validates them. */
export type Simulate = (simulation: Simulation) => 'Allowed' | 'ImplicitlyDenied' | 'ExplicitlyDenied';

export interface Simulation {
  readonly request: {
    readonly principal: string;
    readonly action: string;
    readonly resource: { readonly resource: string; readonly accountId: string };
    readonly context: ConcreteRequest['context'];
  };
  readonly identityPolicies: readonly WrittenPolicy[];
  readonly permissionBoundaries: readonly WrittenPolicy[];
  readonly sessionPolicy: WrittenPolicy | undefined;
  readonly endpointPolicies: readonly WrittenPolicy[];
  readonly serviceControlPolicies: readonly WrittenPolicy[];
  readonly resourceControlPolicies: readonly WrittenPolicy[];
  readonly resourcePolicy: WrittenPolicy | undefined;
}

interface WrittenPolicy {
  readonly Version: Policy['version'];
  readonly Statement: readonly Statement[];
}

export function allowedBySimulator(simulate: Simulate, world: World, request: ConcreteRequest): boolean {
  const { caller, owner, policies } = world;
  const written = (kind: keyof typeof policies) => (policies[kind] ?? []).map(write);
  const { action, resource, context } = request;
  const answer = simulate({
    request: { principal: caller.arn, action, resource: { resource, accountId: owner }, context },
    identityPolicies: written('identity'),
    permissionBoundaries: written('boundary'),
    sessionPolicy: written('session')[0],
    endpointPolicies: written('endpoint'),
    serviceControlPolicies: written('service control'),
    resourceControlPolicies: written('resource control'),
    resourcePolicy: written('resource')[0],
  });
  return answer === 'Allowed';
}

function write({ version, statements }: Policy): WrittenPolicy {
  return { Version: version, Statement: statements };
}
