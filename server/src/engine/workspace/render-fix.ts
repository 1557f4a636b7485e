import type { Neighbours } from '../formats/format';
import type { Fix } from '../rules/rule';
import { render, renderNew } from '../syntax/edit/edit';
import { reparse } from '../syntax/reparse';
import { documentOf, type StructuralEdit } from '../syntax/structural-edit';
import { entryOf, get, type SyntaxTree } from '../syntax/tree';
import { applyEdits, type SourceDocument, type TextEdit, type Uri } from '../text/text';
import { folderOf } from '../text/uri';

/** Edits of a fix in the texts of now. A uri in `creates` has no document yet: its edits apply to an empty text. */
export interface RenderedFix {
  readonly creates: readonly Uri[];
  readonly edits: ReadonlyMap<Uri, readonly TextEdit[]>;
}

/** Undefined when the fix no longer applies to the text of now. */
export function renderFix(fix: Fix, { tree: treeOf, folder }: Neighbours): RenderedFix | undefined {
  const creates: Uri[] = [];
  const edits = new Map<Uri, readonly TextEdit[]>();
  for (const [uri, ofDocument] of byDocument(fix.edits)) {
    const tree = treeOf(uri);
    const beside = () => folder(folderOf(uri)).filter(other => other !== uri && isModule(other));
    const own = ofDocument.filter(edit => !beside().some(other => declares(treeOf(other), edit) === 'open'));
    if (own.some(edit => beside().some(other => declares(treeOf(other), edit)))) return undefined;
    const rendered = tree ? renderedIn(tree, own) : [{ range: { start: 0, end: 0 }, text: renderNew(own) }];
    if (!rendered) return undefined;
    if (!tree) creates.push(uri);
    edits.set(uri, rendered);
  }
  return { creates, edits };
}

function isModule(uri: Uri): boolean {
  return uri.endsWith('.tf.json') || uri.endsWith('.tf');
}

/**
 * Whether another file of the module has a variable of the name that an edit would declare, which then is used: `open` where whoever
 * deploys has to choose it, `settled` where it has a default.
 */
function declares(tree: SyntaxTree | undefined, edit: StructuralEdit): 'open' | 'settled' | undefined {
  if (edit.kind !== 'declare' || edit.parameter.of !== 'module' || !tree) return undefined;
  const { name } = edit.parameter;
  const isHcl = tree.language === 'hcl';
  const declared = isHcl ? entryOf(tree.root, `variable.${name}`)?.value : get(get(tree.root, 'variable'), name);
  if (!declared) return undefined;
  const lines = declared.kind === 'list' ? declared.items : [];
  const hasDefault = lines.some(line => line.kind === 'scalar' && /\bdefault\s*=/.test(line.raw));
  return hasDefault || get(declared, 'default') ? 'settled' : 'open';
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

/** One edit alone, as most fixes are, costs what it changes: the text that it leaves is not asked for. */
function renderedIn(tree: SyntaxTree, edits: readonly StructuralEdit[]): readonly TextEdit[] | undefined {
  const [only] = edits;
  if (!only || edits.length > 1) return inOrder(tree, edits);
  const rendered = render(tree, only);
  return rendered && [rendered].filter(changesText);
}

/**
 * Each edit is made in the text that the ones before it leave. The result is said as separate edits of the first text where that
 * comes to the same, else as one.
 */
function inOrder(tree: SyntaxTree, edits: readonly StructuralEdit[]): readonly TextEdit[] | undefined {
  const separate: TextEdit[] = [];
  let now = tree;
  let text = tree.document.text;
  let before: TextEdit | undefined;
  for (const edit of edits) {
    if (before && changesText(before)) now = reparse(now, { uri: tree.document.uri, text }, before);
    before = render(now, edit);
    if (!before) return undefined;
    const alone = render(tree, edit);
    if (alone) separate.push(alone);
    text = applyEdits(text, [before]);
  }
  const isWhole = edits.length === separate.length && applied(tree.document, separate) === text;
  if (isWhole) return separate.filter(changesText);
  return [difference(tree.document.text, text)];
}

function changesText({ range, text }: TextEdit): boolean {
  return range.end > range.start || text !== '';
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
