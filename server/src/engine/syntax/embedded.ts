import { decoded, hosted } from './decoded';
import type { Decoded } from './edit/pieces';
import { readTolerantly } from './json/json';
import type { Entry, ScalarNode, SyntaxNode, SyntaxTree } from './tree';

/** A JSON document written inside a string. */
export interface Embedded {
  /** Of the string's own text, with offsets in it. */
  readonly inner: SyntaxTree;
  readonly decoded: Decoded;
  /** The inner document with the ranges of the outer text. */
  readonly root: SyntaxNode;
}

/** The JSON document written inside a string, its ranges those of the outer text; undefined when the string is no object or array. */
export function embeddedIn(tree: SyntaxTree, node: SyntaxNode): SyntaxNode | undefined {
  return embedding(tree, node)?.root;
}

const remembered = new WeakMap<ScalarNode, Embedded | null>();

export function embedding(tree: SyntaxTree, node: SyntaxNode): Embedded | undefined {
  if (node.kind !== 'scalar' || node.style === 'plain' || !beginsJson(node.raw)) return undefined;
  let found = remembered.get(node);
  if (found === undefined) {
    found = read(tree, node);
    remembered.set(node, found);
  }
  return found ?? undefined;
}

/** `{{resolve:…}}` and `[info] …` are no JSON. */
function beginsJson(raw: string): boolean {
  return /^\s*(?:\{\s*["}]|\[\s*["{[\]])/.test(raw);
}

function read(tree: SyntaxTree, scalar: ScalarNode): Embedded | null {
  const text = decoded(tree, scalar);
  const { root, comments, problems } = readTolerantly(text.text);
  if (!root || (problems.length > 0 && !(root.kind === 'map' && root.entries.length > 0))) return null;
  const document = { uri: tree.document.uri, text: text.text };
  const inner: SyntaxTree = { document, language: 'json', root, roots: [root], comments, problems };
  return { inner, decoded: text, root: outward(root, inner, text) };
}

/** A node with the ranges of the outer text. Trees are shallow enough to recurse. */
function outward(node: SyntaxNode, inner: SyntaxTree, text: Decoded): SyntaxNode {
  const range = text.rangeOf(node.range.start, node.range.end);
  if (node.kind === 'list') return { ...node, range, items: node.items.map(item => outward(item, inner, text)) };
  if (node.kind === 'map')
    return { ...node, range, entries: node.entries.map(entry => entryOutward(entry, inner, text)) };
  return scalarOutward(node, inner, text);
}

function entryOutward(entry: Entry, inner: SyntaxTree, text: Decoded): Entry {
  return {
    key: scalarOutward(entry.key, inner, text),
    value: outward(entry.value, inner, text),
    range: text.rangeOf(entry.range.start, entry.range.end),
  };
}

function scalarOutward(scalar: ScalarNode, tree: SyntaxTree, text: Decoded): ScalarNode {
  const outer = { ...scalar, range: text.rangeOf(scalar.range.start, scalar.range.end) };
  hosted(outer, { tree, scalar, decoded: text });
  return outer;
}
