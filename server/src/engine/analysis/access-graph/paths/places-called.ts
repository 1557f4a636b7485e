/** What people type for a place: an account or an environment, or what one thing is made by, a file, its folder or a stack. */

import type { Uri } from '../../../text/text';
import { resolveUri } from '../../../text/uri';
import type { WorkspaceIndex } from '../../index/workspace-index';
import type { AccessGraph, AccessNode } from '../access-graph';

/** Whether something stands in a place. */
export type InPlace = (node: AccessNode) => boolean;

/** All that stands in it is meant. */
export interface Place {
  readonly kind: 'account' | 'environment';
  readonly name: string;
  readonly isIn: InPlace;
}

/** An account by its number or declared name, an environment, or one of each; none for a word that is neither. */
export function placesCalled(name: string, index: WorkspaceIndex): readonly Place[] {
  return [...environmentsCalled(name, index), ...accountsCalled(name, index)];
}

function environmentsCalled(word: string, index: WorkspaceIndex): readonly Place[] {
  const { name, tier } = index.vocabulary.environmentCalled(word);
  if (tier === undefined && !environmentNames(index).includes(name)) return [];
  return [{ kind: 'environment', name, isIn: ({ environment }) => environment?.name === name }];
}

/** Several may be declared with one name. */
function accountsCalled(name: string, index: WorkspaceIndex): readonly Place[] {
  const id = accountIn(name);
  const accounts = index.settings().flatMap(({ settings }) => settings?.accounts ?? []);
  const ids = id === undefined ? accounts.filter(account => account.name === name).map(account => account.id) : [id];
  const isIn: InPlace = ({ account }) => account !== undefined && ids.includes(account);
  return ids.length > 0 ? [{ kind: 'account', name: id ?? name, isIn }] : [];
}

/** Something says that it is, though nothing may stand there. */
export function isKnownAccount(id: string, index: WorkspaceIndex): boolean {
  return index.declared(id) !== undefined || index.landingsIn(id).length > 0;
}

/** Twelve digits, or the ARN of an account. */
export function accountIn(name: string): string | undefined {
  return /^(?:arn:[^:]*:(?:iam|sts)::)?(\d{12})(?::root)?$/.exec(name.trim())?.[1];
}

/** Names that `bulkhead.yaml` gives to accounts. */
export function accountNames(index: WorkspaceIndex): readonly string[] {
  return index.settings().flatMap(({ settings }) => settings?.accounts.flatMap(account => account.name ?? []) ?? []);
}

/** Environments that `bulkhead.yaml` declares. */
export function environmentNames(index: WorkspaceIndex): readonly string[] {
  return index.settings().flatMap(({ settings }) => settings?.environments.map(environment => environment.name) ?? []);
}

/** By an account or an environment, or by what makes things. */
export function isInPlace(name: string, graph: AccessGraph, index: WorkspaceIndex): InPlace {
  const isMadeThere = madeBy(name, graph, index);
  const places = [...placesCalled(name, index).map(({ isIn }) => isIn), isMadeThere];
  return node => places.some(isIn => isIn(node));
}

/** Also by its folder, and without the ending of its name. */
function madeBy(name: string, graph: AccessGraph, index: WorkspaceIndex): InPlace {
  // As the paths of uris are written.
  const path = resolveUri('file:///' as Uri, name).slice('file://'.length);
  const isIn = (uri: string) => uri.includes(`${path}/`) || stems(uri).some(stem => stem.endsWith(path));
  const isStack = (node: AccessNode) => stacksOf(node, graph, index).includes(name);
  return node => (path !== '/' && node.at !== undefined && isIn(node.at.uri)) || isStack(node);
}

/** `…/orders.template.json`, `…/orders.template` and `…/orders`. */
function stems(uri: string): readonly string[] {
  return [uri, uri.replace(/\.[^./]+$/, ''), uri.replace(/\.[^./]+\.[^./]+$/, '')];
}

/** What the stacks are called that it stands in. */
function stacksOf({ id, resource }: AccessNode, graph: AccessGraph, index: WorkspaceIndex): readonly string[] {
  const landings = resource ? index.deploymentsOf(resource) : [];
  return landings.flatMap(landing => {
    const { name } = landing.deployment;
    return name !== undefined && graph.nodeAt(resource!.id, landing)?.id === id ? [name] : [];
  });
}
