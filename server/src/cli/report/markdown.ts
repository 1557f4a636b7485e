import { pageUrl } from '../../findings/pages';
import { count, found } from './counts';
import type { Reported } from './report';

/** A table for a pull request's comment or a job's summary. */
export function markdownReport({ report }: Reported): string {
  const open = report.findings.filter(({ suppressed }) => suppressed === null);
  const problems = report.documents.flatMap(({ file, problems }) => problems.map(problem => ({ file, ...problem })));
  const rows = open.map(
    ({ severity, file, range, message, rule }) =>
      `| ${severity} | ${code(`${file}:${range.start.line + 1}`)} | ${cell(message)} | [${rule}](${pageUrl(rule)}) |`,
  );
  const table = rows.length > 0 ? ['', '| severity | place | what | rule |', '| --- | --- | --- | --- |', ...rows] : [];
  const unread = problems.map(
    ({ file, range, message }) => `- ${code(`${file}:${range.start.line + 1}`)} ${cell(message)}`,
  );
  return [
    '### Bulkhead',
    '',
    `${found(report.summary)} in ${count(report.summary.documents, 'document')}${besideBaseline(report)}`,
    ...table,
    ...(unread.length > 0 ? ['', 'Not read whole:', '', ...unread] : []),
    '',
  ].join('\n');
}

function besideBaseline({ baseline }: Reported['report']): string {
  return baseline ? `, besides ${baseline.known} in the baseline; ${baseline.fixed.length} fixed since` : '';
}

export function cell(text: string): string {
  return oneLine(text).replaceAll('<', '&lt;');
}

/** Between backticks a `<` is itself; only a table's bar is not. */
export function code(text: string): string {
  return `\`${oneLine(text).replaceAll('`', "'")}\``;
}

function oneLine(text: string): string {
  return text.replace(/[\r\n]+/g, ' ').replaceAll('|', '\\|');
}
