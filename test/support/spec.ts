/** Holds a rule's page against the engine: what it marks must be found, what is found must be marked, and fixes must do as shown. */
import { lineIndex } from '../../server/src/engine/text/lines';
import type { SourcePointer } from '../../server/src/engine/text/text';
import type { Snapshot } from '../../server/src/engine/workspace/workspace';
import { blanked, type Case, marksIn, type PageFile, type PageFix, type PlacedMark, plain } from './page';
import { type Documents, findingsOf, findingsSince, fixed, pathOf, type Seen, snapshotOf } from './workspace';

/** A mark's label in its parts; `undefined` says nothing about one. */
interface Label {
  readonly possible: boolean;
  readonly severity: string | undefined;
  readonly rule: string;
  readonly message: string;
}

/** A place in a document as a mark says it: a line and, on this line, columns. */
interface Place {
  readonly path: string;
  readonly line: number;
  readonly start: number;
  readonly end: number;
}

/** How the marks of a case and the findings of the engine meet. */
export interface Verdict {
  /** A line each, in words; none when all is as the page says. */
  readonly complaints: readonly string[];
  readonly untrue: readonly { readonly file: PageFile; readonly mark: PlacedMark }[];
  readonly unmarked: readonly { readonly seen: Seen; readonly place: Place }[];
  readonly related: readonly { readonly place: Place; readonly message: string }[];
}

/** Holds the marks of a case against the findings. */
export function judge(example: Case, rule: string): Verdict {
  const snapshot = snapshotOf(blanked(example.files));
  const changed = example.before.length > 0 ? findingsSince(snapshot, plain(example.before)) : [];
  const open = new Set(
    [...findingsOf(snapshot), ...changed].map(seen => ({ seen, place: placeOf(snapshot, seen.finding.at) })),
  );
  const related = [...open].flatMap(({ seen }) =>
    seen.finding.related.map(({ message, at }) => ({ place: placeOf(snapshot, at), message })),
  );
  const untrue = example.files.flatMap(file =>
    marksIn(file)
      .filter(mark => !holds(file, mark))
      .map(mark => ({ file, mark })),
  );
  const unmarked = [...open].filter(({ seen }) => seen.finding.rule === rule);
  return { complaints: [...untrue.map(sayUntrue), ...unmarked.map(sayUnmarked)], untrue, unmarked, related };

  function holds(file: PageFile, mark: PlacedMark): boolean {
    if (mark.mark.kind === 'related') {
      return related.some(({ place, message }) => isAt(place, file, mark) && message.includes(mark.mark.label));
    }
    const label = labelOf(mark.mark.label);
    const found = [...open].find(({ seen, place }) => isAt(place, file, mark) && label && means(label, seen));
    return found !== undefined && open.delete(found);
  }
}

/** Holds the fixes that a case shows against those that its findings offer. */
export function judgeFixes(example: Case, rule: string): readonly string[] {
  return example.fixes.flatMap(fix => judgeFix(plain(example.files), fix, rule));
}

function judgeFix(before: Documents, fix: PageFix, rule: string): readonly string[] {
  const after = applied(before, fix, rule);
  if (typeof after === 'string') return [after];
  const expected = { ...before, ...plain(fix.files) };
  const differing = Object.keys({ ...after.documents, ...expected })
    .filter(path => after.documents[path] !== expected[path])
    .map(path => `\`${fix.title}\` leaves in ${path}:\n${after.documents[path] ?? 'nothing'}`);
  return [...differing, ...stillWrong(before, after, rule)];
}

/** The documents after the first fix of this title, and the finding that offered it; a complaint when there is none. */
export function applied(before: Documents, fix: PageFix, rule: string) {
  const own = findingsOf(snapshotOf(before)).filter(seen => seen.finding.rule === rule);
  const offered = own.flatMap(seen => seen.finding.fixes.map(one => ({ fix: one, finding: seen.finding })));
  const meant = offered.find(one => one.fix.title === fix.title);
  if (!meant) return `no fix \`${fix.title}\`; there are: ${offered.map(one => one.fix.title).join(' | ') || 'none'}`;
  const documents = fixed(before, meant.fix);
  return documents ? { documents, finding: meant.finding } : `\`${fix.title}\` does not apply`;
}

/** A fix takes its finding away, and brings no error with it. */
function stillWrong(
  before: Documents,
  after: { documents: Documents; finding: { fingerprint: string; message: string } },
  rule: string,
) {
  const was = findingsOf(snapshotOf(before));
  const is = findingsOf(snapshotOf(after.documents));
  const known = new Set(was.map(seen => seen.finding.fingerprint));
  const left = is.filter(seen => seen.finding.rule === rule && seen.finding.fingerprint === after.finding.fingerprint);
  const added = is.filter(seen => seen.finding.severity === 'error' && !known.has(seen.finding.fingerprint));
  return [
    ...left.map(seen => `the fix leaves its finding: ${seen.finding.message}`),
    ...added.map(seen => `the fix adds an error: ${seen.finding.rule}: ${seen.finding.message}`),
  ];
}

function isAt(place: Place, file: PageFile, { mark, line }: PlacedMark): boolean {
  const columns = mark.start === undefined || (mark.start === place.start && mark.end === place.end);
  return place.path === file.path && place.line === line && columns;
}

export function placeOf(snapshot: Snapshot, at: SourcePointer): Place {
  const range = snapshot.range(at);
  const text = snapshot.source(at.uri)?.text ?? '';
  const lines = lineIndex(text);
  const { line, character } = lines.position(range.start);
  const end = Math.min(range.end, lines.offset({ line, character: Number.MAX_SAFE_INTEGER }));
  return { path: pathOf(at.uri), line, start: character, end: character + end - range.start };
}

export function labelOf(text: string): Label | undefined {
  const match =
    /^(possible )?(?:(error|warning|information|hint) )?([a-z]+(?:[-/][a-z0-9]+)*)(?:: (.*))?$/i.exec(text) ??
    undefined;
  if (!match) return undefined;
  return { possible: !!match[1], severity: match[2], rule: match[3]!, message: match[4] ?? '' };
}

export function means(label: Label, { finding }: Seen): boolean {
  return (
    finding.rule === label.rule &&
    label.possible === (finding.confidence === 'possible') &&
    (label.severity === undefined || label.severity === finding.severity) &&
    finding.message.includes(label.message)
  );
}

/** What a mark of this finding says. */
export function labelFor({ finding }: Seen): string {
  return `${finding.confidence === 'possible' ? 'possible ' : ''}${finding.severity} ${finding.rule}: ${finding.message}`;
}

function sayUntrue({ file, mark }: Verdict['untrue'][number]): string {
  return `page line ${file.first + mark.own + 1}: nothing there is \`${mark.mark.label}\``;
}

function sayUnmarked({ seen, place }: Verdict['unmarked'][number]): string {
  const where = `${place.path} line ${place.line + 1} columns ${place.start} to ${place.end} \`${seen.text.split('\n')[0]}\``;
  return `not marked: ${where}: ${labelFor(seen)}`;
}
