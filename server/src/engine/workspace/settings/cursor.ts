import { parse } from '../../syntax/parse';
import type { MapNode, ScalarNode, SyntaxNode, SyntaxTree } from '../../syntax/tree';
import { lineEnd, lineStart } from '../../text/line';
import type { SourceDocument, SourceRange } from '../../text/text';

/** Where somebody types, in a text that need not be whole yet. */
export interface Cursor {
  /** Of the value that is typed, or of the map whose key is typed. */
  readonly path: readonly (string | number)[];
  readonly role: 'key' | 'value';
  /** What is replaced by what is chosen, quotes included. */
  readonly range: SourceRange;
  readonly quote: '"' | "'" | '';
  /** The map whose key is typed, or in which the value stands. */
  readonly map: MapNode | undefined;
  /** Within brackets or braces, as all of JSON is. */
  readonly flow: boolean;
  /** On the line of its key, or of its dash. */
  readonly inline: boolean;
  /** What has to be written before it: the dash of an item that has none yet. */
  readonly lead: string;
  readonly language: SyntaxTree['language'];
}

/** A character that nobody types, to find the place again in the tree. */
const mark = '\uE000';

/** A larger text is no settings file that somebody types. */
const MAX_LENGTH = 200_000;

/** Reads the text as if a word stood at the offset, in the way that leaves the fewest faults. */
export function cursorAt({ uri, text }: SourceDocument, offset: number): Cursor | undefined {
  if (text.length > MAX_LENGTH || text.includes(mark)) return undefined;
  let best: { readonly cursor: Cursor; readonly faults: number } | undefined;
  for (const { lead, tail } of readings(text, offset, uri)) {
    const inserted = lead + mark + tail;
    const tree = parse({ uri, text: text.slice(0, offset) + inserted + text.slice(offset) });
    const cursor = found(tree, { offset, lead, length: inserted.length });
    const faults = tree.problems.filter(({ severity }) => severity !== 'warning').length;
    if (cursor && (!best || faults < best.faults)) best = { cursor, faults };
    if (best?.faults === 0) break;
  }
  return best?.cursor;
}

interface Insertion {
  readonly lead: string;
  readonly tail: string;
}

/** What the word may be: a value, a key, a new item; within brackets and quotes that are not closed yet. */
function readings(text: string, offset: number, uri: string): readonly Insertion[] {
  const before = text.slice(lineStart(text, offset), offset);
  const closers = unclosed(before);
  const inString = /["']$/.test(closers[0] ?? '');
  if (uri.endsWith('.json')) {
    const quote = inString ? '' : '"';
    const tails = inString ? ['', '"', `"${closers.slice(1).join('')}`] : ['"', '": null', '",', '": null,'];
    return tails.map(tail => ({ lead: quote, tail }));
  }
  const tails = ['', ...(/\S/.test(text.slice(offset, lineEnd(text, offset)).replace(/#.*/, '')) ? [] : [':'])];
  const closed = closers.length > 0 ? [closers.join('')] : [];
  const items = /\S/.test(before) ? [] : [{ lead: '- ', tail: '' }];
  return [...[...tails, ...closed].map(tail => ({ lead: '', tail })), ...items];
}

/** What would close the quotes and brackets of a line, from the inside out. */
function unclosed(line: string): readonly string[] {
  const closers: string[] = [];
  for (let i = 0; i < line.length; i++) {
    const c = line[i]!;
    const inside = closers[0];
    if (inside === '"' || inside === "'") {
      if (c === inside) closers.shift();
      else if (c === '\\' && inside === '"') i++;
    } else if (c === '#' && /\s/.test(line[i - 1] ?? ' ')) break;
    else if (c === '"' || c === "'") closers.unshift(c);
    else if (c === '{') closers.unshift('}');
    else if (c === '[') closers.unshift(']');
    else if (c === inside) closers.shift();
  }
  return closers;
}

interface Inserted {
  readonly offset: number;
  readonly lead: string;
  readonly length: number;
}

/** Where in the tree the way to the mark has come to. */
interface Way {
  readonly path: readonly (string | number)[];
  readonly map: MapNode | undefined;
  readonly flow: boolean;
  /** The offset behind the key, or of the item, that the value belongs to; -1 at the root. */
  readonly head: number;
}

function found(tree: SyntaxTree, inserted: Inserted): Cursor | undefined {
  const { root } = tree;
  return root && descend(root, { path: [], map: undefined, flow: false, head: -1 }, tree, inserted);
}

function descend(node: SyntaxNode, way: Way, tree: SyntaxTree, inserted: Inserted): Cursor | undefined {
  const at = inserted.offset + (inserted.lead === '- ' ? 2 : 0);
  if (node.kind === 'scalar') return node.raw.includes(mark) ? cursorOn(node, 'value', way, tree, inserted) : undefined;
  const flow = way.flow || node.flow;
  if (node.kind === 'list') {
    const index = node.items.findIndex(item => holds(item, at));
    const item = node.items[index];
    return item && descend(item, { ...way, path: [...way.path, index], flow, head: at }, tree, inserted);
  }
  const entry = node.entries.find(({ key, value }) => holds(key, at) || holds(value, at));
  if (!entry) return undefined;
  const { key, value } = entry;
  if (key.raw.includes(mark)) return cursorOn(key, 'key', { ...way, map: node, flow }, tree, inserted);
  return descend(value, { path: [...way.path, key.raw], map: node, flow, head: key.range.end }, tree, inserted);
}

function holds({ range }: SyntaxNode, offset: number): boolean {
  return range.start <= offset && offset < range.end;
}

function cursorOn(
  { range, style }: ScalarNode,
  role: Cursor['role'],
  { path, map, flow, head }: Way,
  { document: { text }, language }: SyntaxTree,
  { offset, lead, length }: Inserted,
): Cursor | undefined {
  if (style !== 'plain' && style !== 'single' && style !== 'double') return undefined;
  // A word that goes on from the line above is none that somebody begins.
  if (hasBreak(text.slice(range.start, offset))) return undefined;
  const first = range.start < offset ? text[range.start] : undefined;
  return {
    path,
    role,
    range: { start: Math.min(range.start, offset), end: Math.max(offset, range.end - length) },
    quote: first === '"' || first === "'" ? first : '',
    map,
    flow,
    inline: head >= 0 && !hasBreak(text.slice(head, offset)),
    lead: lead === '- ' ? lead : '',
    language,
  };
}

function hasBreak(text: string): boolean {
  return /[\r\n]/.test(text);
}
