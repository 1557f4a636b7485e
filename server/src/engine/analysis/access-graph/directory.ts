/** The workspace's nodes by how requests name them: who may mean which is seen at a glance, and shared by all who mean the same. */
import type { PolicyStatement, Resource, ResourceId } from '../../model/model';
import { matchesWildcards } from '../../model/text';
import { keyHash } from '../index/key-map';
import { namesOf } from '../index/role-shapes';
import type { WorkspaceIndex } from '../index/workspace-index';
import type { NodeId } from './access-graph';
import { feedingIn } from './feeding';
import { type Guards, guardsOf } from './guards';
import { type Holders, holdersIn } from './holding';
import { type Home, homeOf } from './homes';
import { nodeKindOf, nodeKinds } from './nodes';
import type { Pattern } from './patterns';

export interface Entry {
  readonly resource: Resource;
  readonly home: Home;
  /** Of its own policies, and those put on it. */
  readonly policies: readonly PolicyStatement[];
  /** Whether these may keep somebody out whose own policies would let them in. */
  readonly isGuarded: boolean;
  /** A number for all that others see of it: it is another when that is. */
  readonly seen: number;
}

/** Some entries, always the same object for the same. */
export interface List {
  readonly entries: readonly Entry[];
  readonly ids: readonly NodeId[];
  readonly seen: number;
}

/** Resources that one pattern may mean, by where they stand. */
export interface Matches {
  readonly all: List;
  /** By the keys of their homes. */
  readonly byHome: ReadonlyMap<string, List>;
  /** Those whose account nobody knows. */
  readonly homeless: List;
}

/** Which resources of these types a pattern may mean. */
export interface Query {
  readonly types: readonly string[];
  /** How requests name them: the name for the first `*` after the account. */
  readonly arn: string;
  readonly pattern: Pattern;
}

export interface Directory {
  readonly entries: ReadonlyMap<ResourceId, Entry>;
  matching(query: Query): Matches;
  /** What runs what is written there. */
  readonly feeds: ReadonlyMap<NodeId, readonly NodeId[]>;
  /** Whose credentials stand where. */
  readonly holders: Holders;
  /** Another number when one of these is different. */
  readonly fed: number;
  /** Data whose own policies name this principal. */
  naming(principal: ResourceId): List;
}

export function directoryOf(index: WorkspaceIndex): Directory {
  return index.once('the access graph: directory', asked => {
    const lists = asked.lasting('the access graph: lists', () => new Map<string, List>());
    if (lists.size > MOST_LISTS) lists.clear();
    return new SortedDirectory(asked, lists);
  });
}

/** So many lists are kept from one version of the workspace to the next. */
const MOST_LISTS = 50_000;

export const noEntries: List = { entries: [], ids: [], seen: 0 };
const nothing: Matches = { all: noEntries, byHome: new Map(), homeless: noEntries };

/** A name as requests have it. */
interface Named {
  readonly ending: string;
  readonly entry: Entry;
}

class SortedDirectory implements Directory {
  readonly entries = new Map<ResourceId, Entry>();
  readonly feeds: Directory['feeds'];
  readonly holders: Holders;
  readonly fed: number;
  private readonly guards: Guards;
  private readonly byType = new Map<string, Entry[]>();
  private readonly sorted = new Map<string, readonly Named[]>();
  private readonly known = new Map<string, Matches>();
  private readonly named = new Map<ResourceId, List>();

  constructor(
    index: WorkspaceIndex,
    private readonly lists: Map<string, List>,
  ) {
    this.guards = guardsOf(index);
    for (const resource of nodeKinds.flatMap(kind => index.ofKind(kind))) {
      if (nodeKindOf(resource)) this.add(entryOf(resource, this.guards, index));
    }
    this.feeds = feedingIn(this.entries);
    this.holders = holdersIn(index);
    const handed = [...this.feeds, ...this.holders];
    this.fed = handed.length === 0 ? 0 : keyHash(JSON.stringify(handed));
  }

  private add(entry: Entry): void {
    const { id, type } = entry.resource;
    this.entries.set(id, entry);
    const list = this.byType.get(type);
    if (list) list.push(entry);
    else this.byType.set(type, [entry]);
  }

  matching({ types, arn, pattern }: Query): Matches {
    const fields = arn.split(':');
    if (!matchesWildcards(pattern.service, fields[2]!)) return nothing;
    if (pattern.refersTo !== undefined) return this.referredTo(pattern.refersTo, types);
    const ending = fields.slice(5).join(':');
    const key = `${types[0]} ${pattern.rest === '*' ? '' : ending} ${pattern.rest}`;
    const found = this.known.get(key) ?? this.byHome(this.find(types, ending, pattern.rest));
    this.known.set(key, found);
    return found;
  }

  naming(principal: ResourceId): List {
    const known = this.named.get(principal);
    if (known) return known;
    const entries = this.guards.naming(principal).flatMap(({ id }) => this.entries.get(id) ?? []);
    const list = this.listOf(entries);
    this.named.set(principal, list);
    return list;
  }

  private referredTo(id: ResourceId, types: readonly string[]): Matches {
    const found = this.known.get(`${types[0]} ${id}`);
    if (found) return found;
    const entry = this.entries.get(id);
    const matches = entry && types.includes(entry.resource.type) ? this.byHome([entry]) : nothing;
    this.known.set(`${types[0]} ${id}`, matches);
    return matches;
  }

  private find(types: readonly string[], ending: string, rest: string): readonly Entry[] {
    if (rest === '*') return this.ofTypes(types);
    const named = this.sortedBy(types, ending);
    const fixed = rest.slice(0, /[*?]|$/.exec(rest)!.index);
    const found = new Set<Entry>();
    for (let i = placeOf(named, fixed); i < named.length && named[i]!.ending.startsWith(fixed); i++) {
      if (matchesWildcards(rest, named[i]!.ending)) found.add(named[i]!.entry);
    }
    return [...found];
  }

  private ofTypes(types: readonly string[]): readonly Entry[] {
    return types.flatMap(type => this.byType.get(type) ?? []);
  }

  private sortedBy(types: readonly string[], ending: string): readonly Named[] {
    const key = `${types[0]} ${ending}`;
    const known = this.sorted.get(key);
    if (known) return known;
    const named = this.ofTypes(types).flatMap(entry =>
      requestNames(entry.resource).map(name => ({ ending: ending.replace('*', () => name), entry })),
    );
    named.sort((a, b) => compare(a.ending, b.ending));
    this.sorted.set(key, named);
    return named;
  }

  private byHome(found: readonly Entry[]): Matches {
    if (found.length === 0) return nothing;
    const all = [...found].sort((a, b) => compare(a.resource.id, b.resource.id));
    const homes = new Map<string, Entry[]>();
    for (const entry of all) {
      const list = homes.get(entry.home.key);
      if (list) list.push(entry);
      else homes.set(entry.home.key, [entry]);
    }
    return {
      all: this.listOf(all),
      byHome: new Map([...homes].map(([home, entries]) => [home, this.listOf(entries)])),
      homeless: this.listOf(all.filter(({ home }) => home.account === undefined)),
    };
  }

  private listOf(entries: readonly Entry[]): List {
    if (entries.length === 0) return noEntries;
    let seen = entries.length;
    let other = 17;
    for (const entry of entries) {
      seen = (Math.imul(seen, 31) + entry.seen) | 0;
      other = (Math.imul(other, 1_000_003) ^ entry.seen) | 0;
    }
    const key = `${seen} ${other}`;
    const list = this.lists.get(key) ?? { entries, ids: entries.map(({ resource }) => resource.id), seen };
    this.lists.set(key, list);
    return list;
  }
}

const hashes = new WeakMap<Resource, number>();

function entryOf(resource: Resource, guards: Guards, index: WorkspaceIndex): Entry {
  const home = homeOf(resource, index);
  const policies = guards.statementsOn(resource);
  const isGuarded = guards.isGuarded(resource);
  const facts = hashes.get(resource) ?? keyHash(outsideOf(resource));
  hashes.set(resource, facts);
  const around = policies === resource.trust ? home.key : `${home.key} ${JSON.stringify(policies)}`;
  return { resource, home, policies, isGuarded, seen: (facts ^ keyHash(around)) | 0 };
}

/** What others see of it. */
function outsideOf({ id, type, name, trust, tags, boundary, runsAs, memberOf, when, scope }: Resource): string {
  const more = [trust, boundary, runsAs, memberOf].some(list => list.length > 0) || when !== undefined;
  const few = `${id} ${type} ${scope} ${JSON.stringify([name, tags])}`;
  return more ? few + JSON.stringify([trust, boundary, runsAs, memberOf, when]) : few;
}

/** All that it may be called in requests; where deployment gives the name, what stands for that, which wildcards mean alone. */
export function requestNames(resource: Resource): readonly string[] {
  const known = names.get(resource) ?? readNames(resource);
  names.set(resource, known);
  return known;
}

const names = new WeakMap<Resource, readonly string[]>();

/** Secrets Manager ends names with six characters of its own; the first slash of a parameter is not in its ARN. */
function readNames(resource: Resource): readonly string[] {
  const written = namesOf(resource);
  if (/secret$/i.test(resource.type)) return written.map(name => `${name}-zz9f3c`);
  return /parameter$/i.test(resource.type) ? written.map(name => name.replace(/^\//, '')) : written;
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

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
