import type { Finding as Lint } from 'cfn-lint-wasm';
import type { Finding } from '../engine/rules/rule';
import { lineIndex } from '../engine/text/lines';
import type { SourceRange, Uri } from '../engine/text/text';
import type { SaidByOther, Snapshot } from '../engine/workspace/workspace';

/** What cfn-lint checks; it knows no CDK source and no Terraform. */
export function isLinted(snapshot: Snapshot, uri: Uri): boolean {
  const format = snapshot.facts(uri)?.format;
  return format === 'cloudformation' || format === 'sam';
}

const severities = { error: 'error', warning: 'warning', info: 'information' } as const;

/** What cfn-lint says of a text that cannot be read. */
const unreadable = 'cfn-lint/E0000';

/** cfn-lint's findings of the text of now as ours, without what we say already; in order of place. */
export function asFindings(snapshot: Snapshot, uri: Uri, lints: readonly Lint[]): readonly Finding[] {
  const lines = lineIndex(snapshot.source(uri)?.text ?? '');
  const said = lints.map(
    ({ ruleId, severity, message, range }): SaidByOther => ({
      rule: `cfn-lint/${ruleId}`,
      severity: severities[severity],
      message: message.replace(/\.$/, ''),
      range: { start: lines.offset(range.start), end: lines.offset(range.end) },
    }),
  );
  return snapshot.judgedOf(
    uri,
    said.filter(one => !isSaid(one, snapshot, uri)),
  );
}

/** A problem of ours is said where something cannot be read as it is meant, which cfn-lint says in the same place. */
function isSaid({ rule, range }: SaidByOther, snapshot: Snapshot, uri: Uri): boolean {
  const problems = snapshot.problems(uri);
  if (rule === unreadable && problems.some(({ severity }) => severity === 'error')) return true;
  return problems.some(problem => overlap(problem.range, range));
}

function overlap(a: SourceRange, b: SourceRange): boolean {
  return a.start < b.end && b.start < a.end;
}
