import { decoded } from '../decoded';
import type { Decoded } from '../edit/pieces';
import type { Entry, ScalarNode, SyntaxNode, SyntaxTree } from '../tree';
import type { Expression, ObjectEntry } from './expression';
import { readTemplate } from './read';

/** The tag of a scalar that is no literal: its `raw` is a Terraform template, `${aws_iam_role.app.arn}`. */
const templateTag = '${}';

const remembered = new WeakMap<ScalarNode, SyntaxNode | null>();

/**
 * The object or list that a Terraform string holds, `${jsonencode({…})}` or `${{…}}`, with the ranges of the outer text; undefined
 * for any other string. What is no literal in it is a scalar of `templateTag`.
 */
export function hclIn(tree: SyntaxTree, node: ScalarNode): SyntaxNode | undefined {
  let found = remembered.get(node);
  if (found === undefined) {
    found = read(tree, node) ?? null;
    remembered.set(node, found);
  }
  return found ?? undefined;
}

function read(tree: SyntaxTree, node: ScalarNode): SyntaxNode | undefined {
  if (typeof node.value !== 'string' || !node.raw.startsWith('${')) return undefined;
  const template = readTemplate(node.raw);
  const only = template.kind === 'template' && template.parts.length === 1 ? template.parts[0] : undefined;
  const value = typeof only === 'object' ? withoutEncoding(only) : undefined;
  return value?.kind === 'object' || value?.kind === 'tuple' ? nodeOf(value, decoded(tree, node)) : undefined;
}

function withoutEncoding(expression: Expression): Expression | undefined {
  return expression.kind === 'call' && expression.name === 'jsonencode' ? expression.args[0] : expression;
}

/** Expressions are read to a bounded depth, so that recursing is safe. */
function nodeOf(expression: Expression, text: Decoded): SyntaxNode {
  const range = text.rangeOf(expression.range.start, expression.range.end);
  if (expression.kind === 'tuple') {
    return { kind: 'list', items: expression.items.map(item => nodeOf(item, text)), flow: true, range };
  }
  if (expression.kind === 'object') {
    return { kind: 'map', entries: expression.entries.map(entry => entryOf(entry, text)), flow: true, range };
  }
  return scalarOf(expression, text);
}

function entryOf({ key, value }: ObjectEntry, text: Decoded): Entry {
  const range = text.rangeOf(key.range.start, value.range.end);
  return { key: scalarOf(key, text), value: nodeOf(value, text), range };
}

function scalarOf(expression: Expression, text: Decoded): ScalarNode {
  const { start, end } = expression.range;
  const range = text.rangeOf(start, end);
  const quoted = text.text[start] === '"';
  const style = quoted ? 'double' : 'plain';
  if (expression.kind === 'literal') {
    return { kind: 'scalar', value: expression.value, raw: String(expression.value), style, range };
  }
  const raw =
    quoted && expression.kind === 'template'
      ? templateText(expression.parts, text)
      : `\${${text.text.slice(start, end)}}`;
  return { kind: 'scalar', value: raw, raw, style, tag: templateTag, range };
}

/** A quoted template as a string of a `.tf.json` file says it. */
function templateText(parts: readonly (string | Expression)[], text: Decoded): string {
  return parts
    .map(part =>
      typeof part === 'string'
        ? part.replace(/[$%](?=\{)/g, '$&$&')
        : `\${${text.text.slice(part.range.start, part.range.end)}}`,
    )
    .join('');
}
