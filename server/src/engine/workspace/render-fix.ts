import type { Fix } from '../rules/rule';
import { render, renderNew } from '../syntax/edit/edit';
import { reparse } from '../syntax/reparse';
import { documentOf, type StructuralEdit } from '../syntax/structural-edit';
import type { SyntaxTree } from '../syntax/tree';
import { applyEdits, type SourceDocument, type TextEdit, type Uri } from '../text/text';

/** Edits of a fix in the texts of now. A uri in `creates` has no document yet: its edits apply to an empty text. */
export interface RenderedFix {
  readonly creates: readonly Uri[];
  readonly edits: ReadonlyMap<Uri, readonly TextEdit[]>;
}

/** Undefined when the fix no longer applies to the text of now. */
export function renderFix(fix: Fix, treeOf: (uri: Uri) => SyntaxTree | undefined): RenderedFix | undefined {
  const creates: Uri[] = [];
  const edits = new Map<Uri, readonly TextEdit[]>();
  for (const [uri, ofDocument] of byDocument(fix.edits)) {
    const tree = treeOf(uri);
    const rendered = tree ? inOrder(tree, ofDocument) : [{ range: { start: 0, end: 0 }, text: renderNew(ofDocument) }];
    if (!rendered) return undefined;
    if (!tree) creates.push(uri);
    edits.set(uri, rendered);
  }
  return { creates, edits };
}

function byDocument(edits: readonly StructuralEdit[]): ReadonlyMap<Uri, readonly StructuralEdit[]> {
  const byUri = new Map<Uri, StructuralEdit[]>();
  for (const edit of edits) {
    const uri = documentOf(edit);
    const list = byUri.get(uri);
    if (list) list.push(edit);
    else byUri.set(uri, [edit]);
  }
  return byUri;
}

/**
 * Each edit is made in the text that the ones before it leave. The result is said as separate edits of the first text where that
 * comes to the same, else as one.
 */
function inOrder(tree: SyntaxTree, edits: readonly StructuralEdit[]): readonly TextEdit[] | undefined {
  const separate: TextEdit[] = [];
  let now = tree;
  let text = tree.document.text;
  for (const edit of edits) {
    if (now.document.text !== text) now = reparse(now, { uri: tree.document.uri, text });
    const step = render(now, edit);
    if (!step) return undefined;
    const alone = render(tree, edit);
    if (alone) separate.push(alone);
    text = applyEdits(text, [step]);
  }
  if (edits.length === separate.length && applied(tree.document, separate) === text) return separate;
  return [difference(tree.document.text, text)];
}

function applied(document: SourceDocument, edits: readonly TextEdit[]): string | undefined {
  const sorted = [...edits].sort((a, b) => a.range.start - b.range.start);
  const overlap = sorted.some((edit, i) => i > 0 && edit.range.start < sorted[i - 1]!.range.end);
  return overlap ? undefined : applyEdits(document.text, edits);
}

/** The one smallest edit that turns a text into another. */
export function difference(before: string, after: string): TextEdit {
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start < shorter && before[start] === after[start]) start++;
  let tail = 0;
  while (tail < shorter - start && before[before.length - 1 - tail] === after[after.length - 1 - tail]) tail++;
  return { range: { start, end: before.length - tail }, text: after.slice(start, after.length - tail) };
}
