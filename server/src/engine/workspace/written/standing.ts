import type { Severity } from '../../model/problem';
import { fingerprint } from '../../rules/fingerprint';
import type { Finding, Fix, Related } from '../../rules/rule';
import type { SourcePointer, Uri } from '../../text/text';
import { type Tried, writtenFix } from './written-fix';
import type { WrittenPlace, WrittenPlaces } from './written-places';

/**
 * A finding where people read it: one of a generated document stands where somebody wrote that, if it is known, and the generated
 * place comes first among what is related.
 */
export function standing(finding: Finding, places: WrittenPlaces, tried: Tried): Finding {
  const related = finding.related.map(one => relatedStanding(one, places));
  const fixes = finding.fixes.map(fix => writtenFix(fix, places, tried));
  const isMoved =
    related.some((one, i) => one !== finding.related[i]) || fixes.some((one, i) => one !== finding.fixes[i]);
  const stood = isMoved ? { ...finding, related: unique(related), fixes } : finding;
  const written = writtenAt(finding, places);
  if (!written) return stood;
  const { at } = finding;
  return { ...stood, at: written.at, related: [{ message: written.remark, at }, ...stood.related] };
}

/**
 * Where a program made what the finding is about. A line that makes things of several stacks tells nobody which of them is meant: then
 * it is the line that makes the stack, if that tells.
 */
function writtenAt({ at, landing, related }: Finding, places: WrittenPlaces): WrittenPlace | undefined {
  const own = places.of(at);
  if (own?.by !== 'traced' || !landing) return own;
  const others = () => related.filter(one => one.at.uri !== at.uri && one.at.uri !== landing.at.uri);
  const isShared = (place: WrittenPlace) => others().some(one => isSame(places.of(one.at)?.at, place.at));
  if (!landing.isWhole && !isShared(own)) return own;
  const ofStack = places.of(landing.at);
  return ofStack && !isShared(ofStack) ? ofStack : own;
}

function isSame(one: SourcePointer | undefined, other: SourcePointer): boolean {
  return one !== undefined && JSON.stringify(one) === JSON.stringify(other);
}

/** What belongs to a finding is shown where it says most. */
function relatedStanding(related: Related, places: WrittenPlaces): Related {
  const written = places.of(related.at);
  return written?.whole ? { ...related, at: written.at } : related;
}

/** Findings by the document in which they stand, one for what is said of one line several times: each stage has a template. */
export function byDocument(findings: Iterable<Finding>): ReadonlyMap<Uri, readonly Finding[]> {
  const documents = new Map<Uri, Map<string, Finding>>();
  for (const finding of findings) {
    const inDocument = documents.get(finding.at.uri) ?? new Map<string, Finding>();
    documents.set(finding.at.uri, inDocument);
    const key = JSON.stringify([finding.rule, finding.at.path, finding.message, finding.suppressed === undefined]);
    const before = inDocument.get(key);
    inDocument.set(key, before ? together(before, finding) : finding);
  }
  return new Map([...documents].map(([uri, found]) => [uri, withOwnFingerprints([...found.values()])]));
}

const grave: readonly Severity[] = ['hint', 'information', 'warning', 'error'];

/** More than this many related places help nobody. An app may make a stage for each of its customers. */
const MAX_RELATED = 20;

/** The graver one, with what belongs to the other. */
function together(one: Finding, other: Finding): Finding {
  const [first, second] = grave.indexOf(other.severity) > grave.indexOf(one.severity) ? [other, one] : [one, other];
  const generated = [...first.related.slice(0, 1), ...second.related.slice(0, 1)];
  return {
    ...first,
    related: unique([...generated, ...first.related, ...second.related]).slice(0, MAX_RELATED),
    fixes: first.fixes.map(fix => alsoFor(fix, second.fixes)),
  };
}

/** The same fix of both, such as an allowance for each template. */
function alsoFor(fix: Fix, others: readonly Fix[]): Fix {
  const other = others.find(({ id, title }) => id === fix.id && title === fix.title);
  return other ? { ...fix, edits: unique([...fix.edits, ...other.edits]) } : fix;
}

/** Of equal data the first. */
function unique<T>(data: readonly T[]): readonly T[] {
  return [...new Map(data.map(one => [JSON.stringify(one), one])).values()];
}

/** Unique in the document in which they stand now: two templates may call different things the same. */
function withOwnFingerprints(findings: readonly Finding[]): readonly Finding[] {
  const seen = new Map<string, number>();
  return findings.map(finding => {
    const count = (seen.get(finding.fingerprint) ?? 0) + 1;
    seen.set(finding.fingerprint, count);
    return count === 1 ? finding : { ...finding, fingerprint: fingerprint(finding.fingerprint, String(count)) };
  });
}
