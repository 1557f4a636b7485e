import { lineEnd, lineStart } from '../../text/line';
import type { SourceDocument, SourceRange } from '../../text/text';
import type { Comment, Entry, MapNode, ScalarNode, SyntaxTree } from '../tree';
import { linesOf } from './lines';

/** `resource "aws_iam_role" "deployer" {` at the beginning of a line: its indentation, its kind and its labels. */
const header = /^([ \t]*)([a-z_]+)((?:[ \t]+"[^"\r\n]*")*)[ \t]*\{/gm;

/**
 * A Terraform file as far as its outermost blocks: a map from their addresses in the module, `aws_iam_role.deployer`,
 * `data.aws_iam_policy_document.deploy`, `module.orders`, `provider.aws.prod` by its alias, to their lines. The key is the header.
 */
export function parseBlocks(document: SourceDocument): SyntaxTree {
  const { text } = document;
  const entries: Entry[] = [];
  let done = 0;
  for (const match of text.matchAll(header)) {
    const start = match.index + match[1]!.length;
    if (start < done) continue;
    const end = endOfBlock(text, match[1]!, match.index + match[0].length);
    entries.push(entryFor(match, text, { start, end }));
    done = end;
  }
  const root: MapNode = { kind: 'map', entries, flow: false, range: { start: 0, end: text.length } };
  return { document, language: 'hcl', root, roots: [root], comments: commentsIn(text), problems: [] };
}

/** Comments with a line of their own; behind something else only ours, for what looks like a comment there may be text. */
function commentsIn(text: string): readonly Comment[] {
  return [...text.matchAll(/(?<=^|[ \t])(?:#|\/\/)(.*)$/gm)].flatMap(({ 0: whole, 1: said = '', index: start }) => {
    const isAlone = text.slice(lineStart(text, start), start).trim() === '';
    const range = { start, end: start + whole.trimEnd().length };
    return isAlone || /^\s*bulkhead\b/.test(said) ? [{ text: said.trim(), range }] : [];
  });
}

/** Behind the brace that closes a block: the first on a line of its own, no deeper than the header, as `terraform fmt` writes it. */
function endOfBlock(text: string, indent: string, from: number): number {
  const onLine = closingBrace(text, from, lineEnd(text, from));
  if (onLine !== undefined) return onLine;
  const close = text.indexOf(`\n${indent}}`, from);
  return close < 0 ? text.length : close + indent.length + 2;
}

/** Behind the brace that closes what is open at `from`, when that is before `end`. */
function closingBrace(text: string, from: number, end: number): number | undefined {
  let depth = 1;
  for (let at = from; at < end; at++) {
    if (text[at] === '{') depth++;
    else if (text[at] === '}' && --depth === 0) return at + 1;
  }
  return undefined;
}

function entryFor(
  [whole, indent = '', kind = '', labels = '']: RegExpMatchArray,
  text: string,
  range: SourceRange,
): Entry {
  const raw = addressOf(kind, labels, text.slice(range.start, range.end));
  const written = whole.slice(indent.length, -1).trimEnd();
  const key: ScalarNode = {
    kind: 'scalar',
    style: 'plain',
    value: raw,
    raw,
    range: { start: range.start, end: range.start + written.length },
  };
  return { key, value: linesOf(text, range), range };
}

const alias = /^(?:provider[^\r\n{]*\{)?[ \t]*alias[ \t]*=[ \t]*"([^"\r\n]*)"/m;

function addressOf(kind: string, labels: string, block: string): string {
  const names = [...labels.matchAll(/"([^"]*)"/g)].map(([, name]) => name!);
  if (kind === 'provider') names.push(...(alias.exec(block)?.slice(1) ?? []));
  return (kind === 'resource' ? names : [kind, ...names]).join('.');
}
