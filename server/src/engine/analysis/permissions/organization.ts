/**
 * What an organization's policies leave of what its accounts may do: service control policies of what their principals may ask
 * for, resource control policies of what may be done with their resources. From "SCP evaluation" and "Resource control policies
 * (RCPs)" of the AWS Organizations User Guide.
 */
import type { ControlPolicyKind, Resource } from '../../model/resource';
import type { PolicyStatement } from '../../model/statement';
import { literalOf, type Patterns, type Text } from '../../model/text';
import type { Ceiling, Stated } from '../../policy/decide';
import type { SourcePointer } from '../../text/text';
import { textsOf, valuesFor } from '../deployments/parameter-values';
import type { WorkspaceIndex } from '../index/workspace-index';
import { asReadElsewhere, ofControlledServices } from './control-statements';
import { holdersOf, placeOf } from './organization-tree';

/**
 * Of the policies that the workspace holds, those that surely apply to an account; none for an account that nobody knows. What
 * they deny is gone. What a list of theirs does not allow is open: AWS attaches `FullAWSAccess` besides, and no template can say
 * that somebody took it away.
 */
export function controlPoliciesOn(
  account: string | undefined,
  kind: ControlPolicyKind,
  index: WorkspaceIndex,
): readonly Ceiling[] {
  if (account === undefined || index.ofKind('organization-policy').length === 0) return [];
  return index.once(`${kind} control policies on ${account}`, remembered => {
    const applied = appliedTo(account, kind, remembered);
    const denied = ceilingOfDenies(applied.flatMap(({ statements }) => statements));
    return [...denied, ...(kind === 'service' ? applied.flatMap(ceilingOfLists) : [])];
  });
}

/** All that is attached in one place of the organization. */
interface Level {
  readonly statements: readonly PolicyStatement[];
  /** `FullAWSAccess` is known to be among them. */
  readonly allowsAll: boolean;
}

function appliedTo(account: string, kind: ControlPolicyKind, index: WorkspaceIndex): readonly Level[] {
  const policies = index.ofKind('organization-policy').filter(({ when }) => when === undefined);
  // Policies live in the management account, to which none applies, or in one that it has made their administrator.
  if (policies.some(policy => index.accountOf(policy) === account)) return [];
  const holders = holdersOf(account, index);
  const levels = new Map<string, Level>();
  for (const policy of policies) {
    const places = policy.attachedTo.map(target => placeOf(target, policy, index));
    for (const place of new Set(places.filter(found => found !== undefined && holders.has(found)))) {
      levels.set(place!, joined(levels.get(place!), contentOf(policy, kind, index)));
    }
  }
  return [...levels.values()];
}

function joined(before: Level | undefined, added: Level): Level {
  if (!before) return added;
  return {
    statements: [...before.statements, ...added.statements],
    allowsAll: before.allowsAll || added.allowsAll,
  };
}

/** What a policy says, or the policies that an attachment names. */
function contentOf(policy: Resource, kind: ControlPolicyKind, index: WorkspaceIndex): Level {
  const attached = policy.attached.flatMap(one => policiesNamed(one.policy, policy, index));
  const all = [policy, ...attached].filter(({ controls, when }) => controls === kind && when === undefined);
  return {
    statements: all.flatMap(one => statementsOf(one, kind, index)),
    allowsAll: policy.attached.some(one => literalOf(one.policy) === 'p-FullAWSAccess'),
  };
}

function policiesNamed(name: Text, from: Resource, index: WorkspaceIndex): readonly Resource[] {
  const id = literalOf(name);
  if (id !== undefined) return index.ofKind('organization-policy').filter(one => one.organizationId === id);
  const named = index.named(name, ['organization-policy'], from.at.uri);
  return named.flatMap(({ resource, certain }) => (certain ? [resource] : []));
}

/** Those that hold in each deployment, as they are read in another account. */
function statementsOf(policy: Resource, kind: ControlPolicyKind, index: WorkspaceIndex): readonly PolicyStatement[] {
  const [values, ...others] = valuesFor(policy, policy.grants.flatMap(textsOf), index);
  const account = index.accountOf(policy);
  return policy.grants
    .filter(({ when }) => when === undefined)
    .map(statement => asReadElsewhere(others.length === 0 ? values!.statement(statement) : statement, account))
    .flatMap(statement => (kind === 'resource' ? ofControlledServices(statement) : [statement]));
}

function ceilingOfDenies(statements: readonly PolicyStatement[]): readonly Ceiling[] {
  const denies = statements.filter(({ effect }) => effect === 'Deny');
  const [first] = denies;
  return first ? [{ options: [{ statements: [everything(first.at), ...denies.map(stated)] }] }] : [];
}

/** What the lists of one place allow, or else what nobody here can read. */
function ceilingOfLists({ statements, allowsAll }: Level): readonly Ceiling[] {
  const allows = statements.filter(({ effect }) => effect === 'Allow');
  if (allows.length === 0 || allowsAll) return [];
  return [{ options: [{ statements: allows.map(stated) }, { statements: undefined }] }];
}

function stated(statement: PolicyStatement): Stated {
  return { statement };
}

/** `FullAWSAccess`. */
function everything(at: SourcePointer): Stated {
  const any: Patterns = { mode: 'except', list: [], at };
  return { statement: { effect: 'Allow', actions: any, resources: any, conditions: [], form: 'iam-json', at } };
}
