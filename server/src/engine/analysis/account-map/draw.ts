/** The account map of a workspace. */
import type { ResourceId } from '../../model/ids';
import { type AccessGraph, becomes, type NodeId } from '../access-graph/access-graph';
import { accessGraphOf } from '../access-graph/graph';
import { knownAccounts } from '../environments/known-accounts';
import { environmentOfAccount } from '../environments/known-environment';
import type { WorkspaceIndex } from '../index/workspace-index';
import type { AccountMap, MappedAccount, MappedEdge, MappedFinding, MappedMix, MappedStack } from './account-map';
import { type Deploying, deployingOf, workflowsIn } from './deployers';
import { crosses, type Member, type Members, membersIn, outsider, pairsOf } from './members';
import { type Reference, referencesIn } from './references';
import { type Stack, stacksOf } from './stacks';
import { waysOn } from './ways';

/** What rules say, by the resource of which they say it; and the mixes that they found. */
export interface Said {
  readonly findings: ReadonlyMap<ResourceId, readonly MappedFinding[]>;
  readonly mixes: readonly MappedMix[];
}

/**
 * Principals, compute, data, and what there are findings on; of other resources only their number. Pauses often, so that a host can do
 * other things in between.
 */
export function* drawing(index: WorkspaceIndex, { findings, mixes }: Said): Generator<void, AccountMap, void> {
  const graph = accessGraphOf(index);
  yield* nodesRead(graph);
  const stacks = yield* stacksOf(index);
  const deploying = deployingOf(stacks, index);
  const references = yield* referencesIn(stacks, index);
  const named = new Set<string>([
    ...references.flatMap(({ from, to }) => [from, to]),
    ...deploying.map(({ by }) => by),
    ...findings.keys(),
  ]);
  const members = yield* membersIn(stacks, id => named.has(id), graph, index);
  for (const member of outsidersOf(graph, members, index)) members.set(member.id, [member]);
  const workflows = workflowsIn(deploying, index);
  for (const [id, member] of workflows) members.set(id, [member]);
  yield;
  const ways = yield* waysOn(members, graph);
  const all = [...members.values()].flat();
  const copies = groupedBy(all, ({ resource, kind, id, at }) => resource?.id ?? (kind === 'workflow' ? at!.uri : id));
  return {
    accounts: accountsOf(stacks, all, index),
    resources: all.map(({ id, name, type, kind, environment, at, resource }) => ({
      ...{ id, name, type, kind, environment, at },
      findings: (resource && findings.get(resource.id)) ?? [],
    })),
    edges: [
      ...ways.edges,
      ...referencesOn(references, copies, new Set(ways.edges.map(pairOf))),
      ...deploymentsOn(deploying, copies),
    ],
    mixes,
    moreEdges: ways.more,
  };
}

/** What costs most. */
function* nodesRead(graph: AccessGraph): Generator<void, void, void> {
  for (const id of graph.nodes.keys()) {
    graph.groupsFrom(id);
    yield;
  }
}

/**
 * Who is let in, and the administrators that somebody can make himself. AWS's own services are let in by nearly every role: that they
 * do what they are there for is no news.
 */
function outsidersOf(graph: AccessGraph, members: Members, index: WorkspaceIndex): readonly Member[] {
  const nodes = [...graph.nodes.values()].filter(({ resource, kind }) => resource === undefined && kind !== 'service');
  const reached = new Set<NodeId>();
  for (const id of [...members.keys(), ...nodes.flatMap(node => (node.kind === 'administrator' ? [] : [node.id]))]) {
    for (const { targets } of graph.groupsFrom(id as NodeId)) if (targets.length === 1) reached.add(targets[0]!);
  }
  return nodes.filter(({ kind, id }) => kind !== 'administrator' || reached.has(id)).map(node => outsider(node, index));
}

function pairOf({ from, to }: Pick<MappedEdge, 'from' | 'to'>): string {
  return JSON.stringify([from, to]);
}

/** Between stacks, and where no other way says more. */
function referencesOn(
  references: readonly Reference[],
  members: Members,
  known: ReadonlySet<string>,
): readonly MappedEdge[] {
  return references.flatMap(({ from, to, certain, says, text }) =>
    [...pairsOf(members.get(from) ?? [], members.get(to) ?? [])]
      .map(pair => ({
        ...edgeBetween(pair.from, pair.to, 'references', says),
        certain: certain && pair.sure,
        because: [text.at],
        isInside: pair.from.stack === pair.to.stack,
      }))
      .filter(edge => !edge.isInside && !known.has(pairOf(edge)))
      .map(({ isInside, ...edge }) => edge),
  );
}

function edgeBetween(from: Member, to: Member | Stack, how: string, says: string): Omit<MappedEdge, 'because'> {
  return {
    ...{ from: from.id, to: to.id, how, certain: true, crosses: crosses(from, to), becomes: becomes({ how }) },
    message: `\`${from.name}\` ${says} \`${to.name}\``,
  };
}

function deploymentsOn(deploying: readonly Deploying[], members: Members): readonly MappedEdge[] {
  return deploying.flatMap(({ by, stack, at }) => {
    const [maker] = members.get(by) ?? [];
    // A stack set's stacks are in other accounts, whichever its own is.
    return maker ? [{ ...edgeBetween(maker, stack, 'deploys', 'deploys'), crosses: true, because: [at] }] : [];
  });
}

/** In order of number, unknown ones last; those that are declared although nothing lands there, too. */
function accountsOf(
  stacks: readonly Stack[],
  members: readonly Member[],
  index: WorkspaceIndex,
): readonly MappedAccount[] {
  const names = new Map(knownAccounts(index).map(({ id, name }) => [id as string, name]));
  const declared = index.settings().flatMap(({ settings }) => settings?.accounts ?? []);
  const ids = new Set<string | undefined>([
    ...declared.map(({ id }) => id),
    ...stacks.map(({ account }) => account),
    ...members.map(({ account }) => account),
  ]);
  const sorted = [...ids].filter(id => id !== undefined).sort();
  const inStack = groupedBy(members, ({ stack }) => stack?.id);
  const outside = groupedBy(inStack.get(undefined) ?? [], ({ account }) => account);
  const inAccount = groupedBy(stacks, ({ account }) => account);
  return [...sorted, ...(ids.has(undefined) ? [undefined] : [])].map(id => {
    const known = id === undefined ? undefined : environmentOfAccount(id, index);
    return {
      id: id ?? null,
      name: id === undefined ? undefined : names.get(id),
      environment: known && { name: known.name, tier: known.tier },
      evidence: known ? [known.because] : [],
      stacks: (inAccount.get(id) ?? []).map(stack => stackOnMap(stack, inStack.get(stack.id) ?? [])),
      outside: (outside.get(id) ?? []).map(member => member.id),
    };
  });
}

function stackOnMap(stack: Stack, members: readonly Member[]): MappedStack {
  const { id, name, document, region, environment, evidence, residents } = stack;
  const others = residents.length - members.length;
  const resources = members.map(member => member.id);
  return {
    id,
    name,
    document: document.uri,
    format: document.format,
    region,
    environment,
    evidence,
    resources,
    others,
  };
}

function groupedBy<T, K>(all: readonly T[], keyOf: (one: T) => K): ReadonlyMap<K, readonly T[]> {
  const groups = new Map<K, T[]>();
  for (const one of all) {
    const key = keyOf(one);
    const group = groups.get(key);
    if (group) group.push(one);
    else groups.set(key, [one]);
  }
  return groups;
}
