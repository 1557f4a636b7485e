import type { Rule } from '../../engine/rules/rule';
import { pageUrl, summaryOf } from '../../findings/pages';
import { isSettings } from '../find-files';
import type { FindingReport, FixReport, Place, Report, Reported } from './report';

export interface RuleTexts {
  readonly rules: readonly Pick<Rule, 'id' | 'severity'>[];
  /** Markdown by rule. */
  readonly pages: Readonly<Record<string, string>>;
}

const levels = { error: 'error', warning: 'warning', information: 'note', hint: 'note' } as const;

/** What is reported beside findings: rules without a page, and results that name them. */
export interface BesideFindings {
  readonly rules: readonly object[];
  readonly results: readonly object[];
}

/** SARIF 2.1.0: what code scanning services take. */
export function sarifReport(
  { report }: Reported,
  { rules, pages }: RuleTexts,
  beside: BesideFindings = { rules: [], results: [] },
): string {
  const index = new Map(rules.map(({ id }, i) => [id, i]));
  const run = {
    tool: {
      driver: {
        name: 'Bulkhead',
        version: report.tool.version,
        informationUri: 'https://github.com/bulkhead/bulkhead',
        rules: [...rules.map(rule => descriptor(rule, pages[rule.id] ?? '')), ...beside.rules],
      },
    },
    columnKind: 'utf16CodeUnits',
    invocations: [invocation(report)],
    artifacts: report.documents.map(({ file }) => ({ location: { uri: relativeUri(file) } })),
    results: [
      ...report.findings.map(finding => ({
        ...result(finding, index.get(finding.rule)),
        ...besideBaseline(finding, report.baseline),
      })),
      ...beside.results,
    ],
  };
  const log = { $schema: 'https://json.schemastore.org/sarif-2.1.0.json', version: '2.1.0', runs: [run] };
  return `${JSON.stringify(log, null, 2)}\n`;
}

function descriptor({ id, severity }: RuleTexts['rules'][number], page: string) {
  const summary = summaryOf(page) || id;
  return {
    id,
    name: id,
    shortDescription: { text: plain(summary) },
    fullDescription: { text: plain(summary) },
    help: { text: plain(summary), markdown: page || summary },
    helpUri: pageUrl(id),
    defaultConfiguration: { level: levels[severity] },
    properties: { tags: ['security'] },
  };
}

function invocation({ documents }: Report) {
  const notifications = documents.flatMap(({ file, problems }) =>
    problems.map(({ message, severity, range }) => ({
      level: levels[severity],
      message: { text: message },
      locations: [location({ file, range })],
    })),
  );
  return { executionSuccessful: true, toolExecutionNotifications: notifications };
}

function result(finding: FindingReport, ruleIndex: number | undefined) {
  const path = [finding, ...finding.related];
  return {
    ruleId: finding.rule,
    ...(ruleIndex === undefined ? {} : { ruleIndex }),
    level: levels[finding.severity],
    message: { text: finding.message },
    locations: [{ ...location(finding), ...logical(finding.resource) }],
    relatedLocations: finding.related.map((one, id) => ({ id, ...location(one), message: { text: one.message } })),
    // One related place is a remark; several, in order, are a way.
    ...(finding.related.length > 1 ? { codeFlows: [codeFlow(path)] } : {}),
    partialFingerprints: { 'bulkhead/v1': finding.fingerprint },
    suppressions: finding.suppressed ? [suppression(finding.suppressed)] : [],
    fixes: finding.fixes.filter(fix => fix.edits.length > 0).map(sarifFix),
    properties: { confidence: finding.confidence, ...(finding.witness ? { witness: finding.witness } : {}) },
  };
}

function besideBaseline({ suppressed }: FindingReport, baseline: Report['baseline']) {
  if (!baseline) return {};
  if (suppressed?.file !== baseline.file) return { baselineState: 'new' };
  return { baselineState: 'unchanged', suppressions: [{ kind: 'external', justification: suppressed.reason }] };
}

function codeFlow(path: readonly (Place & { readonly message: string })[]) {
  const locations = path.map(step => ({ location: { ...location(step), message: { text: step.message } } }));
  return { threadFlows: [{ locations }] };
}

function suppression({ reason, file }: NonNullable<FindingReport['suppressed']>) {
  return { kind: isSettings(file) ? 'external' : 'inSource', justification: reason };
}

function sarifFix({ title, edits }: FixReport) {
  const byFile = new Map<string, FixReport['edits'][number][]>();
  for (const edit of edits) byFile.set(edit.file, [...(byFile.get(edit.file) ?? []), edit]);
  return {
    description: { text: title },
    artifactChanges: [...byFile].map(([file, ofFile]) => ({
      artifactLocation: { uri: relativeUri(file) },
      replacements: ofFile.map(({ range, text }) => ({ deletedRegion: region(range), insertedContent: { text } })),
    })),
  };
}

export function location({ file, range }: Place) {
  return { physicalLocation: { artifactLocation: { uri: relativeUri(file) }, region: region(range) } };
}

function logical(resource: string | null) {
  return resource === null ? {} : { logicalLocations: [{ name: resource, kind: 'resource' }] };
}

/** Lines and columns count from 1, the end column stands after the last character. */
function region({ start, end }: Place['range']) {
  return {
    startLine: start.line + 1,
    startColumn: start.character + 1,
    endLine: end.line + 1,
    endColumn: end.character + 1,
  };
}

function relativeUri(file: string): string {
  return file.split('/').map(encodeURIComponent).join('/');
}

function plain(markdown: string): string {
  return markdown.replace(/[*_`]/g, '');
}
