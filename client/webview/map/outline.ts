/** The map as a tree: accounts, in them stacks and what no document defines, in those resources. Each has an id that lasts over edits. */
import type {
  AccountMap,
  MapAccount,
  MapEdge,
  MapFinding,
  MapMix,
  MapResource,
  MapStack,
  MapTier,
} from '../../../server/src/account-map';

interface ItemBase {
  readonly id: string;
  readonly name: string;
  /** Undefined for accounts. */
  readonly parent: string | undefined;
  readonly children: readonly string[];
  readonly environment: string | undefined;
  readonly tier: MapTier | undefined;
  /** Findings on it and on all in it. */
  readonly findings: readonly MapFinding[];
}

export interface AccountItem extends ItemBase {
  readonly kind: 'account';
  readonly account: MapAccount;
  readonly mixes: readonly MapMix[];
}

export interface StackItem extends ItemBase {
  readonly kind: 'stack';
  readonly stack: MapStack;
}

/** All of an account that no document defines. */
export interface OutsideItem extends ItemBase {
  readonly kind: 'outside';
}

export interface ResourceItem extends ItemBase {
  readonly kind: 'resource';
  readonly resource: MapResource;
}

export type Item = AccountItem | StackItem | OutsideItem | ResourceItem;

export interface Outline {
  /** Accounts: development before production, then by name; what has no account last. */
  readonly roots: readonly string[];
  /** By id, parents before their children. */
  readonly items: ReadonlyMap<string, Item>;
  /** Of the map, with ids of items at their ends. */
  readonly edges: readonly MapEdge[];
}

export const accountItemId = (id: string | null): string => `account/${id ?? 'unknown'}`;
export const stackItemId = (id: string): string => `stack/${id}`;
const outsideItemId = (account: string | null): string => `outside/${account ?? 'unknown'}`;

/** A resource stands where it is named first; ids that no resource has are passed over. */
export function outlineOf(map: AccountMap): Outline {
  const items = new Map<string, Item>();
  const resources = new Map(map.resources.map(resource => [resource.id, resource]));
  const accounts = [...map.accounts].sort(byTierThenName);
  const roots = accounts.map(account => accountItemId(account.id));
  for (const account of accounts) addAccount(account, map.mixes, resources, items);
  return { roots: [...new Set(roots)], items, edges: map.edges.map(edge => betweenItems(edge, items)) };
}

/** An end is a resource, or a stack where there is no resource of that id. */
function betweenItems(edge: MapEdge, items: ReadonlyMap<string, Item>): MapEdge {
  const [from, to] = [edge.from, edge.to].map(id => (items.has(id) ? id : stackItemId(id)));
  return from === edge.from && to === edge.to ? edge : { ...edge, from: from!, to: to! };
}

/** Itself and all that is in it, as ids of resources. */
export function resourcesIn(outline: Outline, id: string): readonly string[] {
  const item = outline.items.get(id);
  if (item === undefined) return [];
  return item.kind === 'resource' ? [id] : item.children.flatMap(child => resourcesIn(outline, child));
}

/** Its parents, the nearest first. */
export function ancestorsOf(outline: Outline, id: string): readonly string[] {
  const parent = outline.items.get(id)?.parent;
  return parent === undefined ? [] : [parent, ...ancestorsOf(outline, parent)];
}

function addAccount(
  account: MapAccount,
  mixes: readonly MapMix[],
  resources: Map<string, MapResource>,
  items: Map<string, Item>,
): void {
  const id = accountItemId(account.id);
  const own = { environment: account.environment, tier: account.tier };
  const parts: Item[] = [...account.stacks]
    .sort(byTierThenName)
    .map(stack => ({ ...groupOf(stackItemId(stack.id), stack.name, id, stack), kind: 'stack' as const, stack }));
  const outside: OutsideItem = {
    ...groupOf(outsideItemId(account.id), 'Outside the workspace', id, own),
    kind: 'outside',
  };
  if (account.outside.length > 0) parts.unshift(outside);
  const name = account.name ?? account.id ?? 'Unknown account';
  const ownMixes = mixes.filter(mix => mix.account === account.id);
  // In the order of the tree: the account stands before its parts, and is completed when these are known.
  items.set(id, { ...groupOf(id, name, undefined, own), kind: 'account', account, mixes: ownMixes });
  const filled = parts.map(part => filledGroup(part, membersOf(part, account), own, resources, items));
  items.set(id, {
    ...groupOf(id, name, undefined, own),
    kind: 'account',
    account,
    mixes: ownMixes,
    children: filled.map(part => part.id),
    findings: filled.flatMap(part => part.findings),
  });
}

function membersOf(part: Item, account: MapAccount): readonly string[] {
  return part.kind === 'stack' ? part.stack.resources : account.outside;
}

/** The group with its members, which are taken out of `resources`. */
function filledGroup(
  group: Item,
  members: readonly string[],
  account: Claim,
  resources: Map<string, MapResource>,
  items: Map<string, Item>,
): Item {
  const claim = group.environment === undefined && group.tier === undefined ? account : group;
  items.set(group.id, group);
  const inside = members.flatMap(member => {
    const resource = resources.get(member);
    resources.delete(member);
    return resource === undefined || items.has(member) ? [] : [resourceItem(resource, group.id, claim)];
  });
  inside.sort((a, b) => compareWords(a.name, b.name) || compareWords(a.id, b.id));
  const filled: Item = {
    ...group,
    environment: claim.environment,
    tier: claim.tier,
    children: inside.map(item => item.id),
    findings: inside.flatMap(item => item.findings),
  };
  items.set(group.id, filled);
  for (const item of inside) items.set(item.id, item);
  return filled;
}

function resourceItem(resource: MapResource, parent: string, inherited: Claim): ResourceItem {
  const claim = resource.environment === undefined && resource.tier === undefined ? inherited : resource;
  return {
    id: resource.id,
    name: resource.name,
    parent,
    children: [],
    environment: claim.environment,
    tier: claim.tier,
    findings: resource.findings,
    kind: 'resource',
    resource,
  };
}

interface Claim {
  readonly environment?: string | undefined;
  readonly tier?: MapTier | undefined;
}

function groupOf(id: string, name: string, parent: string | undefined, claim: Claim): ItemBase {
  return { id, name, parent, children: [], environment: claim.environment, tier: claim.tier, findings: [] };
}

const tierOrder: readonly (MapTier | undefined)[] = ['development', 'test', 'staging', 'production', undefined];

interface Sortable extends Claim {
  readonly id: string | null;
  readonly name?: string;
}

function byTierThenName(a: Sortable, b: Sortable): number {
  if ((a.id === null) !== (b.id === null)) return a.id === null ? 1 : -1;
  const tiers = tierOrder.indexOf(a.tier) - tierOrder.indexOf(b.tier);
  return tiers || compareWords(a.name ?? '', b.name ?? '') || compareWords(a.id ?? '', b.id ?? '');
}

/** Not by the reader's language: the same map is drawn the same everywhere. */
function compareWords(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
