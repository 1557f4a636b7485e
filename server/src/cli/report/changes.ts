/** What `diff` says, as `--format json` prints it; text and Markdown are made of this. */
import type { AccessChange } from '../../engine/analysis/broadening/access-change';
import { lineIndex } from '../../engine/text/lines';
import { samePlace } from '../../engine/text/text';
import type { AccessChanges } from '../../engine/workspace/workspace';
import { placesIn } from '../../findings/places';
import type { ChangedTemplates, PlacedTemplateChange } from '../../template-diff/changed-templates';
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
  /** Templates of which the CDK team's diff, which compares statements by their text, calls the permissions broadened. */
  readonly broadenedByText: readonly string[];
  readonly summary: Readonly<Record<ChangeReport['is'], number>>;
}

/** For what is forbidden, closed or deleted, the place is in the file as it was before. */
export interface ChangeReport extends Place {
  readonly is: AccessChange['is'] | PlacedTemplateChange['is'];
  readonly message: string;
  /** What a wildcard in it stands for, as Markdown. */
  readonly means: string | null;
  readonly confidence: AccessChange['confidence'];
  /** Null for what is no access of a principal. */
  readonly cause: AccessChange['cause'] | null;
  /** What the principal, or the resource, is called in its template. */
  readonly subject: string;
  readonly witness: FindingReport['witness'];
  /** Where a tool made it of what stands at the place. */
  readonly generated: Place | null;
}

export interface ChangesIn {
  readonly read: ReadWorkspace;
  readonly base: Base;
  readonly ref: string;
  readonly templates: ChangedTemplates;
  readonly findings: readonly FindingReport[];
}

export function changesReport(
  changes: AccessChanges,
  { read, base, ref, templates, findings }: ChangesIn,
): ChangesReport {
  const reported = [
    ...changes.changes.map(change => changeReport(change, changes, read)),
    ...templates.changes.map(change => templateReport(change, changes, read)),
  ];
  const count = (is: ChangeReport['is']) => reported.filter(one => one.is === is).length;
  return {
    version: 1,
    tool: { name: 'bulkhead', version },
    base: { revision: ref, commit: commitOf(base) },
    changes: reported,
    findings,
    broadenedByText: templates.broadened.map(uri => read.names.file(uri)),
    summary: {
      allowed: count('allowed'),
      forbidden: count('forbidden'),
      opened: count('opened'),
      closed: count('closed'),
      replaced: count('replaced'),
      deleted: count('deleted'),
    },
  };
}

/** Of the outermost repository. */
function commitOf({ revisions }: Base): string {
  return revisions.find(at => 'commit' in at)?.commit ?? '';
}

function changeReport(change: AccessChange, { before }: AccessChanges, read: ReadWorkspace): ChangeReport {
  const { is, message, means = null, confidence, cause, subject, witness = null } = change;
  const { place, generated } = placeOf(change, before, read);
  return { is, message, means, confidence, cause, subject: subject.label, witness, ...place, generated };
}

function templateReport(change: PlacedTemplateChange, { before }: AccessChanges, read: ReadWorkspace): ChangeReport {
  const { is, message, confidence, logicalId } = change;
  const { place, generated } = placeOf(change, before, read);
  return { is, message, means: null, confidence, cause: null, subject: logicalId, witness: null, ...place, generated };
}

const gone: ReadonlySet<ChangeReport['is']> = new Set(['forbidden', 'closed', 'deleted']);

function placeOf(
  { is, at }: Pick<AccessChange | PlacedTemplateChange, 'is' | 'at'>,
  before: AccessChanges['before'],
  { workspace, names }: ReadWorkspace,
) {
  const { snapshot } = workspace;
  if (gone.has(is)) {
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
