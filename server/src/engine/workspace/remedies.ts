import type { Remedy } from '../model/problem';
import { render } from '../syntax/edit/edit';
import { rangeOf } from '../syntax/pointer';
import type { SyntaxTree } from '../syntax/tree';
import type { TextEdit } from '../text/text';

/** What a person reads of a remedy before they choose it. */
export function titleOf(remedy: Remedy): string {
  switch (remedy.do) {
    case 'write':
      return `Change to \`${remedy.word}\``;
    case 'remove':
      return `Remove ${remedy.what}`;
    case 'add': {
      const under = remedy.at.path.at(-1);
      return under === undefined ? `Write \`${remedy.key}: ${remedy.value}\`` : `Add \`${remedy.key}\` to \`${under}\``;
    }
  }
}

/** Undefined where the text of now leaves no place for it. */
export function remedyEdit(tree: SyntaxTree, remedy: Remedy): TextEdit | undefined {
  switch (remedy.do) {
    case 'write':
      return remedy.at.part === 'key'
        ? renamed(tree, remedy)
        : render(tree, { kind: 'replace', at: remedy.at, value: remedy.word });
    case 'remove':
      return render(tree, { kind: 'remove', at: remedy.at });
    case 'add':
      return (
        asFirstLine(tree, remedy) ??
        render(tree, { kind: 'insert', into: remedy.at, key: remedy.key, value: remedy.value })
      );
  }
}

/** A key in the quotes of the one that it replaces. */
function renamed(tree: SyntaxTree, { at, word }: Extract<Remedy, { do: 'write' }>): TextEdit {
  const range = rangeOf(tree, at);
  const [quote] = /^["']/.exec(tree.document.text.slice(range.start, range.end)) ?? [''];
  return { range, text: quote + word + quote };
}

/** What a file begins with stands in its first line. */
function asFirstLine({ language, root }: SyntaxTree, { at, key, value }: Extract<Remedy, { do: 'add' }>) {
  const isBlock = language === 'yaml' && root?.kind === 'map' && !root.flow;
  if (!isBlock || at.path.length > 0 || root.entries.some(entry => entry.key.raw === key)) return undefined;
  const { start } = root.range;
  return { range: { start, end: start }, text: `${key}: ${value}\n` };
}
