import { parse } from '../../syntax/parse';
import type { Entry, MapNode, ScalarNode, SyntaxNode, SyntaxTree } from '../../syntax/tree';
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

/** Goes down to the mark. */
function found(tree: SyntaxTree, inserted: Inserted): Cursor | undefined {
  const path: (string | number)[] = [];
  const at = inserted.offset + (inserted.lead === '"' ? 0 : inserted.lead.length);
  let map: MapNode | undefined;
  let flow = false;
  let head = -1;
  for (let node: SyntaxNode | undefined = tree.root; node; ) {
    if (node.kind === 'scalar') {
      if (!node.raw.includes(mark)) return undefined;
      return cursorOn(node, { path, role: 'value', map, flow, inline: sameLine(tree, head, at) }, tree, inserted);
    }
    flow ||= node.flow;
    if (node.kind === 'list') {
      const index: number = node.items.findIndex(item => holds(item, at));
      if (index < 0) return undefined;
      path.push(index);
      head = at;
      node = node.items[index];
    } else {
      map = node;
      const entry: Entry | undefined = node.entries.find(({ key, value }) => holds(key, at) || holds(value, at));
      if (!entry) return undefined;
      if (entry.key.raw.includes(mark))
        return cursorOn(entry.key, { path, role: 'key', map, flow, inline: false }, tree, inserted);
      path.push(entry.key.raw);
      head = entry.key.range.end;
      node = entry.value;
    }
  }
  return undefined;
}

function holds({ range }: SyntaxNode, offset: number): boolean {
  return range.start <= offset && offset < range.end;
}

function sameLine({ document: { text } }: SyntaxTree, from: number, to: number): boolean {
  return from >= 0 && !/[\r\n]/.test(text.slice(from, to));
}

function cursorOn(
  { range, style }: ScalarNode,
  place: Pick<Cursor, 'path' | 'role' | 'map' | 'flow' | 'inline'>,
  { document: { text }, language }: SyntaxTree,
  { offset, lead, length }: Inserted,
): Cursor | undefined {
  const start = Math.min(range.start, offset);
  // A word that goes on from the line above is none that somebody begins.
  if (style !== 'plain' && style !== 'single' && style !== 'double') return undefined;
  if (/[\r\n]/.test(text.slice(range.start, offset))) return undefined;
  const written = text[range.start];
  const isOurs = range.start >= offset;
  return {
    ...place,
    range: { start, end: Math.max(offset, range.end - length) },
    quote: !isOurs && (written === '"' || written === "'") ? written : '',
    lead: lead === '- ' ? lead : '',
    language,
  };
}
