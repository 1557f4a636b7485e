import type { DocumentReport, ProblemReport } from './documents';
import type { FindingReport, Report, Reported } from './report';

/** A suite for each document: a failure for each finding, an error for each problem, one passed case where there is neither. */
export function junitReport({ report }: Reported): string {
  const files = new Set([...report.documents.map(({ file }) => file), ...report.findings.map(({ file }) => file)]);
  const suites = [...files].sort().map(file => suite(file, report));
  const total = (what: keyof Counts) => suites.reduce((sum, { counts }) => sum + counts[what], 0);
  const totals = attributes({
    tests: total('tests'),
    failures: total('failures'),
    errors: total('errors'),
    skipped: total('skipped'),
  });
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="bulkhead" ${totals} time="${report.summary.durationMs / 1000}">`,
    ...suites.map(({ xml }) => xml),
    '</testsuites>',
    '',
  ].join('\n');
}

interface Counts {
  readonly tests: number;
  readonly failures: number;
  readonly errors: number;
  readonly skipped: number;
}

function attributes(counts: Counts): string {
  return Object.entries(counts)
    .map(([name, count]) => `${name}="${count}"`)
    .join(' ');
}

interface Suite {
  readonly counts: Counts;
  readonly xml: string;
}

function suite(file: string, report: Report): Suite {
  const document = report.documents.find(one => one.file === file);
  const findings = report.findings.filter(finding => finding.file === file);
  const cases = [...problemCases(document), ...findings.map(findingCase)];
  const failures = findings.filter(({ suppressed }) => suppressed === null).length;
  const counts = {
    tests: Math.max(1, cases.length),
    failures,
    errors: (document?.problems ?? []).filter(isError).length,
    skipped: findings.length - failures,
  };
  const all = cases.length > 0 ? cases : [`    <testcase name="no findings" classname="${xml(file)}"/>`];
  const open = `  <testsuite name="${xml(file)}" ${attributes(counts)}>`;
  return { counts, xml: [open, ...all, '  </testsuite>'].join('\n') };
}

function problemCases(document: DocumentReport | undefined): readonly string[] {
  return (document?.problems ?? []).map(problem => {
    const { message, range } = problem;
    const open = `    <testcase name="line ${range.start.line + 1}" classname="${xml(document?.file ?? '')}">`;
    const said = isError(problem) ? `<error message="${xml(message)}"/>` : `<system-out>${xml(message)}</system-out>`;
    return `${open}${said}</testcase>`;
  });
}

/** What is only worth knowing fails no test. */
function isError({ severity }: ProblemReport): boolean {
  return severity !== 'information';
}

function findingCase(finding: FindingReport): string {
  const name = `${finding.rule} at line ${finding.range.start.line + 1}`;
  const outcome = finding.suppressed
    ? `<skipped message="${xml(finding.suppressed.reason)}"/>`
    : `<failure type="${finding.severity}" message="${xml(finding.message)}">${xml(placed(finding))}</failure>`;
  return `    <testcase name="${xml(name)}" classname="${xml(finding.file)}">${outcome}</testcase>`;
}

function placed({ file, range, message }: FindingReport): string {
  return `${file}:${range.start.line + 1}:${range.start.character + 1} ${message}`;
}

/** XML 1.0 cannot say control characters at all, not even escaped. */
function xml(text: string): string {
  return text
    .replace(/[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu, '\ufffd')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll('\n', '&#10;');
}
