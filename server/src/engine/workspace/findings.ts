import type { WorkspaceIndex } from '../analysis/index/workspace-index';
import type { DocumentFacts } from '../model/document-facts';
import type { Severity } from '../model/problem';
import type { Report } from '../rules/check';
import { fingerprint } from '../rules/fingerprint';
import type { Finding, Fix, Related } from '../rules/rule';
import { statementPrint } from '../rules/statement-print';
import { documentOf } from '../syntax/structural-edit';
import type { SyntaxTree } from '../syntax/tree';
import { samePlace, type Uri } from '../text/text';
import { allowFix } from './allow-fix';
import { allowanceFor, resourceAt } from './allowances';

/** What decides about reports besides the reports themselves. */
export interface Judgement {
  readonly index: WorkspaceIndex;
  /** How the document is written. */
  readonly language: SyntaxTree['language'];
  readonly today: string | undefined;
  /** The host's severities; those of `bulkhead.yaml` win. */
  readonly rules: Readonly<Record<string, Severity | 'off'>>;
  /** Whether the texts of now leave a place for all edits of a fix. */
  applies(fix: Fix): boolean;
}

const grave: readonly Severity[] = ['hint', 'information', 'warning', 'error'];
/** More than this many related places help nobody. */
const MAX_RELATED = 20;

/** The findings of one document: reports of one place merged, severities set, allowances applied; in order of report. */
export function findingsOf(
  document: DocumentFacts,
  reports: readonly Report[],
  judgement: Judgement,
): readonly Finding[] {
  const seen = new Map<string, number>();
  return mergeByPlace(reports).flatMap(report => {
    const severity = severityOf(report, judgement);
    if (severity === 'off') return [];
    const finding = { ...said(report, document, judgement), severity };
    const count = (seen.get(finding.fingerprint) ?? 0) + 1;
    seen.set(finding.fingerprint, count);
    const own = count === 1 ? finding.fingerprint : fingerprint(finding.fingerprint, String(count));
    return [judged({ ...finding, fingerprint: own }, document, judgement)];
  });
}

/** What a report says as a finding that nobody has judged; its fingerprint may be that of others too. */
function said({ rule, reported, subject }: Report, document: DocumentFacts, { index, applies }: Judgement) {
  const {
    message,
    at,
    confidence = 'certain',
    witness,
    related = [],
    fixes = [],
    sameIn,
    landing,
    unnecessary,
  } = reported;
  const holder = resourceAt(document, at);
  const resource = holder?.label;
  // What a `data` block of Terraform says belongs to a resource that stands elsewhere.
  const statement = statementPrint(at, holder ? [holder] : [subject, ...document.resources]);
  return {
    rule: rule.id,
    message,
    confidence,
    ...(witness ? { witness } : {}),
    at,
    ...(resource === undefined ? {} : { resource }),
    related: related.slice(0, MAX_RELATED),
    fixes: fixes.filter(fix => isLasting(fix, index)).flatMap(fix => applicable(fix, { index, applies })),
    fingerprint: fingerprint(rule.id, (sameIn ? undefined : resource) ?? '', reported.about ?? message),
    ...(sameIn ? { sameIn } : {}),
    ...(statement === undefined ? {} : { statement }),
    ...(landing ? { landing } : {}),
    ...(unnecessary ? { unnecessary } : {}),
  };
}

/** With the allowance that holds it back, or the fix that writes one. */
function judged(finding: Finding, document: DocumentFacts, { index, language, today }: Judgement): Finding {
  const allowance = allowanceFor(finding, document, index, today);
  if (allowance) return { ...finding, suppressed: { reason: allowance.reason, at: allowance.at } };
  return { ...finding, fixes: [...finding.fixes, ...allowFix(finding, document, language, index)] };
}

/** One report for each rule and place: the gravest, with everything that the others relate. */
function mergeByPlace(reports: readonly Report[]): readonly Report[] {
  const byPlace = new Map<string, Report>();
  for (const report of reports) {
    const { path, part, comment } = report.reported.at;
    const at = JSON.stringify([report.rule.id, path, part, comment]);
    const before = byPlace.get(at);
    byPlace.set(at, before ? merge(before, report) : report);
  }
  return [...byPlace.values()];
}

function merge(a: Report, b: Report): Report {
  const [first, { reported: other }] = weight(b) > weight(a) ? [b, a] : [a, b];
  const { reported } = first;
  const added = other.joined ?? other.related ?? [];
  const related = together(reported.related ?? [], added);
  // Who is outweighed later takes along who joined it before.
  const joined = reported.joined && together(reported.joined, added);
  return { ...first, reported: { ...reported, related, ...(joined ? { joined } : {}) } };
}

function together(known: readonly Related[], added: readonly Related[]): readonly Related[] {
  const isKnown = (one: Related) => known.some(({ message, at }) => message === one.message && samePlace(at, one.at));
  return known.length < MAX_RELATED ? [...known, ...added.filter(one => !isKnown(one))] : known;
}

function weight({ rule, reported }: Report): number {
  return grave.indexOf(reported.severity ?? rule.severity) + (reported.confidence === 'possible' ? 0 : grave.length);
}

function severityOf({ rule, reported }: Report, judgement: Judgement): Severity | 'off' {
  return chosenSeverity(rule.id, reported.at.uri, judgement) ?? reported.severity ?? rule.severity;
}

/** What somebody has set for a rule where a document is; of settings in several folders above it the nearest. */
export function chosenSeverity(
  rule: string,
  document: Uri,
  { index, rules }: Pick<Judgement, 'index' | 'rules'>,
): Severity | 'off' | undefined {
  const deciding = index.settingsFor(document).find(settings => settings.rules[rule]);
  return deciding?.rules[rule] ?? rules[rule];
}

/** A fix of a document that a tool writes would be gone with the tool's next run; what moves a landing is said in the source then. */
function isLasting(fix: Fix, index: WorkspaceIndex): boolean {
  return fix.inSource === true || !isOfGenerated(fix, index);
}

/** The fix; with its reason, or not at all, where the text has no place for it. */
function applicable(fix: Fix, { index, applies }: Pick<Judgement, 'index' | 'applies'>): readonly Fix[] {
  if (!isSaidRoughly(fix) || isOfGenerated(fix, index) || applies(fix)) return [fix];
  return fix.otherwise === undefined ? [] : [{ ...fix, edits: [], refused: fix.otherwise }];
}

function isOfGenerated({ edits }: Fix, index: WorkspaceIndex): boolean {
  return edits.some(edit => index.document(documentOf(edit))?.generated);
}

/** Whether a fix has edits of which only the text says whether they can be made. */
function isSaidRoughly({ edits }: Fix): boolean {
  return edits.some(({ kind }) => kind === 'reword' || kind === 'declare' || kind === 'refer');
}
