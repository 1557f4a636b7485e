import type { Entry, SyntaxNode, SyntaxTree } from '../engine/syntax/tree';
import type { PlainTemplate } from './template-changes';

/** Values of a template beyond this many are more than CloudFormation takes, or an anchor that multiplies. */
const MOST_VALUES = 200_000;
const DEEPEST = 200;

/** The template as JSON, with short tags written out; undefined for what is no map, or too much. */
export function plainTemplate({ root }: SyntaxTree): PlainTemplate | undefined {
  if (root?.kind !== 'map') return undefined;
  let left = MOST_VALUES;
  const read = (node: SyntaxNode, depth: number): unknown => {
    if (--left < 0 || depth > DEEPEST) return null;
    const inside = insideOf(node, child => read(child, depth + 1));
    return node.tag?.startsWith('!') ? written(node.tag.slice(1), inside) : inside;
  };
  const template = read(root, 0);
  return left < 0 ? undefined : (template as PlainTemplate);
}

function insideOf(node: SyntaxNode, read: (node: SyntaxNode) => unknown): unknown {
  switch (node.kind) {
    case 'scalar':
      return node.tag === undefined ? node.value : node.raw;
    case 'list':
      return node.items.map(read);
    case 'map':
      // Of repeated keys the last; a key `__proto__` is one like any other.
      return Object.fromEntries(node.entries.map(({ key, value }: Entry) => [key.raw, read(value)]));
  }
}

/** `!GetAtt Table.Arn` is `{ 'Fn::GetAtt': ['Table', 'Arn'] }`. Other tags than CloudFormation's are none of ours. */
function written(tag: string, value: unknown): unknown {
  if (tag === 'Ref' || tag === 'Condition') return { [tag]: value };
  if (!/^[A-Z]\w*(?:::\w+)?$/.test(tag)) return value;
  return { [`Fn::${tag}`]: tag === 'GetAtt' && typeof value === 'string' ? splitAtFirstDot(value) : value };
}

function splitAtFirstDot(text: string): readonly string[] {
  const at = text.indexOf('.');
  return at < 0 ? [text] : [text.slice(0, at), text.slice(at + 1)];
}
