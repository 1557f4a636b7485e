import type { Finding } from '../rules/rule';
import type { SourcePointer, SourceRange } from '../text/text';

/** By place, then by rule. */
export function inOrder(findings: readonly Finding[], range: (at: SourcePointer) => SourceRange): readonly Finding[] {
  const placed = findings.map(finding => ({ finding, range: range(finding.at) }));
  placed.sort(
    (a, b) => a.range.start - b.range.start || a.range.end - b.range.end || (a.finding.rule < b.finding.rule ? -1 : 1),
  );
  return placed.map(({ finding }) => finding);
}
