/**
 * What people type for a node: a name, a logical id, a Terraform address, an ARN, with `*` and `?` where they like, also behind the place
 * where it stands, `template.yaml:Orders`; or an account or environment, for all that stands there.
 */
import { matchesWildcards } from '../../../model/text';
import type { WorkspaceIndex } from '../../index/workspace-index';
import type { AccessGraph, AccessNode } from '../access-graph';
import { dataKinds } from '../data/data-kinds';
import { requestNames } from '../directory/names';
import { outsidersCalled } from './outsiders-called';
import { accountIn, isInPlace, placeCalled } from './places-called';

export interface Meant {
  readonly nodes: readonly AccessNode[];
  /** It is the name of a place: all that stands there is meant, be it nothing. */
  readonly isPlace: boolean;
}

/** What has the name comes before what stands in a place of that name. */
export function meantBy(typed: string, graph: AccessGraph, index: WorkspaceIndex): Meant {
  const name = typed.trim().slice(0, MAX_LENGTH);
  const isAccount = accountIn(name) !== undefined;
  const called = isAccount ? [] : nodesCalled(name, graph);
  if (called.length > 0) return { nodes: called, isPlace: false };
  const place = placeCalled(name, index);
  const there = place ? [...graph.nodes.values()].filter(node => node.kind !== 'administrator' && place(node)) : [];
  if (there.length > 0 || (place && !isAccount)) return { nodes: there, isPlace: true };
  const placed = calledIn(name, graph, index);
  return { nodes: placed.length > 0 ? placed : outsidersCalled(name, graph), isPlace: false };
}

/** Names that may stand between a place and what is there. */
const MOST_PARTS = 5;

/** `Stack/Orders`, `template.yaml:Orders`, `prod/Orders`. */
function calledIn(name: string, graph: AccessGraph, index: WorkspaceIndex): readonly AccessNode[] {
  if (/^arn:/i.test(name)) return [];
  for (const { index: at } of [...name.matchAll(/[/:#]/g)].reverse().slice(0, MOST_PARTS)) {
    const called = nodesCalled(name.slice(at + 1), graph);
    const there = called.length > 0 ? called.filter(isInPlace(name.slice(0, at), graph, index)) : [];
    if (there.length > 0) return there;
  }
  return [];
}

/** Those that are called so, in order of the graph; a name in another case means something only where nothing has it as it is typed. */
export function nodesCalled(name: string, { nodes }: Pick<AccessGraph, 'nodes'>): readonly AccessNode[] {
  const all = [...nodes.values()];
  const isMeant = asked(name);
  const exact = all.filter(node => isMeant(node, same));
  return exact.length > 0 ? exact : all.filter(node => isMeant(node, lower));
}

type Spelling = (text: string) => string;

const same: Spelling = text => text;
const lower: Spelling = text => text.toLowerCase();

/** More of a name than this nobody types. */
const MAX_LENGTH = 2048;

function asked(typed: string): (node: AccessNode, spelling: Spelling) => boolean {
  const name = typed.trim().slice(0, MAX_LENGTH);
  const [, service = '', account, resource] = /^arn:[^:]*:([^:]*):[^:]*:([^:]*):(.+)$/.exec(name) ?? [];
  const names = resource === undefined ? [name] : [name, ...namesIn(resource)];
  return (node, spelling) => {
    if (node.id === name) return true;
    if (account && node.account !== undefined && !matchesWildcards(account, node.account)) return false;
    if (resource !== undefined && !mayBeCalled(service, resource, node)) return false;
    const own = namesOf(node).map(spelling);
    return names.some(one => own.some(called => matchesWildcards(spelling(one), called)));
  };
}

/** Whether ARNs of the service are of such things: `role/orders` names no user, and no table. */
function mayBeCalled(service: string, ending: string, { kind, resource }: AccessNode): boolean {
  if (identities.test(kind)) {
    const [, typed = kind] = /^(?:assumed-)?(role|user|group)\//.exec(ending) ?? [];
    return ['iam', 'sts'].some(one => matchesWildcards(service, one)) && typed === kind;
  }
  const kinds = resource ? dataKinds.filter(({ types }) => types.includes(resource.type)) : [];
  return kinds.length === 0 || kinds.some(({ arn }) => matchesWildcards(service, arn.split(':')[2]!));
}

const identities = /^(?:role|user|group)$/;

/** `orders` of `table/orders`, of `function:orders` and of `role/service/orders`. */
function namesIn(resource: string): readonly string[] {
  const behindType = resource.replace(/^[a-z-]+[:/]/, '');
  return [...new Set([resource, behindType, behindType.split('/')[0]!, behindType.split('/').at(-1)!])];
}

function namesOf({ label, resource }: AccessNode): readonly string[] {
  return resource ? [label, resource.label, ...requestNames(resource)] : [label];
}
