import { render } from '../../../server/src/engine/syntax/edit/edit';
import { parse } from '../../../server/src/engine/syntax/parse';
import type { StructuralEdit } from '../../../server/src/engine/syntax/structural-edit';
import type { SyntaxNode, SyntaxTree } from '../../../server/src/engine/syntax/tree';
import type { Json } from '../../../server/src/engine/text/json';
import { applyEdits, type SourcePointer, type Uri } from '../../../server/src/engine/text/text';

export const yamlUri = 'file:///stack.yaml' as Uri;
export const jsonUri = 'file:///stack.json' as Uri;

export function yaml(text: string): SyntaxTree {
  return parse({ uri: yamlUri, text });
}

export function json(text: string): SyntaxTree {
  return parse({ uri: jsonUri, text });
}

/** What a node says, its tags as the functions that they stand for. */
export function valueIn(node: SyntaxNode | undefined): Json {
  if (!node) return null;
  const value = untagged(node);
  if (node.tag === undefined || node.tag.startsWith('!!')) return value;
  const name = node.tag.slice(1);
  const call = name === 'Ref' ? name : `Fn::${name}`;
  return { [call]: name === 'GetAtt' && typeof value === 'string' ? value.split('.') : value };
}

function untagged(node: SyntaxNode): Json {
  if (node.kind === 'scalar') return node.value;
  if (node.kind === 'list') return node.items.map(valueIn);
  return Object.fromEntries(node.entries.map(({ key, value }) => [key.raw, valueIn(value)]));
}

/** The text of each problem's range, with the message. */
export function problems(tree: SyntaxTree): string[] {
  return tree.problems.map(({ message, range }) => `${tree.document.text.slice(range.start, range.end)}: ${message}`);
}

export function at(path: readonly (string | number)[], part: SourcePointer['part'] = 'value'): SourcePointer {
  return { uri: yamlUri, path, part };
}

/** The text after an edit; undefined where the edit cannot be made. */
export function edited(tree: SyntaxTree, edit: StructuralEdit): string | undefined {
  const rendered = render(tree, edit);
  return rendered && applyEdits(tree.document.text, [rendered]);
}

/** Every node with its path, parents first; those that aliases and merge keys share once, where they are written. */
export function* nodesOf(
  root: SyntaxNode,
): Generator<{ readonly node: SyntaxNode; readonly path: (string | number)[] }> {
  const seen = new Set<SyntaxNode>();
  const waiting: { node: SyntaxNode; path: (string | number)[] }[] = [{ node: root, path: [] }];
  for (const next of waiting) {
    if (seen.has(next.node)) continue;
    seen.add(next.node);
    yield next;
    const { node, path } = next;
    if (node.kind === 'list')
      for (const [i, item] of node.items.entries()) waiting.push({ node: item, path: [...path, i] });
    if (node.kind === 'map')
      for (const { key, value } of node.entries) waiting.push({ node: value, path: [...path, key.raw] });
  }
}
