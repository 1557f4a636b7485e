import type { SourceRange } from '../../text/text';
import { maxDepth } from '../problems';
import type { Entry, ListNode, MapNode, ScalarNode, SyntaxNode } from '../tree';

/** A table while it is put together: TOML may say it in several places. */
export interface Table {
  readonly slots: Slot[];
  readonly byKey: Map<string, Slot>;
  /** Where it stands as long as nothing is in it. */
  readonly at: number;
  /** How deep what is put into it stands. */
  readonly depth: number;
  /** Has a header of its own. */
  opened: boolean;
}

/** What stands under a key: a value, a table, or tables of which the last is being filled. */
interface Slot {
  readonly key: ScalarNode;
  readonly holds: SyntaxNode | Table | Table[];
}

/** Told of a key that may not stand where it does. */
export type Repeated = (key: ScalarNode) => void;

export function newTable(at: number, depth: number): Table {
  return { slots: [], byKey: new Map(), at, depth, opened: false };
}

/** The table of the header `[a.b]`, or a new one of those of `[[a.b]]`; undefined where it would stand too deep. */
export function tableUnder(
  root: Table,
  keys: readonly ScalarNode[],
  isOneOfMany: boolean,
  at: number,
  repeated: Repeated,
): Table | undefined {
  const parent = within(root, keys.slice(0, -1), at, repeated);
  const key = keys.at(-1)!;
  if (!parent || parent.depth + 2 > maxDepth) return undefined;
  const found = parent.byKey.get(key.raw)?.holds;
  const fresh = newTable(at, parent.depth + (isOneOfMany ? 2 : 1));
  fresh.opened = true;
  if (isOneOfMany && Array.isArray(found)) found.push(fresh);
  else if (!isOneOfMany && found && isTable(found)) {
    if (found.opened) repeated(key);
    found.opened = true;
    return found;
  } else {
    if (found) repeated(key);
    put(parent, key, isOneOfMany ? [fresh] : fresh);
  }
  return fresh;
}

/** The table that the keys before the last lead to, made where it is not there yet; undefined where it would stand too deep. */
export function within(root: Table, keys: readonly ScalarNode[], at: number, repeated: Repeated): Table | undefined {
  let table = root;
  for (const key of keys) {
    const found = table.byKey.get(key.raw)?.holds;
    if (found && Array.isArray(found)) table = found.at(-1)!;
    else if (found && isTable(found)) table = found;
    else {
      if (table.depth + 2 > maxDepth) return undefined;
      if (found) repeated(key);
      const fresh = newTable(at, table.depth + 1);
      put(table, key, fresh);
      table = fresh;
    }
  }
  return table;
}

/** Puts a value under a key, beside one that is there already. */
export function put(table: Table, key: ScalarNode, holds: Slot['holds']): void {
  const slot = { key, holds };
  table.slots.push(slot);
  table.byKey.set(key.raw, slot);
}

/** The map of a table: from its first key to the end of what ends last, or `written` where it has braces. */
export function mapOf(table: Table, written?: SourceRange): MapNode {
  const entries = table.slots.map(entryOf);
  const start = entries[0]?.range.start ?? table.at;
  const end = entries.reduce((last, { range }) => Math.max(last, range.end), start);
  return { kind: 'map', entries, flow: written !== undefined, range: written ?? { start, end } };
}

function entryOf({ key, holds }: Slot): Entry {
  const value = Array.isArray(holds) ? listOf(holds) : isTable(holds) ? mapOf(holds) : holds;
  return { key, value, range: { start: key.range.start, end: Math.max(key.range.end, value.range.end) } };
}

function listOf(tables: readonly Table[]): ListNode {
  const items = tables.map(table => mapOf(table));
  const start = items[0]!.range.start;
  const end = items.reduce((last, { range }) => Math.max(last, range.end), start);
  return { kind: 'list', items, flow: false, range: { start, end } };
}

function isTable(holds: Slot['holds']): holds is Table {
  return 'slots' in holds;
}
