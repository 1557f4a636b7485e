import type { Resource } from '../../model/resource';
import { namesOf } from './role-shapes';

export interface RoleEntry {
  readonly text: string;
  readonly role: Resource;
  /** Its place among the roles of its document. */
  readonly place: number;
}

/** The same roles in three orders. A role with several names is there once for each, but for the order of place. */
export interface SortedRoles {
  /** By uri and place; the text is the uri. */
  readonly byPlace: readonly RoleEntry[];
  readonly byBeginning: readonly RoleEntry[];
  /** By names read backwards, which are the texts. */
  readonly byEnding: readonly RoleEntry[];
}

/** Of roles that stand in order of place within each document. */
export function sortedRoles(roles: readonly Resource[]): SortedRoles {
  const entries = placed(roles);
  const named = entries.flatMap(entry => namesOf(entry.role).map(text => ({ ...entry, text })));
  return {
    byPlace: inOrder(entries),
    byBeginning: inOrder(named),
    byEnding: inOrder(named.map(entry => ({ ...entry, text: reversed(entry.text) }))),
  };
}

/** Costs a look at each of the roles, but sorts the fresh ones alone. */
export function replaced(sorted: SortedRoles, gone: ReadonlySet<Resource>, fresh: readonly Resource[]): SortedRoles {
  const added = sortedRoles(fresh);
  return {
    byPlace: merged(sorted.byPlace, gone, added.byPlace),
    byBeginning: merged(sorted.byBeginning, gone, added.byBeginning),
    byEnding: merged(sorted.byEnding, gone, added.byEnding),
  };
}

/** Index of the first entry that does not stand before `text`. */
export function placeOf(entries: readonly RoleEntry[], text: string): number {
  let low = 0;
  let high = entries.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (entries[middle]!.text < text) low = middle + 1;
    else high = middle;
  }
  return low;
}

export function reversed(text: string): string {
  let back = '';
  for (let i = text.length - 1; i >= 0; i--) back += text[i];
  return back;
}

function placed(roles: readonly Resource[]): readonly RoleEntry[] {
  const counts = new Map<string, number>();
  return roles.map(role => {
    const text = role.at.uri;
    const place = counts.get(text) ?? 0;
    counts.set(text, place + 1);
    return { text, role, place };
  });
}

function inOrder(entries: readonly RoleEntry[]): readonly RoleEntry[] {
  return [...entries].sort(compare);
}

/** Where names are equal, in the order of uri and place, so that it does not matter what came when. */
function compare(a: RoleEntry, b: RoleEntry): number {
  if (a.text !== b.text) return a.text < b.text ? -1 : 1;
  const one = a.role.at.uri;
  const other = b.role.at.uri;
  return one === other ? a.place - b.place : one < other ? -1 : 1;
}

function merged(
  many: readonly RoleEntry[],
  gone: ReadonlySet<Resource>,
  few: readonly RoleEntry[],
): readonly RoleEntry[] {
  const all: RoleEntry[] = [];
  let next = 0;
  for (const entry of many) {
    if (gone.has(entry.role)) continue;
    while (next < few.length && compare(few[next]!, entry) < 0) all.push(few[next++]!);
    all.push(entry);
  }
  while (next < few.length) all.push(few[next++]!);
  return all;
}
