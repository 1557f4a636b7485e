/** Where an edit is to be made: the innermost text that holds it, and the way back from there to the document. */
import type { SourceRange, TextEdit } from '../../text/text';
import { embedding } from '../embedded';
import { hclIn } from '../hcl/hcl';
import {
  type Entry,
  entryOf,
  type ListNode,
  type MapNode,
  type ScalarNode,
  type SyntaxNode,
  type SyntaxTree,
} from '../tree';
import { lifted } from './lift';
import { type Manner, mannerOf } from './manner';

/** A text that is edited as a whole: the document, or a document written inside one of its strings. */
export interface Page {
  readonly tree: SyntaxTree;
  readonly language: 'json' | 'yaml' | 'hcl';
  readonly manner: Manner;
  /** The edit of the document that an edit of this text comes to; undefined where its string cannot hold the new text. */
  lift(edit: TextEdit): TextEdit | undefined;
}

/** A child in its parent. */
export type Seat =
  | { readonly kind: 'entry'; readonly parent: MapNode; readonly index: number; readonly entry: Entry }
  | { readonly kind: 'item'; readonly parent: ListNode; readonly index: number };

export interface Place {
  readonly page: Page;
  readonly node: SyntaxNode;
  /** Absent for a text's root. */
  readonly seat: Seat | undefined;
  /** The place of the map or list that the seat is in. */
  readonly parent: Place | undefined;
  /** Steps of the path that led here; fewer than the path has where the rest is not there. */
  readonly steps: number;
  /** Reached through an alias or a merge key: what stands here stands elsewhere too. */
  readonly shared: boolean;
}

/** As far as a path leads, into the documents inside strings too. Undefined when there is no document. */
export function locate(tree: SyntaxTree, path: readonly (string | number)[]): Place | undefined {
  const several = tree.roots.length > 1 && typeof path[0] === 'number';
  const root = several ? tree.roots[path[0] as number] : tree.root;
  if (!root) return undefined;
  const page: Page = {
    tree,
    language: tree.language === 'json' ? 'json' : 'yaml',
    manner: mannerOf(tree),
    lift: edit => edit,
  };
  let place: Place = { page, node: root, seat: undefined, parent: undefined, steps: several ? 1 : 0, shared: false };
  while (place.steps < path.length) {
    const next = child(inside(place) ?? place, path[place.steps]!);
    if (!next) break;
    place = next;
  }
  return place;
}

export function child(place: Place, step: string | number): Place | undefined {
  const { page, node, steps } = place;
  if (node.kind === 'list' && typeof step === 'number') {
    const item = node.items[step];
    const seat: Seat = { kind: 'item', parent: node, index: step };
    return (
      item && {
        page,
        node: item,
        seat,
        parent: place,
        steps: steps + 1,
        shared: place.shared || isAlias(node, step),
      }
    );
  }
  if (node.kind !== 'map') return undefined;
  const entry = entryOf(node, String(step));
  if (!entry) return undefined;
  const index = node.entries.indexOf(entry);
  const shared = place.shared || !holds(node.range, entry.range) || !holds(entry.range, entry.value.range);
  const seat: Seat = { kind: 'entry', parent: node, index, entry };
  return { page, node: entry.value, seat, parent: place, steps: steps + 1, shared };
}

/** The place of the document written inside a string, as a text of its own. */
export function inside(place: Place): Place | undefined {
  const { node, page } = place;
  if (node.kind !== 'scalar') return undefined;
  const inner = innerTree(page.tree, node);
  if (!inner?.tree.root) return undefined;
  const own = mannerOf(inner.tree);
  const manner = inner.oneLine ? { ...own, json: { ...own.json, unit: '' } } : own;
  const lift = (edit: TextEdit) => {
    const outer = lifted(page.tree, node, edit);
    return outer && page.lift(outer);
  };
  return {
    ...place,
    page: { tree: inner.tree, language: inner.language, manner, lift },
    node: inner.tree.root,
    seat: undefined,
    parent: undefined,
  };
}

interface Inner {
  readonly tree: SyntaxTree;
  readonly language: 'json' | 'hcl';
  /** Written on one line, and to stay so. */
  readonly oneLine: boolean;
}

function innerTree(tree: SyntaxTree, node: ScalarNode): Inner | undefined {
  const oneLine = !/[\n\r]/.test(node.raw.trim());
  if (!node.raw.startsWith('${')) {
    const found = embedding(tree, node);
    return found && { tree: found.inner, language: 'json', oneLine };
  }
  if (!hclIn(tree, node)) return undefined;
  const document = { uri: tree.document.uri, text: node.raw };
  const verbatim: SyntaxTree = { document, language: 'json', root: undefined, roots: [], comments: [], problems: [] };
  const whole: ScalarNode = {
    kind: 'scalar',
    value: node.raw,
    raw: node.raw,
    style: 'literal',
    range: { start: 0, end: node.raw.length },
  };
  const root = hclIn(verbatim, whole);
  return root && { tree: { ...verbatim, root, roots: [root] }, language: 'hcl', oneLine };
}

/** Whether some item of a list is an alias. */
export function holdsAliases(list: ListNode): boolean {
  return aliasesIn(list).size > 0;
}

function isAlias(list: ListNode, index: number): boolean {
  return aliasesIn(list).has(index);
}

const aliases = new WeakMap<ListNode, ReadonlySet<number>>();

/** Which items are aliases: these have the range of what they stand for, somewhere before, in an item above or outside of the list. */
function aliasesIn(list: ListNode): ReadonlySet<number> {
  const known = aliases.get(list) ?? new Set(aliasIndices(list));
  aliases.set(list, known);
  return known;
}

function* aliasIndices({ items, range }: ListNode): Iterable<number> {
  let end = range.start;
  for (const [i, item] of items.entries()) {
    if (item.range.start < end) yield i;
    end = Math.max(end, item.range.end);
  }
}

export function holds(outer: SourceRange, inner: SourceRange): boolean {
  return outer.start <= inner.start && inner.end <= outer.end;
}
