/** What `diff` says, as `--format json` prints it; text and Markdown are made of this. */
import type { AccessChange } from '../../engine/analysis/broadening/broadening';
import { lineIndex } from '../../engine/text/lines';
import { samePlace } from '../../engine/text/text';
import type { AccessChanges } from '../../engine/workspace/workspace';
import { placesIn } from '../../findings/places';
import { version } from '../../version';
import type { Base } from '../base-texts';
import type { ReadWorkspace } from '../read-workspace';
import type { FindingReport, Place } from './report';

export interface ChangesReport {
  readonly version: 1;
  readonly tool: { readonly name: string; readonly version: string };
  readonly base: { readonly revision: string; readonly commit: string };
  readonly changes: readonly ChangeReport[];
  /** Of the rule `broadened-access`, as `check` prints findings. */
  readonly findings: readonly FindingReport[];
  readonly summary: { readonly allowed: number; readonly forbidden: number };
}

/** For what is forbidden, the place is in the file as it was before. */
export interface ChangeReport extends Place {
  readonly is: AccessChange['is'];
  readonly message: string;
  /** What a wildcard in it stands for, as Markdown. */
  readonly means: string | null;
  readonly confidence: AccessChange['confidence'];
  readonly cause: AccessChange['cause'];
  /** What the principal, or the resource with a policy of its own, is called in its template. */
  readonly subject: string;
  readonly witness: FindingReport['witness'];
  /** Where a tool made it of what stands at the place. */
  readonly generated: Place | null;
}

export interface ChangesIn {
  readonly read: ReadWorkspace;
  readonly base: Base;
  readonly ref: string;
  readonly findings: readonly FindingReport[];
}

export function changesReport(changes: AccessChanges, { read, base, ref, findings }: ChangesIn): ChangesReport {
  const reported = changes.changes.map(change => changeReport(change, changes, read));
  const count = (is: AccessChange['is']) => reported.filter(one => one.is === is).length;
  return {
    version: 1,
    tool: { name: 'bulkhead', version },
    base: { revision: ref, commit: base.revision.commit },
    changes: reported,
    findings,
    summary: { allowed: count('allowed'), forbidden: count('forbidden') },
  };
}

function changeReport(change: AccessChange, { before }: AccessChanges, read: ReadWorkspace): ChangeReport {
  const { is, message, means = null, confidence, cause, subject, witness = null } = change;
  const { place, generated } = placeOf(change, before, read);
  return { is, message, means, confidence, cause, subject: subject.label, witness, ...place, generated };
}

function placeOf({ is, at }: AccessChange, before: AccessChanges['before'], { workspace, names }: ReadWorkspace) {
  const { snapshot } = workspace;
  if (is === 'forbidden') {
    const lines = lineIndex(before.source(at.uri)?.text ?? '');
    const { start, end } = before.range(at);
    const range = { start: lines.position(start), end: lines.position(end) };
    return { place: { file: names.file(at.uri), range }, generated: null };
  }
  const places = placesIn(snapshot);
  const placed = (pointer: typeof at): Place => ({ file: names.file(pointer.uri), range: places.of(pointer) });
  const written = snapshot.written(at);
  return { place: placed(written), generated: samePlace(written, at) ? null : placed(at) };
}
