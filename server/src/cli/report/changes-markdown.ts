import type { ChangeReport, ChangesReport } from './changes';
import { summaryOf } from './changes-text';
import { cell, code } from './markdown';

/** A comment on GitHub holds 65,536 characters; nobody reads so many rows. */
const mostRows = 60;

/** For a pull request: what is newly allowed is seen, what is forbidden is folded away. */
export function changesMarkdown(report: ChangesReport): string {
  const allowed = report.changes.filter(({ is }) => is === 'allowed');
  const forbidden = report.changes.filter(({ is }) => is === 'forbidden');
  return [
    '### Bulkhead: what this change broadens',
    '',
    summaryOf(report),
    ...table('newly allowed', allowed),
    ...(forbidden.length > 0
      ? [
          '',
          `<details><summary>No longer allowed: ${forbidden.length}</summary>`,
          ...table('no longer allowed', forbidden),
          '',
          '</details>',
        ]
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
