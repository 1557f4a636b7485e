import { render } from '../../syntax/edit/edit';
import { parse } from '../../syntax/parse';
import { nodeAt } from '../../syntax/pointer';
import type { StructuralEdit } from '../../syntax/structural-edit';
import { get, type SyntaxNode, type SyntaxTree } from '../../syntax/tree';
import { indentation, lineEnd, lineStart, pastBreak } from '../../text/line';
import { applyEdits, type SourceDocument, type SourcePointer, type TextEdit } from '../../text/text';
import { remedyEdit } from '../remedies';
import type { Undeclared } from './declare';

/** What stands above an account until somebody says its environment. */
const openQuestion = 'environment: ?';

/**
 * The text of a settings file after these accounts are declared in it. What is written stays as it is, comments included; a new
 * file begins with an empty text. Undefined where the text is not of a form that can be added to.
 */
export function withDeclared(document: SourceDocument, accounts: readonly Undeclared[]): string | undefined {
  let tree: SyntaxTree | undefined = parse(document);
  if (!takesAccounts(tree)) return undefined;
  if (!get(tree.root, 'version')) tree = after(tree, remedyEdit(tree, { ...beginning, at: at(tree) }));
  for (const account of accounts) tree = tree && (account.isDeclared ? completed(tree, account) : added(tree, account));
  return tree?.document.text;
}

function takesAccounts(tree: SyntaxTree): boolean {
  const { root, roots, problems } = tree;
  if (roots.length > 1 || problems.some(({ severity }) => severity !== 'warning')) return false;
  if (root === undefined || (root.kind === 'scalar' && root.value === null)) return true;
  const accounts = get(root, 'accounts');
  const isAbsent = accounts === undefined || (accounts.kind === 'scalar' && accounts.value === null);
  return root.kind === 'map' && (isAbsent || accounts.kind === 'list');
}

/** The account as a new item, with a comment that says where it was seen. */
function added(tree: SyntaxTree, { id, name, environment, seenIn }: Undeclared): SyntaxTree | undefined {
  const value = { id, ...(name === undefined ? {} : { name }), ...(environment === undefined ? {} : { environment }) };
  const longer = edited(tree, { kind: 'append', to: at(tree, 'accounts'), value });
  const list = longer && nodeAt(longer, at(longer, 'accounts'));
  if (!longer || list?.kind !== 'list') return undefined;
  const item = at(longer, 'accounts', list.items.length - 1);
  const comments = [`seen in ${places(seenIn)}`, ...(environment === undefined ? [openQuestion] : [])];
  // JSON has no comments, and is complete without them.
  return comments.reduce((now, text) => edited(now, { kind: 'comment', at: item, text }) ?? now, longer);
}

const mostPlaces = 3;

function places(seenIn: readonly string[]): string {
  const more = seenIn.length - mostPlaces;
  return seenIn.slice(0, mostPlaces).join(', ') + (more > 0 ? ` and ${more} more` : '');
}

/** The environment of an account that stands there without one. */
function completed(tree: SyntaxTree, { id, environment }: Undeclared): SyntaxTree | undefined {
  if (environment === undefined) return tree;
  const list = nodeAt(tree, at(tree, 'accounts'));
  const index = list?.kind === 'list' ? list.items.findIndex(item => idOf(item) === id) : -1;
  if (index < 0) return tree;
  const entry = at(tree, 'accounts', index);
  const answered = withoutQuestion(tree, entry);
  return edited(answered, { kind: 'insert', into: entry, key: 'environment', value: environment });
}

function idOf(item: SyntaxNode): string | undefined {
  const id = get(item, 'id');
  return id?.kind === 'scalar' ? id.raw : undefined;
}

/** Takes our own question above an account away, now that it is answered. */
function withoutQuestion(tree: SyntaxTree, entry: SourcePointer): SyntaxTree {
  const item = nodeAt(tree, entry);
  const { text } = tree.document;
  const above = item && lineStart(text, Math.max(0, lineStart(text, item.range.start) - 1));
  const question = tree.comments.find(one => one.text === openQuestion && lineStart(text, one.range.start) === above);
  if (!question || above === undefined || above + indentation(text, above).length !== question.range.start) return tree;
  const range = { start: above, end: pastBreak(text, lineEnd(text, above)) };
  return parse({ ...tree.document, text: applyEdits(text, [{ range, text: '' }]) });
}

const beginning = { do: 'add', key: 'version', value: 1 } as const;

function edited(tree: SyntaxTree, edit: StructuralEdit): SyntaxTree | undefined {
  return after(tree, render(tree, edit));
}

function after(tree: SyntaxTree, change: TextEdit | undefined): SyntaxTree | undefined {
  return change && parse({ ...tree.document, text: applyEdits(tree.document.text, [change]) });
}

function at({ document: { uri } }: SyntaxTree, ...path: readonly (string | number)[]): SourcePointer {
  return { uri, path, part: 'value' };
}
