import type { ChangeReport, ChangesReport } from './changes';
import { codeFrames, visible } from './code-frame';
import { count } from './counts';
import type { Paint } from './paint';
import type { Place } from './report';

/** For people: what is newly allowed with its lines, then what is forbidden. */
export function changesText(report: ChangesReport, text: (file: string) => string | undefined, paint: Paint): string {
  const allowed = report.changes.filter(({ is }) => is === 'allowed');
  const forbidden = report.changes.filter(({ is }) => is === 'forbidden');
  const blocks = [
    ...section('newly allowed', allowed, change => allowedBlock(change, text, paint), paint),
    ...section('no longer allowed', forbidden, change => [head(change), at(change, paint)], paint),
    `${summaryOf(report)}`,
  ];
  return blocks.map(block => `${block}\n`).join('\n');
}

/** `2 requests newly allowed, 1 no longer allowed since main (1a2b3c4)` */
export function summaryOf({ summary: { allowed, forbidden }, base }: ChangesReport): string {
  const since = `since ${base.revision} (${base.commit.slice(0, 7)})`;
  if (allowed + forbidden === 0) return `nothing is newly allowed, and nothing forbidden, ${since}`;
  return `${count(allowed, 'request')} newly allowed, ${forbidden} no longer allowed ${since}`;
}

function section(
  title: string,
  changes: readonly ChangeReport[],
  lines: (change: ChangeReport) => readonly string[],
  paint: Paint,
): readonly string[] {
  if (changes.length === 0) return [];
  const blocks = changes.map(change =>
    lines(change)
      .map(line => `  ${line}`)
      .join('\n'),
  );
  return [`${paint.strong(title)}\n\n${blocks.join('\n\n')}`];
}

function allowedBlock(
  change: ChangeReport,
  text: (file: string) => string | undefined,
  paint: Paint,
): readonly string[] {
  const content = text(change.file);
  const means = change.means === null ? [] : [`${paint.dim('=')} ${visible(change.means)}`];
  return [
    head(change),
    at(change, paint),
    ...(content === undefined ? [] : codeFrames(content, paint)(change.range)),
    ...witnessOf(change, paint),
    ...means,
  ];
}

function head({ message, confidence }: ChangeReport): string {
  return visible(message) + (confidence === 'possible' ? ' (possible)' : '');
}

function witnessOf({ witness }: ChangeReport, paint: Paint): readonly string[] {
  if (!witness) return [];
  const context = Object.entries(witness.context).map(([key, value]) => `${key} = ${value}`);
  const when = context.length > 0 ? ` with ${context.join(', ')}` : '';
  return [
    `${paint.dim('=')} granted: ${visible(`${witness.principal} ${witness.action} on ${witness.resource}${when}`)}`,
  ];
}

function at({ file, range }: Place, paint: Paint): string {
  return paint.dim(`--> ${visible(file)}:${range.start.line + 1}:${range.start.character + 1}`);
}
