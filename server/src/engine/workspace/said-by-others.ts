import type { Severity } from '../model/problem';
import type { Report } from '../rules/check';
import { pathAt, rangeOf } from '../syntax/pointer';
import type { SyntaxTree } from '../syntax/tree';
import type { SourcePointer, SourceRange, Uri } from '../text/text';

/** What another program says of a text. */
export interface SaidByOther {
  /** `cfn-lint/E3002`: settings and allowances name it so. */
  readonly rule: string;
  readonly severity: Severity;
  readonly message: string;
  readonly range: SourceRange;
}

/**
 * As if a rule had said it: at the key or value that begins where it was seen, so that it stays there while the text changes. What one
 * rule says several times of one place is said together.
 */
export function reportsOf(uri: Uri, tree: SyntaxTree, said: readonly SaidByOther[]): readonly Report[] {
  const together = new Map<string, SaidByOther & { readonly at: SourcePointer }>();
  for (const one of said) {
    const at = pointerTo(uri, tree, one.range);
    const key = JSON.stringify([one.rule, at.path, at.part]);
    const before = together.get(key);
    together.set(key, { ...one, at, message: before ? `${before.message}; ${one.message}` : one.message });
  }
  return [...together.values()].map(({ rule, severity, message, at }) => ({
    rule: { id: rule, severity, looksAt: 'workspace', check: () => [] },
    reported: { message, at },
  }));
}

function pointerTo(uri: Uri, tree: SyntaxTree, { start }: SourceRange): SourcePointer {
  const path = pathAt(tree, start);
  const key: SourcePointer = { uri, path, part: 'key' };
  return rangeOf(tree, key).start === start ? key : { uri, path, part: 'value' };
}
