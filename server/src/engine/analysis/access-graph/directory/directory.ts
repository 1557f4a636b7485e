/** The workspace's nodes by how requests name them: who may mean which is seen at a glance, and shared by all who mean the same. */
import type { ResourceId } from '../../../model/ids';
import { matchesWildcards } from '../../../model/text';
import { keyHash } from '../../index/key-map';
import type { WorkspaceIndex } from '../../index/workspace-index';
import type { NodeId } from '../access-graph';
import { type Entry, entriesByDocument } from './entries';
import { Family, type List, type Lists, listOf, type Matches, nothing } from './families';
import { type Feeds, feedingIn } from './feeds';
import { formOf } from './forms';
import type { Pattern } from './patterns';

/** Which resources of these types a pattern may mean. */
export interface Query {
  /** Always the same list for the same types. */
  readonly types: readonly string[];
  /** How requests name them: the name for the first `*` after the account; see `DataKind.arn`. */
  readonly arn: string;
  readonly pattern: Pattern;
}

export interface Directory {
  readonly entries: ReadonlyMap<ResourceId, Entry>;
  matching(query: Query): Matches;
  /** What runs what is written there. */
  readonly feeds: Feeds;
  /** Those of these in which credentials stand. */
  holdersAmong(ids: readonly NodeId[]): readonly Entry[];
  /** Another number when that is different, or whose credentials stand where. */
  readonly handed: number;
  /** Data whose own policies name this principal. */
  naming(principal: ResourceId): List;
}

export function directoryOf(index: WorkspaceIndex): Directory {
  return index.once('the access graph: directory', asked => {
    const kept = asked.lasting('the access graph: lists', () => ({ lists: new Map(), families: new Map() }) as Kept);
    if (kept.lists.size > MOST_LISTS) kept.lists.clear();
    if (kept.families.size > MOST_FAMILIES) kept.families.clear();
    return new SortedDirectory(asked, kept);
  });
}

/** Kept from one version of the workspace to the next. */
interface Kept {
  readonly lists: Lists;
  /** By their types, and by what is seen of their members. */
  readonly families: Map<string, Family>;
}

const MOST_LISTS = 50_000;
const MOST_FAMILIES = 1_000;

class SortedDirectory implements Directory {
  readonly entries = new Map<ResourceId, Entry>();
  readonly feeds: Feeds;
  readonly handed: number;
  private readonly holders: readonly Entry[];
  private readonly held = new Map<readonly NodeId[], readonly Entry[]>();
  private readonly byType = new Map<string, Entry[]>();
  private readonly families = new Map<readonly string[], Family>();
  private readonly named = new Map<ResourceId, Entry[]>();
  private readonly namedLists = new Map<ResourceId, List>();

  constructor(
    index: WorkspaceIndex,
    private readonly kept: Kept,
  ) {
    for (const { entries, joined } of entriesByDocument(index)) {
      for (const entry of entries) this.add(entry);
      for (const entry of joined) this.add(entry);
    }
    this.feeds = feedingIn(this.entries);
    this.holders = [...this.entries.values()].filter(({ users }) => users.length > 0);
    const handed = [...this.feeds, ...this.holders.map(({ resource, users }) => [resource.id, users])];
    this.handed = handed.length === 0 ? 0 : keyHash(JSON.stringify(handed));
  }

  private add(entry: Entry): void {
    const { id, type } = entry.resource;
    this.entries.set(id, entry);
    push(this.byType, type, entry);
    for (const principal of entry.names) push(this.named, principal, entry);
  }

  matching({ types, arn, pattern }: Query): Matches {
    if (pattern.service !== '*' && !matchesWildcards(pattern.service, formOf(arn).service)) return nothing;
    const family = this.familyOf(types);
    if (pattern.refersTo !== undefined) return family.referredTo(pattern.refersTo);
    return family.matching(arn, pattern.rest);
  }

  holdersAmong(ids: readonly NodeId[]): readonly Entry[] {
    if (this.holders.length === 0) return this.holders;
    const known = this.held.get(ids);
    if (known) return known;
    const meant = new Set(ids);
    const found = this.holders.filter(({ resource }) => meant.has(resource.id));
    this.held.set(ids, found);
    return found;
  }

  naming(principal: ResourceId): List {
    const known = this.namedLists.get(principal) ?? listOf(this.named.get(principal) ?? [], this.kept.lists);
    this.namedLists.set(principal, known);
    return known;
  }

  private familyOf(types: readonly string[]): Family {
    const known = this.families.get(types);
    if (known) return known;
    const entries = types.flatMap(type => this.byType.get(type) ?? []);
    const key = `${types} ${listOf(entries, this.kept.lists).word}`;
    const family = this.kept.families.get(key) ?? new Family(entries, this.kept.lists);
    this.kept.families.set(key, family);
    this.families.set(types, family);
    return family;
  }
}

function push<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}
