/** To deny what is reached. */
import type { AccessGraph, AccessNode, EdgeGroup } from '../../../analysis/access-graph/access-graph';
import { accessGraphOf } from '../../../analysis/access-graph/graph';
import type { Resource } from '../../../model/resource';
import type { PolicyStatement } from '../../../model/statement';
import { literalOf, show } from '../../../model/text';
import { below, within } from '../../../text/text';
import { deniedOn, type Said, writtenIn } from '../../iam/privilege-escalation/limits';
import { spoken } from '../../iam/quoting';
import { narrowedResources } from '../../iam/statement-writing';
import type { Fix } from '../../rule';
import { type Attempt, besides, namesAlone, PASS_ROLE, type Weak } from './attempt';
import { namesIn, namesOf } from './naming';

/** Something that is reached, and by which action. */
interface Reached {
  readonly resource: Resource;
  readonly label: string;
  readonly action: string;
}

/** Besides what it allows, it denies what it allows of the same services on what is reached: best on all that it leads to. */
export function denying(weak: Weak): readonly (readonly Attempt[])[] {
  const { hop } = weak;
  const all = alike(weak);
  const lists = all.length > 1 ? [all, reachedBy(hop.group, [hop.to])] : [reachedBy(hop.group, [hop.to])];
  return lists.map(reached => denyingAll(reached, weak));
}

function denyingAll(reached: readonly Reached[], weak: Weak): readonly Attempt[] {
  const { grant } = weak;
  const named = reached.map(({ resource, action }) => namesOf(resource, action, weak));
  const resources = named.flatMap(names => names ?? []);
  if (resources.length === 0 || named.includes(undefined)) return [];
  const actions = [...new Set(reached.flatMap(({ action }) => actionsLike(action, grant.statement)))];
  const labels = [...new Set(reached.map(({ label }) => label))];
  const change = deniedOn(grant, actions, resources);
  const title = `Deny ${spoken(actions)} on ${spoken(labels)}`;
  const fix: Fix = { id: 'deny-on-target', title, kind: 'review', edits: change.edits };
  return [{ fix, supposed: besides(change) }];
}

/** More than these are no list that anybody keeps. */
const MOST_DENIED = 5;

/** All of production that the same statement leads to. */
function alike({ reach, hop, grant, index }: Weak): readonly Reached[] {
  const graph = accessGraphOf(index);
  const statement = writtenIn(grant).at;
  const groups = graph.groupsFrom(hop.from.id).filter(({ because }) => because.some(at => within(at, statement)));
  const found = groups.flatMap(group => reachedBy(group, firstOf(reach.target.environment.name, group.targets, graph)));
  const all = [...reachedBy(hop.group, [hop.to]), ...found];
  const distinct = [...new Map(all.map(one => [`${one.resource.id} ${one.action.split(':')[0]}`, one])).values()];
  return distinct.length <= MOST_DENIED ? distinct : [];
}

const remembered = new WeakMap<AccessGraph, WeakMap<EdgeGroup['targets'], Map<string, readonly AccessNode[]>>>();

/** Of an environment, as many of these as it takes to be too many. Very many edges share one list of targets. */
function firstOf(environment: string, targets: EdgeGroup['targets'], graph: AccessGraph): readonly AccessNode[] {
  const ofGraph = remembered.get(graph) ?? new WeakMap<EdgeGroup['targets'], Map<string, readonly AccessNode[]>>();
  remembered.set(graph, ofGraph);
  const ofList = ofGraph.get(targets) ?? new Map<string, readonly AccessNode[]>();
  ofGraph.set(targets, ofList);
  const known = ofList.get(environment);
  if (known) return known;
  const found: AccessNode[] = [];
  for (const id of targets) {
    const node = graph.nodes.get(id);
    if (node?.environment?.name === environment) found.push(node);
    if (found.length > MOST_DENIED) break;
  }
  ofList.set(environment, found);
  return found;
}

function reachedBy({ asked }: EdgeGroup, nodes: readonly AccessNode[]): readonly Reached[] {
  const action = (asked.find(one => one.action === PASS_ROLE) ?? asked[0])?.action;
  if (action === undefined) return [];
  return nodes.flatMap(({ resource, label }) => (resource ? [{ resource, label, action }] : []));
}

function actionsLike(action: string, { actions }: PolicyStatement): readonly string[] {
  if (action === PASS_ROLE) return [action];
  const service = `${action.split(':')[0]}:`;
  const written = actions.mode === 'only' ? actions.list.flatMap(entry => literalOf(entry) ?? []) : [];
  const own = written.filter(entry => entry.toLowerCase().startsWith(service.toLowerCase()));
  return own.length > 0 ? own : [`${service}*`];
}

/**
 * Where the other side allows it too, or nothing else is in the policy: the statement denies in place of allowing, what it refers to, or
 * that by its name.
 */
export function forbidding({ hop: { to, group }, grant }: Weak): readonly (readonly Attempt[])[] {
  const statement = writtenIn(grant);
  if (statement.form !== 'iam-json' || statement.actions.mode !== 'only' || !namesAlone(statement, to)) return [];
  const named = reachedBy(group, [to]).flatMap(({ resource, action }) => namesIn(resource, action) ?? []);
  const title = `Deny ${spoken(statement.actions.list.map(show))} on ${spoken([to.label])} in place of allowing it`;
  return [[], named].map(names => [deniedInstead(statement, title, names)]);
}

function deniedInstead(statement: PolicyStatement, title: string, names: readonly Said[]): Attempt {
  const { at, resources } = statement;
  const list = names.length > 0 ? names.map(({ text }) => text) : resources.list;
  const json = names.map(one => one.json);
  const edits = [
    { kind: 'replace', at: below(at, 'Effect'), value: 'Deny' } as const,
    ...(json.length > 0 ? narrowedResources(statement, json) : []),
  ];
  const denying: PolicyStatement = { ...statement, effect: 'Deny', resources: { ...resources, list } };
  return { fix: { id: 'deny-instead', title, kind: 'review', edits }, supposed: { without: at, besides: [denying] } };
}
