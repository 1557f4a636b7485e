import { codeFrames, visible } from './code-frame';
import { count, found } from './counts';
import type { ProblemReport } from './documents';
import type { Paint } from './paint';
import type { FindingReport, Place, Report, Reported } from './report';

export interface TextOptions {
  readonly paint: Paint;
  /** Findings alone, without the summary. */
  readonly quiet: boolean;
}

/** For people: by file, each finding with its lines, what belongs to it and what mends it. */
export function textReport({ report, text }: Reported, { paint, quiet }: TextOptions): string {
  const blocks: string[] = [];
  for (const file of filesIn(report)) {
    const content = text(file);
    const frames = content === undefined ? () => [] : codeFrames(content, paint);
    const problems = report.documents.find(document => document.file === file)?.problems ?? [];
    const findings = report.findings.filter(finding => finding.file === file && finding.suppressed === null);
    const said = [
      ...problems.map(problem => problemBlock(file, problem, frames, paint)),
      ...findings.map(finding => findingBlock(finding, frames, paint)),
    ];
    blocks.push(`${paint.strong(visible(file))}\n\n${said.join('\n\n')}`);
  }
  const summary = quiet ? [] : [...fixedBlock(report, paint), summaryLine(report)];
  return [...blocks, ...summary].map(block => `${block}\n`).join('\n');
}

function filesIn({ documents, findings }: Report): readonly string[] {
  const withProblems = documents.filter(({ problems }) => problems.length > 0).map(({ file }) => file);
  const withFindings = findings.filter(({ suppressed }) => suppressed === null).map(({ file }) => file);
  return [...new Set([...withProblems, ...withFindings])].sort();
}

type Frames = (range: Place['range']) => readonly string[];

function problemBlock(file: string, { message, severity, range }: ProblemReport, frames: Frames, paint: Paint): string {
  const head = `${paint.severity(severity)}: ${visible(message)}`;
  return [head, at({ file, range }, paint), ...frames(range)].map(indent).join('\n');
}

function findingBlock(finding: FindingReport, frames: Frames, paint: Paint): string {
  const possible = finding.confidence === 'possible' ? ' (possible)' : '';
  const head = `${paint.severity(finding.severity)}${possible}: ${visible(finding.message)} ${paint.dim(`[${finding.rule}]`)}`;
  const related = finding.related.map(one => `${paint.dim('=')} ${visible(one.message)}: ${where(one)}`);
  const fixes = finding.fixes.map(
    fix => `${paint.dim('=')} fix: ${visible(fix.title)}${fix.kind === 'safe' ? '' : ' (review)'}`,
  );
  return [head, at(finding, paint), ...frames(finding.range), ...witnessLine(finding, paint), ...related, ...fixes]
    .map(indent)
    .join('\n');
}

function witnessLine({ witness }: FindingReport, paint: Paint): readonly string[] {
  if (!witness) return [];
  const context = Object.entries(witness.context).map(([key, value]) => `${key} = ${value}`);
  const when = context.length > 0 ? ` with ${context.join(', ')}` : '';
  return [
    `${paint.dim('=')} granted: ${visible(`${witness.principal} ${witness.action} on ${witness.resource}${when}`)}`,
  ];
}

function at(place: Place, paint: Paint): string {
  return paint.dim(`--> ${where(place)}`);
}

/** `file:line:column`, 1-based: terminals and editors make a link of it. */
function where({ file, range }: Place): string {
  return `${visible(file)}:${range.start.line + 1}:${range.start.character + 1}`;
}

function indent(line: string): string {
  return `  ${line}`;
}

/** What is in the baseline and is gone. */
function fixedBlock({ baseline }: Report, paint: Paint): readonly string[] {
  if (!baseline || baseline.fixed.length === 0) return [];
  const lines = baseline.fixed.map(({ file, message, rule }) =>
    indent(`${visible(file)}: ${visible(message)} ${paint.dim(`[${visible(rule)}]`)}`),
  );
  return [[`${paint.strong('fixed since the baseline')}\n`, ...lines].join('\n')];
}

function summaryLine({ summary, documents, baseline }: Report): string {
  const known = baseline?.known ?? 0;
  const held = summary.suppressed - known;
  const allowed = (held > 0 ? `, ${held} allowed` : '') + (known > 0 ? `, ${known} in the baseline` : '');
  const broken = documents.filter(({ problems }) => problems.some(({ severity }) => severity === 'error')).length;
  const unread = broken > 0 ? `, ${broken} not read whole` : '';
  return `${found(summary)}${allowed} in ${count(summary.documents, 'document')}${unread} (${summary.durationMs} ms)`;
}
