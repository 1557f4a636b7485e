import type { Event, MappingEvent, ScalarEvent, SequenceEvent } from 'js-yaml';
import { EVENT_ID, getScalarValue, SCALAR_STYLE } from 'js-yaml';
import type { SourceRange } from '../../text/text';
import { reportRepeatedKeys } from '../map-keys';
import { maxDepth, type ProblemList, tooDeep } from '../problems';
import type { Entry, ScalarNode, SyntaxNode } from '../tree';
import { mergeInto } from './merge';
import { blockScalarRange, emptyScalarAt, flowEnd } from './places';
import { plainValue } from './values';

/** How many nodes aliases may stand for in one text: a tower of aliases is small on the page and huge to whoever walks it. */
const maxAliasedNodes = 100_000;

/**
 * The roots of a text's documents. Events come in the text's order, so one pass with a stack of its own is enough. An alias
 * shares its target's node: nothing is copied.
 */
export function yamlTree(text: string, events: readonly Event[], problems: ProblemList): SyntaxNode[] {
  const builder: Builder = { text, problems, stack: [], roots: [], anchors: new Map(), end: 0, aliased: 0 };
  for (const event of events) step(builder, event);
  return builder.roots;
}

interface Builder {
  readonly text: string;
  readonly problems: ProblemList;
  readonly stack: Frame[];
  readonly roots: SyntaxNode[];
  readonly anchors: Map<string, Anchor>;
  /** End of the last thing read. */
  end: number;
  aliased: number;
}

/** A list, a map or a document that is still open. */
interface Frame {
  readonly kind: 'list' | 'map' | 'document';
  readonly start: number;
  readonly flow: boolean;
  readonly tag: string | undefined;
  readonly anchor: Anchor | undefined;
  readonly items: SyntaxNode[];
  readonly entries: Entry[];
  readonly merged: SyntaxNode[];
  key: ScalarNode | undefined;
  height: number;
  /** Nodes in it, those that its aliases stand for counted each time. */
  size: number;
}

/** Without a node while what it names is still open. */
interface Anchor {
  node: SyntaxNode | undefined;
  height: number;
  size: number;
}

const noItems: SyntaxNode[] = [];
const noEntries: Entry[] = [];

function step(builder: Builder, event: Event): void {
  switch (event.type) {
    case EVENT_ID.SCALAR:
      addScalar(builder, event);
      break;
    case EVENT_ID.MAPPING:
      builder.stack.push(opened(builder, 'map', event));
      break;
    case EVENT_ID.SEQUENCE:
      builder.stack.push(opened(builder, 'list', event));
      break;
    case EVENT_ID.ALIAS:
      addAlias(builder, event.anchorStart, event.anchorEnd);
      break;
    case EVENT_ID.DOCUMENT:
      builder.anchors.clear();
      builder.stack.push(frame('document', builder.end, false, undefined, undefined));
      break;
    default:
      close(builder, builder.stack.pop()!);
  }
}

function addScalar(builder: Builder, event: ScalarEvent): void {
  const node = scalar(builder, event);
  if (event.anchorStart >= 0) nameAnchor(builder, event, { node, height: 0, size: 1 });
  builder.end = Math.max(builder.end, node.range.end);
  add(builder, node, 0, 1);
}

function opened(builder: Builder, kind: 'list' | 'map', event: MappingEvent | SequenceEvent): Frame {
  const anchor = event.anchorStart >= 0 ? { node: undefined, height: 0, size: 0 } : undefined;
  if (anchor) nameAnchor(builder, event, anchor);
  const open = builder.text.charCodeAt(event.start);
  // A pair in a flow list, `[a: b]`, is a flow map without braces.
  const flow = event.style === 2 && (open === 123 || open === 91);
  builder.end = flow ? event.start + 1 : event.start;
  return frame(kind, event.start, flow, tagOf(builder.text, event), anchor);
}

function frame(
  kind: Frame['kind'],
  start: number,
  flow: boolean,
  tag: string | undefined,
  anchor: Anchor | undefined,
): Frame {
  const items = kind === 'list' ? [] : noItems;
  const entries = kind === 'map' ? [] : noEntries;
  const merged = kind === 'map' ? [] : noItems;
  return { kind, start, flow, tag, anchor, items, entries, merged, key: undefined, height: 0, size: 1 };
}

function close(builder: Builder, frame: Frame): void {
  if (frame.kind === 'document') return;
  if (frame.flow) builder.end = flowEnd(builder.text, builder.end);
  const node = closed(builder, frame, { start: frame.start, end: builder.end });
  if (frame.anchor) Object.assign(frame.anchor, { node, height: frame.height, size: frame.size });
  add(builder, node, frame.height, frame.size);
}

function closed(builder: Builder, frame: Frame, range: SourceRange): SyntaxNode {
  const { flow, tag, items, entries } = frame;
  if (frame.kind === 'list') {
    return tag === undefined ? { kind: 'list', range, items, flow } : { kind: 'list', range, items, flow, tag };
  }
  reportRepeatedKeys(entries, builder.problems);
  if (frame.merged.length > 0) mergeInto(entries, frame.merged, builder.problems);
  return tag === undefined ? { kind: 'map', range, entries, flow } : { kind: 'map', range, entries, flow, tag };
}

function add(builder: Builder, node: SyntaxNode, height: number, size: number): void {
  const parent = builder.stack[builder.stack.length - 1]!;
  if (height >= parent.height) parent.height = height + 1;
  parent.size += size;
  if (parent.kind === 'document') builder.roots.push(node);
  else if (parent.kind === 'list') parent.items.push(node);
  else if (parent.key === undefined) parent.key = keyFrom(builder, node);
  else addEntry(builder, parent, parent.key, node);
}

function addEntry(builder: Builder, map: Frame, key: ScalarNode, value: SyntaxNode): void {
  map.key = undefined;
  if (key.raw === '<<' && key.style === 'plain' && value.kind !== 'scalar') map.merged.push(value);
  else map.entries.push({ key, value, range: { start: key.range.start, end: Math.max(builder.end, key.range.end) } });
}

function keyFrom(builder: Builder, node: SyntaxNode): ScalarNode {
  if (node.kind === 'scalar') return node;
  const { start, end } = node.range;
  builder.problems.add('a key is a string here, not a list or a map', start, end);
  const raw = builder.text.slice(start, end);
  return { kind: 'scalar', range: node.range, value: raw, raw, style: 'plain' };
}

function addAlias(builder: Builder, start: number, end: number): void {
  const name = builder.text.slice(start, end);
  const target = builder.anchors.get(name);
  const refused = refusal(builder, name, target);
  builder.end = end;
  if (refused === undefined) {
    builder.aliased += target!.size;
    add(builder, target!.node!, target!.height, target!.size);
  } else {
    builder.problems.add(refused, start - 1, end);
    add(builder, { kind: 'scalar', range: { start: start - 1, end }, value: null, raw: '', style: 'plain' }, 0, 1);
  }
}

/** Why an alias cannot stand for its target. */
function refusal(builder: Builder, name: string, target: Anchor | undefined): string | undefined {
  if (!target) return `nothing above is named \`&${name}\``;
  if (!target.node) return `\`*${name}\` stands inside \`&${name}\` itself`;
  if (builder.stack.length + target.height > maxDepth) return tooDeep;
  if (builder.aliased + target.size > maxAliasedNodes) {
    return `the aliases of this text stand for more than ${maxAliasedNodes} values; this one is not read`;
  }
  return undefined;
}

function nameAnchor(builder: Builder, event: ScalarEvent | MappingEvent | SequenceEvent, anchor: Anchor): void {
  builder.anchors.set(builder.text.slice(event.anchorStart, event.anchorEnd), anchor);
}

function tagOf(text: string, event: ScalarEvent | MappingEvent | SequenceEvent): string | undefined {
  return event.tagStart >= 0 ? text.slice(event.tagStart, event.tagEnd) : undefined;
}

function scalar(builder: Builder, event: ScalarEvent): ScalarNode {
  const { text } = builder;
  const style = styles[event.style] ?? 'plain';
  const raw = getScalarValue(text, event);
  const range = scalarRange(builder, event, style);
  if (event.tagStart < 0)
    return { kind: 'scalar', range, value: style === 'plain' ? plainValue(raw) : raw, raw, style };
  const tag = text.slice(event.tagStart, event.tagEnd);
  return { kind: 'scalar', range, value: resolvingTags.has(tag) ? plainValue(raw) : raw, raw, style, tag };
}

/** Every other tag, `!Sub` as well as `!!str`, takes its text as it stands. */
const resolvingTags: ReadonlySet<string> = new Set(['!!int', '!!float', '!!bool', '!!null']);

const styles: Readonly<Record<number, ScalarNode['style']>> = {
  [SCALAR_STYLE.PLAIN]: 'plain',
  [SCALAR_STYLE.SINGLE_QUOTED]: 'single',
  [SCALAR_STYLE.DOUBLE_QUOTED]: 'double',
  [SCALAR_STYLE.LITERAL_BLOCK]: 'literal',
  [SCALAR_STYLE.FOLDED_BLOCK]: 'folded',
};

function scalarRange(builder: Builder, event: ScalarEvent, style: ScalarNode['style']): SourceRange {
  const { valueStart: start, valueEnd: end } = event;
  if (start < 0) return emptyRange(builder, event);
  if (style === 'plain') return { start, end };
  if (style === 'single' || style === 'double') return { start: start - 1, end: end + 1 };
  return blockScalarRange(builder.text, start, end, event.indent);
}

function emptyRange(builder: Builder, event: ScalarEvent): SourceRange {
  const named = Math.max(event.tagEnd, event.anchorEnd);
  const parent = builder.stack[builder.stack.length - 1]!;
  const at = named >= 0 ? named : emptyScalarAt(builder.text, builder.end, parent.kind);
  return { start: at, end: at };
}
