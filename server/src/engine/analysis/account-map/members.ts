/** What stands on the map: each resource once for each landing, and whom the workspace's policies speak of without defining them. */

import type { ResourceId } from '../../model/ids';
import type { Resource } from '../../model/resource';
import { literalOf } from '../../model/text';
import { part, type SourcePointer } from '../../text/text';
import type { AccessGraph, AccessNode } from '../access-graph/access-graph';
import { textAt } from '../deployments/at-landing';
import type { NamedEnvironment } from '../environments/environments';
import { environmentOfAccount, knownEnvironmentOf } from '../environments/known-environment';
import type { WorkspaceIndex } from '../index/workspace-index';
import type { MappedResource } from './account-map';
import type { Resident, Stack } from './stacks';

export interface Member {
  readonly id: string;
  readonly name: string;
  readonly type: string;
  readonly kind: MappedResource['kind'];
  /** Undefined for what no document defines. */
  readonly resource: Resource | undefined;
  /** Undefined for what stands in no stack. */
  readonly stack: Stack | undefined;
  readonly account: string | undefined;
  /** Its own, else its stack's, else its account's. */
  readonly environment: NamedEnvironment | undefined;
  readonly at: SourcePointer | undefined;
}

/** Copies of one thing, by its id in the access graph: one for each region and stack of an account. */
export type Members = ReadonlyMap<string, readonly Member[]>;

/** What the graph has, and what else is wanted, in order of stack. */
export function* membersIn(
  stacks: readonly Stack[],
  isWanted: (id: ResourceId) => boolean,
  graph: AccessGraph,
  index: WorkspaceIndex,
): Generator<void, Map<string, readonly Member[]>, void> {
  const copies = copiesOf(stacks);
  const members = new Map<string, Member[]>();
  for (const stack of stacks) {
    for (const resident of stack.residents) {
      const { resource, landing } = resident;
      const node = graph.nodeAt(resource.id, landing);
      if (!node && !isWanted(resource.id)) continue;
      const member = memberOf(resident, stack, copies.get(resource.id)!, node, index);
      const id = node?.id ?? resource.id;
      const list = members.get(id);
      if (list) list.push(member);
      else members.set(id, [member]);
    }
    yield;
  }
  return members;
}

function copiesOf(stacks: readonly Stack[]): ReadonlyMap<ResourceId, number> {
  const copies = new Map<ResourceId, number>();
  for (const { residents } of stacks) {
    for (const { resource } of residents) copies.set(resource.id, (copies.get(resource.id) ?? 0) + 1);
  }
  return copies;
}

function memberOf(
  { resource, landing }: Resident,
  stack: Stack,
  copies: number,
  node: AccessNode | undefined,
  index: WorkspaceIndex,
): Member {
  const isCopy = copies > 1;
  const landed = isCopy && landing && resource.name ? literalOf(textAt(resource.name, landing.deployment)) : undefined;
  return {
    id: isCopy ? `${resource.id}${stack.suffix}` : resource.id,
    name: landed?.split('/').at(-1) ?? nameOf(resource, stack, node),
    type: resource.type,
    kind: node?.kind ?? 'other',
    resource,
    stack,
    account: stack.account,
    environment: ownEnvironment(resource, landing, index) ?? stack.environment ?? environmentIn(stack.account, index),
    at: part(resource.at, 'key'),
  };
}

/** The CDK ends what it calls a resource itself with eight digits that nobody reads. */
function nameOf({ label }: Resource, { document }: Stack, node: AccessNode | undefined): string {
  const name = node?.label ?? label;
  return document.format === 'cdk' && name === label ? name.replace(/(?<=.)[0-9A-F]{8}$/, '') : name;
}

/** What says nothing itself is of its stack's. */
function ownEnvironment(
  resource: Resource,
  landing: Resident['landing'],
  index: WorkspaceIndex,
): NamedEnvironment | undefined {
  const known = resource.claims.length > 0 ? knownEnvironmentOf(resource, landing, index) : undefined;
  return known && { name: known.name, tier: known.tier };
}

/** Of what no document defines. */
export function outsider({ id, label, kind, account }: AccessNode, index: WorkspaceIndex): Member {
  return {
    id,
    name: label,
    type: '',
    kind,
    resource: undefined,
    stack: undefined,
    account,
    environment: environmentIn(account, index),
    at: undefined,
  };
}

function environmentIn(account: string | undefined, index: WorkspaceIndex): NamedEnvironment | undefined {
  return account === undefined ? undefined : environmentOfAccount(account, index);
}

/** Whether a way leads from one account or environment to another, or from somebody whom no document defines. */
export function crosses(from: Member, to: Pick<Member, 'account' | 'environment'>): boolean {
  if (from.resource === undefined && from.kind !== 'administrator') return true;
  if (from.environment && to.environment && from.environment.name !== to.environment.name) return true;
  return from.account !== undefined && to.account !== undefined && from.account !== to.account;
}

/** More pairs of copies than these tell nobody more. */
const MAX_PAIRS = 64;

/**
 * Which copies of two things belong together. Of one template, those of the same landing; of different ones, those that may be in one
 * account, and if there are none, all. `sure` is false where environments differ, so that names may tell them apart.
 */
export function* pairsOf(
  from: readonly Member[],
  to: readonly Member[],
): Iterable<{ readonly from: Member; readonly to: Member; readonly sure: boolean }> {
  if (from.length === 1 && to.length === 1) return yield { from: from[0]!, to: to[0]!, sure: true };
  let pairs = 0;
  for (const a of from) {
    for (const b of partnersOf(a, to)) {
      if (pairs++ >= MAX_PAIRS) return;
      yield { from: a, to: b, sure: a.environment?.name === b.environment?.name };
    }
  }
}

function partnersOf(one: Member, others: readonly Member[]): readonly Member[] {
  const own = others.filter(({ stack }) => stack !== undefined && stack === one.stack);
  if (own.length > 0) return own;
  const near = others.filter(
    ({ account }) => account === undefined || one.account === undefined || account === one.account,
  );
  return near.length > 0 ? near : others;
}
