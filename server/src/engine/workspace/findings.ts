import { matchesPath } from '../analysis/deployments/landings';
import type { WorkspaceIndex } from '../analysis/index/workspace-index';
import type { Allowance, DocumentFacts, Severity } from '../model/model';
import type { Report } from '../rules/check';
import { fingerprint } from '../rules/fingerprint';
import type { Finding, Fix, Related } from '../rules/rule';
import { documentOf } from '../syntax/structural-edit';
import type { SyntaxTree } from '../syntax/tree';
import { type SourcePointer, type Uri, within } from '../text/text';
import { pathBeside } from '../text/uri';
import { allowFix } from './allow-fix';

/** What decides about reports besides the reports themselves. */
export interface Judgement {
  readonly index: WorkspaceIndex;
  /** How the document is written. */
  readonly language: SyntaxTree['language'];
  readonly today: string | undefined;
  /** The host's severities; those of `bulkhead.yaml` win. */
  readonly rules: Readonly<Record<string, Severity | 'off'>>;
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
  return mergeByPlace(reports).flatMap(merged => {
    const severity = severityOf(merged, judgement);
    if (severity === 'off') return [];
    const { rule, reported } = merged;
    const resource = resourceAt(document, reported.at);
    const base = fingerprint(rule.id, resource ?? '', reported.about ?? reported.message);
    const count = (seen.get(base) ?? 0) + 1;
    seen.set(base, count);
    const suppressed = allowanceFor(document, rule.id, reported.at, resource, judgement);
    const finding: Finding = {
      rule: rule.id,
      severity,
      message: reported.message,
      confidence: reported.confidence ?? 'certain',
      ...(reported.witness ? { witness: reported.witness } : {}),
      at: reported.at,
      ...(resource === undefined ? {} : { resource }),
      related: (reported.related ?? []).slice(0, MAX_RELATED),
      fixes: (reported.fixes ?? []).filter(fix => isLasting(fix, judgement.index)),
      fingerprint: count === 1 ? base : fingerprint(base, String(count)),
      ...(suppressed ? { suppressed: { reason: suppressed.reason, at: suppressed.at } } : {}),
    };
    if (suppressed) return [finding];
    return [
      { ...finding, fixes: [...finding.fixes, ...allowFix(finding, document, judgement.language, judgement.index)] },
    ];
  });
}

/** One report for each rule and place: the gravest, with everything that the others relate. */
function mergeByPlace(reports: readonly Report[]): readonly Report[] {
  const byPlace = new Map<string, Report>();
  for (const report of reports) {
    const at = `${report.rule.id} ${JSON.stringify(report.reported.at.path)} ${report.reported.at.part}`;
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

function samePlace(a: SourcePointer, b: SourcePointer): boolean {
  return a.part === b.part && within(a, b) && within(b, a);
}

function severityOf({ rule, reported }: Report, { index, rules }: Judgement): Severity | 'off' {
  for (const { settings } of index.settings()) {
    const chosen = settings?.rules[rule.id];
    if (chosen) return chosen;
  }
  return rules[rule.id] ?? reported.severity ?? rule.severity;
}

/** A fix of a document that a tool writes would be gone with the tool's next run. */
function isLasting({ edits }: Fix, index: WorkspaceIndex): boolean {
  return edits.every(edit => !index.document(documentOf(edit))?.generated);
}

function resourceAt(document: DocumentFacts, at: SourcePointer): string | undefined {
  return document.resources.find(resource => within(at, resource.at))?.label;
}

function allowanceFor(
  document: DocumentFacts,
  rule: string,
  at: SourcePointer,
  resource: string | undefined,
  { index, today }: Judgement,
): Allowance | undefined {
  const holds = (allowance: Allowance) =>
    allowance.rule === rule && !(allowance.until !== undefined && today !== undefined && allowance.until < today);
  const own = document.allowed.find(a => holds(a) && a.covers !== undefined && within(at, a.covers));
  if (own) return own;
  for (const { uri, allowed } of index.settings()) {
    const found = allowed.find(a => holds(a) && !a.covers && reaches(a, uri, document.uri, resource));
    if (found) return found;
  }
  return undefined;
}

/** Whether an allowance of a settings file means this document and resource; what it does not name, it does not limit. */
function reaches({ files, resources }: Allowance, settings: Uri, document: Uri, resource: string | undefined): boolean {
  const path = pathBeside(settings, document);
  if (path === undefined) return false;
  if (files && !files.some(pattern => matchesPath(pattern, path))) return false;
  return !resources || (resource !== undefined && resources.some(pattern => matchesPath(pattern, resource)));
}
