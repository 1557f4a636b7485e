/** What people type for a place: an account or an environment, or what one thing is made by, a file, its folder or a stack. */

import type { Uri } from '../../../text/text';
import { resolveUri } from '../../../text/uri';
import type { WorkspaceIndex } from '../../index/workspace-index';
import type { AccessGraph, AccessNode } from '../access-graph';

/** Whether something stands in a place. */
export type InPlace = (node: AccessNode) => boolean;

/** An account by its number or declared name, or an environment; undefined for a word that is neither. */
export function placeCalled(name: string, index: WorkspaceIndex): InPlace | undefined {
  const ids = accountsCalled(name, index);
  if (ids.size > 0) return ({ account }) => account !== undefined && ids.has(account);
  const { name: environmentName, tier } = index.vocabulary.environmentCalled(name);
  if (tier === undefined && !environmentNames(index).includes(environmentName)) return undefined;
  return ({ environment }) => environment?.name === environmentName;
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

function accountsCalled(name: string, index: WorkspaceIndex): ReadonlySet<string> {
  const id = accountIn(name);
  if (id !== undefined) return new Set([id]);
  const accounts = index.settings().flatMap(({ settings }) => settings?.accounts ?? []);
  return new Set(accounts.filter(account => account.name === name).map(account => account.id));
}

/** By an account or an environment, or by what makes things. */
export function isInPlace(name: string, graph: AccessGraph, index: WorkspaceIndex): InPlace {
  const place = placeCalled(name, index);
  const isMadeThere = madeBy(name, graph, index);
  return node => place?.(node) === true || isMadeThere(node);
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
