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
import { accountIn, isInPlace, isKnownAccount, type Place, placesCalled } from './places-called';

export interface Meant {
  /** All that is meant, in order of the graph. */
  readonly nodes: readonly AccessNode[];
  /** Those that have the name themselves. */
  readonly called: readonly AccessNode[];
  /** Places of the name: all that stands there is meant too, be it nothing. */
  readonly places: readonly Place[];
  /** Whether the name is of something, be it of nobody who is let in. */
  readonly isKnown: boolean;
}

/** More of a name than of the longest ARN nobody types. */
const MAX_LENGTH = 2048;

/** A place and what has its name are both meant; what has it in another case only where there is no such place. */
export function meantBy(typed: string, graph: AccessGraph, index: WorkspaceIndex): Meant {
  const name = typed.trim();
  if (name.length > MAX_LENGTH) return { nodes: [], called: [], places: [], isKnown: false };
  const places = placesMeant(name, graph, index);
  const called = thingsMeant(name, places.length > 0, graph, index);
  const ofName = new Set(called);
  const nodes =
    places.length === 0 ? called : [...graph.nodes.values()].filter(node => ofName.has(node) || isInAny(places, node));
  return { nodes, called, places, isKnown: nodes.length > 0 || places.length > 0 || ANYONE.test(name) };
}

/** Who is let in nowhere is no unknown name. */
const ANYONE = /^anyone$/i;

function isInAny(places: readonly Place[], node: AccessNode): boolean {
  return node.kind !== 'administrator' && places.some(({ isIn }) => isIn(node));
}

/** Without those of which all stands in another. */
function placesMeant(name: string, graph: AccessGraph, index: WorkspaceIndex): readonly Place[] {
  const all = [...graph.nodes.values()];
  const account = accountIn(name);
  return placesCalled(name, index).filter((place, i, places) => {
    const there = all.filter(node => isInAny([place], node));
    if (there.length === 0 && account !== undefined) return isKnownAccount(account, index);
    const others = places.filter((_, j) => j < i);
    return others.length === 0 || there.some(node => !isInAny(others, node));
  });
}

function thingsMeant(name: string, isPlace: boolean, graph: AccessGraph, index: WorkspaceIndex): readonly AccessNode[] {
  if (accountIn(name) !== undefined) return [];
  if (isPlace) return nodesCalledExactly(name, graph);
  const ways = [thingsCalled, calledIn, outsidersCalled];
  for (const way of ways) {
    const found = way(name, graph, index);
    if (found.length > 0) return found;
  }
  return [];
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
  const exact = nodesCalledExactly(name, { nodes });
  return exact.length > 0 ? exact : [...nodes.values()].filter(node => isCalled(name, node, true));
}

function nodesCalledExactly(name: string, { nodes }: Pick<AccessGraph, 'nodes'>): readonly AccessNode[] {
  return [...nodes.values()].filter(node => isCalled(name, node));
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
