/** The map as the rows of a tree, and what keys do in it (the ARIA practices' tree view). */
import { passes, type Sieve } from './filter';
import type { Item, Outline } from './outline';
import { isFolded } from './scene';
import type { ViewState } from './view-state';

export interface Row {
  readonly item: Item;
  /** 1 for accounts. */
  readonly level: number;
  /** Among its siblings that are shown, from 1. */
  readonly position: number;
  readonly siblings: number;
  /** Undefined for what has nothing in it. */
  readonly expanded: boolean | undefined;
}

/** `found`: of a search; then only these are shown, with all around them, whatever is folded. */
export function rowsOf(
  outline: Outline,
  folds: ViewState['folds'],
  sieve: Sieve,
  found: ReadonlySet<string> | undefined,
): readonly Row[] {
  const rows: Row[] = [];
  const wanted = found === undefined ? undefined : withAround(outline, found);
  const add = (ids: readonly string[], level: number): void => {
    const items = ids.flatMap(id => outline.items.get(id) ?? []);
    const shown = items.filter(item => passes(sieve, item) && (wanted?.has(item.id) ?? true));
    shown.forEach((item, i) => {
      const expanded = item.kind === 'resource' ? undefined : wanted !== undefined || !isFolded(item, folds);
      rows.push({ item, level, position: i + 1, siblings: shown.length, expanded });
      if (expanded) add(item.children, level + 1);
    });
  };
  add(outline.roots, 1);
  return rows;
}

function withAround(outline: Outline, found: ReadonlySet<string>): ReadonlySet<string> {
  const around = new Set(found);
  // Parents stand before their children: walked backwards, each is reached after all in it.
  for (const item of [...outline.items.values()].reverse())
    if (item.parent !== undefined && around.has(item.id)) around.add(item.parent);
  return around;
}

/** What a key does: moves the focus to a row, or folds the focused one. */
export type KeyEffect =
  | { readonly focus: number }
  | { readonly fold: readonly string[]; readonly folded: boolean }
  | undefined;

export function effectOfKey(rows: readonly Row[], at: number, key: string): KeyEffect {
  const row = rows[at];
  if (row === undefined) return undefined;
  switch (key) {
    case 'ArrowDown':
      return { focus: Math.min(at + 1, rows.length - 1) };
    case 'ArrowUp':
      return { focus: Math.max(at - 1, 0) };
    case 'PageDown':
      return { focus: Math.min(at + 10, rows.length - 1) };
    case 'PageUp':
      return { focus: Math.max(at - 10, 0) };
    case 'Home':
      return { focus: 0 };
    case 'End':
      return { focus: rows.length - 1 };
    case 'ArrowRight':
      if (row.expanded === false) return { fold: [row.item.id], folded: false };
      return row.expanded && rows[at + 1]?.level === row.level + 1 ? { focus: at + 1 } : undefined;
    case 'ArrowLeft':
      if (row.expanded) return { fold: [row.item.id], folded: true };
      return parentOf(rows, at);
    case '*':
      return { fold: unfoldedSiblings(rows, row), folded: false };
    default:
      return undefined;
  }
}

/** The next row whose name begins with what was typed, `at` itself where more than one letter was. */
export function rowNamed(rows: readonly Row[], at: number, typed: string): number | undefined {
  const start = typed.length > 1 ? at : at + 1;
  const begins = typed.toLowerCase();
  for (let i = 0; i < rows.length; i++) {
    const index = (start + i) % rows.length;
    if (rows[index]!.item.name.toLowerCase().startsWith(begins)) return index;
  }
  return undefined;
}

function parentOf(rows: readonly Row[], at: number): KeyEffect {
  const parent = rows.findIndex(({ item }) => item.id === rows[at]!.item.parent);
  return parent === -1 ? undefined : { focus: parent };
}

function unfoldedSiblings(rows: readonly Row[], { item }: Row): readonly string[] {
  const siblings = rows.filter(row => row.item.parent === item.parent && row.expanded === false);
  return siblings.map(row => row.item.id);
}
