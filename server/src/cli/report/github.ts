import type { Severity } from '../../engine/model/problem';
import type { Place, Reported } from './report';

const commands = { error: 'error', warning: 'warning', information: 'notice', hint: 'notice' } as const;

/** Workflow commands of GitHub Actions: annotations on the lines of a pull request. */
export function githubReport({ report }: Reported): string {
  const problems = report.documents.flatMap(({ file, problems }) =>
    problems.map(({ severity, message, range }) => annotation(severity, { file, range }, 'Bulkhead', message)),
  );
  const findings = report.findings
    .filter(({ suppressed }) => suppressed === null)
    .map(finding => annotation(finding.severity, finding, finding.rule, finding.message));
  return [...problems, ...findings].map(line => `${line}\n`).join('');
}

function annotation(severity: Severity, { file, range }: Place, title: string, message: string): string {
  const { start, end } = range;
  // Columns are taken only where a place stands on one line.
  const columns = start.line === end.line ? `,col=${start.character + 1},endColumn=${end.character + 1}` : '';
  const place = `file=${property(file)},line=${start.line + 1},endLine=${end.line + 1}${columns}`;
  return `::${commands[severity]} ${place},title=${property(title)}::${escaped(message)}`;
}

function escaped(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function property(text: string): string {
  return escaped(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
