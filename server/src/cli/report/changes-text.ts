import type { ChangeReport, ChangesReport } from './changes';
import { codeFrames, visible } from './code-frame';
import { count } from './counts';
import type { Paint } from './paint';
import type { Place } from './report';

/** For people: what is newly allowed with its lines, then what is forbidden. */
export function changesText(report: ChangesReport, text: (file: string) => string | undefined, paint: Paint): string {
  const of = (...kinds: readonly ChangeReport['is'][]) => report.changes.filter(({ is }) => kinds.includes(is));
  const shown = (change: ChangeReport) => shownBlock(change, text, paint);
  const blocks = [
    ...section('newly allowed', of('allowed'), shown, paint),
    ...section('security groups', of('opened'), shown, paint),
    ...section('what holds data', of('replaced'), shown, paint),
    ...section('gone', of('forbidden', 'closed', 'deleted'), change => [head(change), at(change, paint)], paint),
    summaryOf(report),
  ];
  return blocks.map(block => `${block}\n`).join('\n');
}

/** `2 requests newly allowed, 1 no longer allowed since main (1a2b3c4)` */
export function summaryOf({ summary, base }: ChangesReport): string {
  const { allowed, forbidden, opened, closed, replaced, deleted } = summary;
  const since = `since ${base.revision} (${base.commit.slice(0, 7)})`;
  const others = [
    opened + closed > 0 ? `${count(opened + closed, 'rule')} of security groups` : '',
    replaced + deleted > 0 ? `${count(replaced + deleted, 'resource')} with data replaced or deleted` : '',
  ].filter(Boolean);
  const access =
    allowed + forbidden === 0
      ? 'nothing is newly allowed, and nothing forbidden'
      : `${count(allowed, 'request')} newly allowed, ${forbidden} no longer allowed`;
  return [access, ...others].join(', ') + (allowed + forbidden + others.length === 0 ? `, ${since}` : ` ${since}`);
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

function shownBlock(change: ChangeReport, text: (file: string) => string | undefined, paint: Paint): readonly string[] {
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
