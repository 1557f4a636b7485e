/** The workspace's nodes by how requests name them: who may mean which is seen at a glance, and shared by all who mean the same. */
import type { Resource, ResourceId } from '../../model/model';
import { matchesWildcards } from '../../model/text';
import { namesOf } from '../index/role-shapes';
import type { WorkspaceIndex } from '../index/workspace-index';
import type { NodeId } from './access-graph';
import { type Home, homeOf } from './homes';
import { nodeKindOf, nodeKinds } from './nodes';
import type { Pattern } from './patterns';

export interface Entry {
  readonly resource: Resource;
  readonly home: Home;
}

/** Resources that one pattern may mean, by where they stand. */
export interface Matches {
  readonly all: readonly Entry[];
  /** By the keys of their homes. */
  readonly byHome: ReadonlyMap<string, readonly Entry[]>;
  /** Those whose account nobody knows. */
  readonly homeless: readonly Entry[];
}

export interface Directory {
  readonly entries: ReadonlyMap<ResourceId, Entry>;
  ofTypes(types: readonly string[]): readonly Entry[];
  /** `arn` is how requests name these: the name for the first `*` after the account. */
  matching(types: readonly string[], arn: string, pattern: Pattern): Matches;
}

export function directoryOf(index: WorkspaceIndex): Directory {
  return index.once('the access graph: directory', asked => new SortedDirectory(asked));
}

const nothing: Matches = { all: [], byHome: new Map(), homeless: [] };

/** A name as requests have it. */
interface Named {
  readonly ending: string;
  readonly entry: Entry;
}

class SortedDirectory implements Directory {
  readonly entries = new Map<ResourceId, Entry>();
  private readonly byType = new Map<string, Entry[]>();
  private readonly sorted = new Map<string, readonly Named[]>();
  private readonly known = new Map<string, Matches>();

  constructor(index: WorkspaceIndex) {
    for (const resource of nodeKinds.flatMap(kind => index.ofKind(kind))) {
      if (nodeKindOf(resource)) this.add({ resource, home: homeOf(resource, index) });
    }
  }

  private add(entry: Entry): void {
    const { id, type } = entry.resource;
    this.entries.set(id, entry);
    const list = this.byType.get(type);
    if (list) list.push(entry);
    else this.byType.set(type, [entry]);
  }

  ofTypes(types: readonly string[]): readonly Entry[] {
    return types.flatMap(type => this.byType.get(type) ?? []);
  }

  matching(types: readonly string[], arn: string, pattern: Pattern): Matches {
    const fields = arn.split(':');
    if (!matchesWildcards(pattern.service, fields[2]!)) return nothing;
    if (pattern.refersTo !== undefined) return this.referredTo(pattern.refersTo, types);
    const ending = fields.slice(5).join(':');
    const key = `${types[0]} ${ending} ${pattern.rest}`;
    const found = this.known.get(key) ?? byHome(distinct(this.find(types, ending, pattern.rest)));
    this.known.set(key, found);
    return found;
  }

  private referredTo(id: ResourceId, types: readonly string[]): Matches {
    const found = this.known.get(`${types[0]} ${id}`);
    if (found) return found;
    const entry = this.entries.get(id);
    const matches = entry && types.includes(entry.resource.type) ? byHome([entry]) : nothing;
    this.known.set(`${types[0]} ${id}`, matches);
    return matches;
  }

  private find(types: readonly string[], ending: string, rest: string): readonly Entry[] {
    if (rest === '*') return this.ofTypes(types);
    const named = this.sortedBy(types, ending);
    const fixed = rest.slice(0, /[*?]|$/.exec(rest)!.index);
    const found: Entry[] = [];
    for (let i = placeOf(named, fixed); i < named.length && named[i]!.ending.startsWith(fixed); i++) {
      if (matchesWildcards(rest, named[i]!.ending)) found.push(named[i]!.entry);
    }
    return found;
  }

  private sortedBy(types: readonly string[], ending: string): readonly Named[] {
    const key = `${types[0]} ${ending}`;
    const known = this.sorted.get(key);
    if (known) return known;
    const named = this.ofTypes(types).flatMap(entry =>
      requestNames(entry.resource).map(name => ({ ending: ending.replace('*', () => name), entry })),
    );
    named.sort((a, b) => (a.ending < b.ending ? -1 : a.ending > b.ending ? 1 : 0));
    this.sorted.set(key, named);
    return named;
  }
}

/** All that it may be called in requests; where deployment gives the name, what stands for that, which wildcards mean alone. */
export function requestNames(resource: Resource): readonly string[] {
  const names = namesOf(resource);
  if (resource.type.endsWith('Secret') || resource.type.endsWith('_secret')) return names.map(name => `${name}-zz9f3c`);
  return resource.type.endsWith('arameter') ? names.map(name => name.replace(/^\//, '')) : names;
}

function placeOf(named: readonly Named[], ending: string): number {
  let low = 0;
  let high = named.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (named[middle]!.ending < ending) low = middle + 1;
    else high = middle;
  }
  return low;
}

function distinct(entries: readonly Entry[]): readonly Entry[] {
  return [...new Set(entries)].sort((a, b) => (a.resource.id < b.resource.id ? -1 : 1));
}

function byHome(all: readonly Entry[]): Matches {
  if (all.length === 0) return nothing;
  const homes = new Map<string, Entry[]>();
  for (const entry of all) {
    const list = homes.get(entry.home.key);
    if (list) list.push(entry);
    else homes.set(entry.home.key, [entry]);
  }
  return { all, byHome: homes, homeless: all.filter(({ home }) => home.account === undefined) };
}

const ids = new WeakMap<readonly Entry[], readonly NodeId[]>();

/** The same list for the same entries. */
export function idsOf(entries: readonly Entry[]): readonly NodeId[] {
  const known = ids.get(entries) ?? entries.map(({ resource }) => resource.id);
  ids.set(entries, known);
  return known;
}
