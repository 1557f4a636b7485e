/** Resources of the same types, by their names in requests: the same from one version of the workspace to the next while none changes. */
import type { ResourceId } from '../../../model/ids';
import { once } from '../../../policy/once';
import type { NodeId } from '../access-graph';
import type { Entry } from './entries';
import { endingsIn, patternOfEnding } from './names';
import { meet } from './overlaps';

/** Some entries, always the same object for the same. */
export interface List {
  readonly entries: readonly Entry[];
  readonly ids: readonly NodeId[];
  readonly seen: number;
  /** The same for the same entries alone. */
  readonly word: string;
}

/** By their words. */
export type Lists = Map<string, List>;

/** Resources that one pattern may mean, by where they stand. */
export interface Matches {
  readonly all: List;
  /** By the keys of their homes. */
  readonly byHome: ReadonlyMap<string, List>;
  /** Those whose account nobody knows. */
  readonly homeless: List;
  /** Those with policies of their own, which may let in others than theirs do. */
  readonly hosts: readonly Entry[];
}

export const noEntries: List = { entries: [], ids: [], seen: 0, word: '' };
export const nothing: Matches = { all: noEntries, byHome: new Map(), homeless: noEntries, hosts: [] };

export function listOf(entries: readonly Entry[], lists: Lists): List {
  if (entries.length === 0) return noEntries;
  let seen = entries.length;
  let other = 17;
  for (const entry of entries) {
    seen = (Math.imul(seen, 31) + entry.seen) | 0;
    other = (Math.imul(other, 1_000_003) ^ entry.seen) | 0;
  }
  const word = `${seen} ${other}`;
  const list = lists.get(word) ?? { entries, ids: entries.map(({ resource }) => resource.id), seen, word };
  lists.set(word, list);
  return list;
}

/** A name as requests have it, or a pattern of all that they say of it. */
interface Named {
  readonly ending: string;
  /** Up to its first wildcard. */
  readonly fixed: string;
  readonly entry: Entry;
}

/** By what is fixed of them; `isOpen` tells whether any is a pattern. */
interface Sorted {
  readonly named: readonly Named[];
  readonly isOpen: boolean;
}

export class Family {
  private readonly sorted = new Map<string, Sorted>();
  private readonly known = new Map<string, Matches>();
  private readonly byId = once(() => new Map(this.entries.map(entry => [entry.resource.id, entry])));
  private readonly referred = new Map<ResourceId, Matches>();

  constructor(
    private readonly entries: readonly Entry[],
    private readonly lists: Lists,
  ) {}

  /** `form` is how requests name them, `rest` what stands after the account in a pattern. */
  matching(form: string, rest: string): Matches {
    const key = `${rest === '*' ? '' : form} ${rest}`;
    const found = this.known.get(key) ?? this.byHome(this.find(form, rest));
    this.known.set(key, found);
    return found;
  }

  referredTo(id: ResourceId): Matches {
    const known = this.referred.get(id);
    if (known) return known;
    const entry = this.byId().get(id);
    if (!entry) return nothing;
    const found = this.byHome([entry]);
    this.referred.set(id, found);
    return found;
  }

  private find(form: string, rest: string): readonly Entry[] {
    if (rest === '*') return this.entries;
    const { named, isOpen } = this.sortedBy(form);
    const fixed = fixedIn(rest);
    const found = new Set<Entry>();
    const look = (from: number, isNear: (one: Named) => boolean) => {
      for (let i = from; i < named.length && isNear(named[i]!); i++) {
        if (meet(rest, named[i]!.ending)) found.add(named[i]!.entry);
      }
    };
    look(placeOf(named, fixed), one => one.fixed.startsWith(fixed));
    if (!isOpen) return [...found];
    for (let length = 0; length < fixed.length; length++) {
      const beginning = fixed.slice(0, length);
      look(placeOf(named, beginning), one => one.fixed === beginning);
    }
    return [...found];
  }

  private sortedBy(form: string): Sorted {
    const known = this.sorted.get(form);
    if (known) return known;
    const endingsOf = endingsIn(form);
    const named = this.entries.flatMap(entry =>
      endingsOf(entry.resource).map(one => {
        const ending = patternOfEnding(one);
        return { ending, fixed: fixedIn(ending), entry };
      }),
    );
    named.sort((a, b) => compare(a.fixed, b.fixed));
    const sorted = { named, isOpen: named.some(({ ending, fixed }) => ending !== fixed) };
    this.sorted.set(form, sorted);
    return sorted;
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
    const whole = listOf(all, this.lists);
    const list = (entries: readonly Entry[]) => (entries.length === all.length ? whole : listOf(entries, this.lists));
    return {
      all: whole,
      byHome: new Map([...homes].map(([home, entries]) => [home, list(entries)])),
      homeless: list(all.filter(({ home }) => home.account === undefined)),
      hosts: all.filter(({ policies }) => policies.length > 0),
    };
  }
}

function fixedIn(pattern: string): string {
  return pattern.slice(0, /[*?]|$/.exec(pattern)!.index);
}

function placeOf(named: readonly Named[], beginning: string): number {
  let low = 0;
  let high = named.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (named[middle]!.fixed < beginning) low = middle + 1;
    else high = middle;
  }
  return low;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
