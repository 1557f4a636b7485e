/** Which of the map's items and edges a filter lets through. */
import type { MapEdge } from '../../../server/src/account-map';
import { ancestorsOf, type Item, type Outline } from './outline';
import type { Filter } from './view-state';

export interface Sieve {
  /** Items that pass, with all that they stand in; undefined when all do. */
  readonly items: ReadonlySet<string> | undefined;
  readonly edges: readonly MapEdge[];
}

/** The search is no part of it: it lights up what it finds (`searched`) and hides nothing. */
export function sieveOf(outline: Outline, filter: Filter): Sieve {
  const shown = outline.edges.filter(
    edge => (edge.certain || filter.possible) && (edge.crosses || !filter.onlyCrossings),
  );
  if (!narrows(filter)) return { items: undefined, edges: shown };
  const touched = filter.onlyCrossings ? new Set(shown.flatMap(edge => [edge.from, edge.to])) : undefined;
  const items = new Set<string>();
  for (const item of outline.items.values()) {
    const isAsked = touched?.has(item.id) ?? item.kind === 'resource';
    if (!isAsked || !isWanted(item, outline, filter)) continue;
    for (const id of [item.id, ...ancestorsOf(outline, item.id)]) items.add(id);
  }
  return { items, edges: shown.filter(edge => items.has(edge.from) && items.has(edge.to)) };
}

export function passes(sieve: Sieve, item: Item): boolean {
  return sieve.items?.has(item.id) ?? true;
}

/** Items whose name, type, kind or account number hold every word that is searched; undefined when nothing is. */
export function searched(outline: Outline, search: string): ReadonlySet<string> | undefined {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return undefined;
  const found = new Set<string>();
  for (const item of outline.items.values()) {
    const text = textOf(item).toLowerCase();
    if (words.every(word => text.includes(word))) found.add(item.id);
  }
  return found;
}

/** What there is to choose from, sorted. */
export function choicesOf(outline: Outline): {
  readonly environments: readonly string[];
  readonly rules: readonly string[];
} {
  const environments = new Set<string>();
  const rules = new Set<string>();
  for (const item of outline.items.values()) {
    const name = item.environment ?? item.tier;
    if (name !== undefined) environments.add(name);
    if (item.kind === 'resource') for (const finding of item.findings) rules.add(finding.rule);
  }
  return { environments: [...environments].sort(), rules: [...rules].sort() };
}

function narrows(filter: Filter): boolean {
  return (
    filter.onlyCrossings ||
    filter.environment !== undefined ||
    filter.account !== undefined ||
    filter.rule !== undefined
  );
}

function isWanted(item: Item, outline: Outline, { environment, account, rule }: Filter): boolean {
  if (environment !== undefined && (item.environment ?? item.tier) !== environment) return false;
  if (rule !== undefined && !item.findings.some(finding => finding.rule === rule)) return false;
  return account === undefined || ancestorsOf(outline, item.id).includes(account);
}

function textOf(item: Item): string {
  switch (item.kind) {
    case 'account':
      return `${item.name} ${item.account.id ?? ''}`;
    case 'stack':
      return `${item.name} ${item.stack.file}`;
    case 'outside':
      return item.name;
    case 'resource':
      return `${item.name} ${item.resource.type} ${item.resource.kind}`;
  }
}
