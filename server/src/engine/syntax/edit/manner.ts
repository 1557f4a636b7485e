import { columnOf } from '../../text/line';
import type { SyntaxNode, SyntaxTree } from '../tree';
import type { JsonManner } from './write-json';
import type { YamlManner } from './write-yaml';

/** How a text is written, so that what is added looks like it. */
export interface Manner {
  readonly eol: string;
  readonly json: JsonManner;
  readonly yaml: YamlManner;
}

const remembered = new WeakMap<SyntaxTree, Manner>();

/** Remembered, as each of the thousands of fixes that a document may have asks for it. */
export function mannerOf(tree: SyntaxTree): Manner {
  const known = remembered.get(tree) ?? mannerIn(tree);
  remembered.set(tree, known);
  return known;
}

function mannerIn(tree: SyntaxTree): Manner {
  const { text } = tree.document;
  const eol = /\r\n|\n|\r/.exec(text)?.[0] ?? '\n';
  const unit = /[\r\n]/.test(text.trim()) ? (/(?:^|[\r\n])([ \t]+)\S/.exec(text)?.[1] ?? '  ') : '';
  const spaced = unit !== '' || (text.includes('":') ? text.includes('": ') : /,\s/.test(text));
  return { eol, json: { unit, eol, spaced }, yaml: { eol, ...yamlHabits(tree) } };
}

/** Nodes looked at to learn how a YAML text indents and quotes. */
const sample = 3000;

function yamlHabits(tree: SyntaxTree): Omit<YamlManner, 'eol'> {
  const { text } = tree.document;
  let unit: number | undefined;
  let listIndent: number | undefined;
  let quote: 'single' | 'double' | undefined;
  const waiting: SyntaxNode[] = tree.language === 'yaml' ? [...tree.roots] : [];
  for (let i = 0; i < Math.min(waiting.length, sample); i++) {
    const node = waiting[i]!;
    if (node.kind === 'scalar') quote ??= node.style === 'single' || node.style === 'double' ? node.style : undefined;
    else if (node.kind === 'list') waiting.push(...node.items.slice(0, sample));
    else
      for (const { key, value } of node.entries.slice(0, sample)) {
        waiting.push(value);
        if (node.flow || value.kind === 'scalar' || value.flow || value.range.start < key.range.start) continue;
        const deeper = columnOf(text, value.range.start) - columnOf(text, key.range.start);
        if (value.kind === 'list') listIndent ??= Math.max(deeper, 0);
        else if (deeper > 0) unit ??= deeper;
      }
  }
  return {
    unit: unit ?? 2,
    listIndent: listIndent ?? unit ?? 2,
    quote: quote ?? 'double',
    shortTags: usesShortTags(text),
  };
}

const short = /(?:^|[\s[,{])!(?:Ref|Sub|GetAtt|Join|If|ImportValue|FindInMap|Select|Split|Base64|GetAZs|Cidr)\b/;

function usesShortTags(text: string): boolean {
  return short.test(text) || !/\b(?:Ref|Fn::\w+)["']?\s*:/.test(text);
}
