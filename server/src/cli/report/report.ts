/** What `check` says, as `--format json` prints it: the contract's shape. Every other format is made of this. */
import type { Severity } from '../../engine/model/problem';
import type { Finding, Fix, Witness } from '../../engine/rules/rule';
import { type SourcePointer, type Uri, within } from '../../engine/text/text';
import type { Snapshot } from '../../engine/workspace/workspace';
import { uriOfPath } from '../../files/uri';
import { pagePath } from '../../findings/pages';
import { type Places, placesIn, type Range } from '../../findings/places';
import { countBySeverity } from '../../findings/severity';
import type { Baselined } from '../baseline/apply';
import type { FileNames } from '../file-names';
import type { ReadWorkspace } from '../read-workspace';
import { type DocumentReport, documentReports } from './documents';

export interface Report {
  readonly version: 1;
  readonly tool: { readonly name: string; readonly version: string };
  readonly documents: readonly DocumentReport[];
  readonly findings: readonly FindingReport[];
  readonly summary: {
    readonly documents: number;
    /** Without the suppressed ones. */
    readonly findings: Readonly<Record<Severity, number>>;
    readonly suppressed: number;
    readonly durationMs: number;
  };
  /** Null where none was given or written. */
  readonly baseline: BaselineReport | null;
}

export interface BaselineReport {
  readonly file: string;
  /** How many of the findings are in it; `summary.suppressed` counts these too. */
  readonly known: number;
  /** What is in it and is gone. */
  readonly fixed: readonly Pick<FindingReport, 'rule' | 'file' | 'resource' | 'message' | 'fingerprint'>[];
}

export interface FindingReport extends Place {
  readonly rule: string;
  readonly severity: Severity;
  readonly confidence: Finding['confidence'];
  readonly resource: string | null;
  readonly message: string;
  /** Path of the rule's page in the repository. */
  readonly help: string;
  readonly witness: Witness | null;
  readonly related: readonly (Place & { readonly message: string; readonly resource: string | null })[];
  readonly fixes: readonly FixReport[];
  /** Fixes that it would have, were it not for something. */
  readonly refused: readonly (Pick<Fix, 'id' | 'title'> & { readonly reason: string })[];
  readonly fingerprint: string;
  /** The reason of the allowance that takes it out, and where that stands. */
  readonly suppressed: (Place & { readonly reason: string }) | null;
}

export interface FixReport extends Pick<Fix, 'id' | 'title' | 'kind'> {
  readonly preferred: boolean;
  /** In a file that is not there yet, edits apply to an empty text. */
  readonly edits: readonly (Place & { readonly text: string })[];
}

/** `file` is relative to the working directory, with `/`. */
export interface Place {
  readonly file: string;
  readonly range: Range;
}

/** What a report is made from, and what its printing needs besides. */
export interface Reported {
  readonly report: Report;
  /** A file's text, by its name in the report. */
  text(file: string): string | undefined;
}

export interface Selection {
  readonly read: ReadWorkspace;
  /** Those to report. */
  readonly findings: readonly Finding[];
  readonly baselined: Baselined;
  readonly toolVersion: string;
  /** As `performance.now()` said it. */
  readonly startedAt: number;
}

export function makeReport({ read, findings, baselined, toolVersion, startedAt }: Selection): Reported {
  const { snapshot } = read.workspace;
  const saying = { snapshot, places: placesIn(snapshot), file: read.names.file };
  const documents = documentReports(read, saying.places);
  const reported = inOrder(findings.map(finding => findingReport(finding, saying)));
  const open = reported.filter(({ suppressed }) => suppressed === null);
  const summary = {
    documents: documents.length,
    findings: countBySeverity(open),
    suppressed: reported.length - open.length,
    durationMs: Math.round(performance.now() - startedAt),
  };
  const uris = new Map([...read.encodings.keys(), ...snapshot.sources()].map(uri => [saying.file(uri), uri]));
  return {
    report: {
      version: 1,
      tool: { name: 'bulkhead', version: toolVersion },
      documents,
      findings: reported,
      summary,
      baseline: baselineReport(baselined, reported, read.names),
    },
    text: file => {
      const uri = uris.get(file);
      return uri && snapshot.source(uri)?.text;
    },
  };
}

function baselineReport(
  { baseline, fixed }: Baselined,
  findings: readonly FindingReport[],
  { file }: FileNames,
): BaselineReport | null {
  if (!baseline) return null;
  const { document, names } = baseline;
  const own = file(document.uri);
  return {
    file: own,
    known: findings.filter(({ suppressed }) => suppressed?.file === own).length,
    fixed: fixed.map(({ rule, file: named, resource, message, fingerprint }) => ({
      rule,
      file: file(uriOfPath(names.path(named))),
      resource,
      message,
      fingerprint,
    })),
  };
}

interface Saying {
  readonly snapshot: Snapshot;
  readonly places: Places;
  file(uri: Uri): string;
}

function findingReport(finding: Finding, saying: Saying): FindingReport {
  const place = (at: SourcePointer): Place => ({ file: saying.file(at.uri), range: saying.places.of(at) });
  return {
    rule: finding.rule,
    severity: finding.severity,
    confidence: finding.confidence,
    ...place(finding.at),
    resource: finding.resource ?? null,
    message: finding.message,
    help: pagePath(finding.rule),
    witness: finding.witness ?? null,
    related: finding.related.map(({ message, at }) => ({
      message,
      ...place(at),
      resource: labelAt(saying.snapshot, at),
    })),
    fixes: finding.fixes.flatMap(fix => fixReport(fix, saying)),
    refused: finding.fixes.flatMap(fix => {
      const reason = saying.snapshot.refusal(fix);
      return reason === undefined ? [] : [{ id: fix.id, title: fix.title, reason }];
    }),
    fingerprint: finding.fingerprint,
    suppressed: finding.suppressed ? { reason: finding.suppressed.reason, ...place(finding.suppressed.at) } : null,
  };
}

function fixReport(fix: Fix, { snapshot, places, file }: Saying): readonly FixReport[] {
  const rendered = snapshot.edits(fix);
  if (!rendered) return [];
  const edits = [...rendered.edits].flatMap(([uri, edits]) =>
    edits.map(({ range, text }) => ({ file: file(uri), range: places.range(uri, range), text })),
  );
  return [{ id: fix.id, title: fix.title, kind: fix.kind, preferred: fix.preferred === true, edits }];
}

/** The label of the resource that a place stands in. */
function labelAt(snapshot: Snapshot, at: SourcePointer): string | null {
  const holder = snapshot.facts(at.uri)?.resources.find(resource => within(at, resource.at));
  return holder?.label ?? null;
}

function inOrder(findings: readonly FindingReport[]): readonly FindingReport[] {
  const by = (finding: FindingReport) => [finding.file, finding.range.start, finding.rule] as const;
  return [...findings].sort((a, b) => {
    const [fileA, startA, ruleA] = by(a);
    const [fileB, startB, ruleB] = by(b);
    return (
      compare(fileA, fileB) || startA.line - startB.line || startA.character - startB.character || compare(ruleA, ruleB)
    );
  });
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
