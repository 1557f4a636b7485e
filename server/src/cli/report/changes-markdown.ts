import type { ChangeReport, ChangesReport } from './changes';
import { summaryOf } from './changes-text';
import { cell, code } from './markdown';

/** A comment on GitHub holds 65,536 characters; nobody reads so many rows. */
const mostRows = 60;

/** For a pull request: what comes is seen, what goes is folded away. */
export function changesMarkdown(report: ChangesReport): string {
  const of = (...kinds: readonly ChangeReport['is'][]) => report.changes.filter(({ is }) => kinds.includes(is));
  const gone = of('forbidden', 'closed', 'deleted');
  return [
    '### Bulkhead: what this change broadens',
    '',
    summaryOf(report),
    ...table('newly allowed', of('allowed')),
    ...table('security groups', of('opened')),
    ...table('what holds data', of('replaced')),
    ...(gone.length > 0
      ? ['', `<details><summary>Gone: ${gone.length}</summary>`, ...table('gone', gone), '', '</details>']
      : []),
    '',
  ].join('\n');
}

function table(title: string, changes: readonly ChangeReport[]): readonly string[] {
  if (changes.length === 0) return [];
  const rows = changes.slice(0, mostRows).map(change => `| ${wordsOf(change)} | ${placeOf(change)} |`);
  const rest = changes.length - rows.length;
  return ['', `| ${title} | where |`, '| --- | --- |', ...rows, ...(rest > 0 ? ['', `and ${rest} more`] : [])];
}

function wordsOf({ message, confidence, means }: ChangeReport): string {
  const possible = confidence === 'possible' ? ' *(possible)*' : '';
  return cell(message) + possible + (means === null ? '' : `<br><sub>${cell(means)}</sub>`);
}

function placeOf({ file, range }: ChangeReport): string {
  return code(`${file}:${range.start.line + 1}`);
}
