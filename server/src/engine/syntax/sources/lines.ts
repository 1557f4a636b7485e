import { lineEnd, pastBreak } from '../../text/line';
import type { SourceDocument, SourceRange } from '../../text/text';
import type { ListNode, ScalarNode, SyntaxTree } from '../tree';

/** A text that is not understood, as the list of its lines: `[18]` is the path of the nineteenth. */
export function parseLines(document: SourceDocument): SyntaxTree {
  const root = linesOf(document.text, { start: 0, end: document.text.length });
  return { document, language: 'lines', root, roots: [root], comments: [], problems: [] };
}

/** The lines of a part of a text, each without the white space at its ends. */
export function linesOf(text: string, range: SourceRange): ListNode {
  const items: ScalarNode[] = [];
  for (let at = range.start; at <= range.end; ) {
    const end = Math.min(lineEnd(text, at), range.end);
    items.push(lineNode(text, at, end));
    const next = pastBreak(text, end);
    if (next === end) break;
    at = next;
  }
  return { kind: 'list', items, flow: false, range };
}

function lineNode(text: string, start: number, end: number): ScalarNode {
  const line = text.slice(start, end);
  const raw = line.trim();
  const from = raw === '' ? start : start + line.indexOf(raw);
  return { kind: 'scalar', style: 'plain', value: raw, raw, range: { start: from, end: from + raw.length } };
}
