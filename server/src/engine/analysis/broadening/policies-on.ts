/** All that decides what somebody may do, to see at a glance whether any of it is different. */
import type { Resource } from '../../model/resource';
import { type Ceiling, type Stated, statementsIn, whenOf } from '../../policy/decide';
import type { Circumstance } from '../../policy/when';
import type { WorkspaceIndex } from '../index/workspace-index';
import { permissionsByDeployment } from '../permissions/permissions';
import { resourcePolicies } from '../permissions/resource-policy';

/** For each way to deploy it. */
export type PoliciesOn = readonly PoliciesInOne[];

interface PoliciesInOne {
  readonly statements: readonly Stated[];
  readonly ceilings: readonly Ceiling[];
  /** Policies that nobody here can read, as written. */
  readonly unread: readonly unknown[];
}

export function policiesOn(resource: Resource, use: 'grant' | 'trust', index: WorkspaceIndex): PoliciesOn {
  if (use === 'trust')
    return resourcePolicies(resource, index).map(({ statements = [] }) => ({ statements, ceilings: [], unread: [] }));
  return permissionsByDeployment(resource, index).map(({ policies, unread }) => ({
    statements: policies.statements,
    ceilings: [...policies.boundary, ...policies.controls],
    unread: unread.map(({ policy }) => policy.parts),
  }));
}

/** Whether both say the same in the same order; most policies are the same objects. */
export function isSame(a: PoliciesOn, b: PoliciesOn): boolean {
  return a.length === b.length && a.every((one, i) => isSameInOne(one, b[i]!));
}

function isSameInOne(a: PoliciesInOne, b: PoliciesInOne): boolean {
  return (
    sameStatements(a.statements, b.statements) &&
    printOf(a.unread) === printOf(b.unread) &&
    (a.ceilings.length === 0 && b.ceilings.length === 0
      ? true
      : printOf(a.ceilings.map(contentsOf)) === printOf(b.ceilings.map(contentsOf)))
  );
}

function sameStatements(a: readonly Stated[], b: readonly Stated[]): boolean {
  return (
    a.length === b.length &&
    a.every(
      (one, i) =>
        (one.statement === b[i]!.statement && isAlike(one, b[i]!)) ||
        printOf(contentOf(one)) === printOf(contentOf(b[i]!)),
    )
  );
}

function isAlike(a: Stated, b: Stated): boolean {
  return a.when === b.when && a.uncertain === b.uncertain;
}

function contentOf({ statement, when, uncertain }: Stated) {
  return { statement, when: when ?? null, uncertain: uncertain === true };
}

function contentsOf({ options }: Ceiling) {
  return options.map(({ statements, when }) => [statements?.map(contentOf) ?? null, when ?? null]);
}

/** Of places and names of statements nothing depends. */
function printOf(content: unknown): string {
  return JSON.stringify(content, (key, value) => (key === 'at' || key === 'sid' || key === 'form' ? undefined : value));
}

/** All circumstances under which something of it holds. */
export function circumstancesOn(policies: PoliciesOn): readonly Circumstance[] {
  return policies.flatMap(({ statements, ceilings }) => [
    ...[...statements, ...ceilings.flatMap(statementsIn)].map(whenOf),
    ...ceilings.flatMap(({ options }) => options.map(({ when }) => when)),
  ]);
}
