/**
 * What people type for a node: a name, a logical id, a Terraform address, an ARN, with `*` and `?` where they like, also behind the place
 * where it stands, `template.yaml:Orders`; or an account or environment, for all that stands there.
 */
import { matchesWildcards } from '../../../model/text';
import type { WorkspaceIndex } from '../../index/workspace-index';
import type { AccessGraph, AccessNode } from '../access-graph';
import { requestNames } from '../directory/names';
import { arnIn, isOfArn } from './arns-called';
import { outsidersCalled } from './outsiders-called';
import { accountIn, isInPlace, placeCalled } from './places-called';

export interface Meant {
  readonly nodes: readonly AccessNode[];
  /** It is the name of a place: all that stands there is meant, be it nothing. */
  readonly isPlace: boolean;
}

/** More of a name than this nobody types. */
const MAX_LENGTH = 2048;

/** What has the name comes before what stands in a place of that name. */
export function meantBy(typed: string, graph: AccessGraph, index: WorkspaceIndex): Meant {
  const name = typed.trim().slice(0, MAX_LENGTH);
  const isAccount = accountIn(name) !== undefined;
  const called = isAccount ? [] : thingsCalled(name, graph, index);
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
  const exact = all.filter(node => isCalled(name, node));
  return exact.length > 0 ? exact : all.filter(node => isCalled(name, node, true));
}

function isCalled(name: string, node: AccessNode, ignoreCase = false): boolean {
  return node.id === name || namesOf(node).some(called => matchesWildcards(name, called, ignoreCase));
}

function namesOf({ label, resource }: AccessNode): readonly string[] {
  return resource ? [label, resource.label, ...requestNames(resource)] : [label];
}

/** As `nodesCalled`, for ARNs as well. */
function thingsCalled(name: string, graph: AccessGraph, index: WorkspaceIndex): readonly AccessNode[] {
  const arn = arnIn(name);
  const ofArn = arn ? [...graph.nodes.values()].filter(isOfArn(arn, index)) : [];
  return ofArn.length > 0 ? ofArn : nodesCalled(name, graph);
}
