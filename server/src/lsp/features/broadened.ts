import type { CodeLens } from 'vscode-languageserver';
import type { AccessChange } from '../../engine/analysis/broadening/access-change';
import { part, type SourcePointer, type Uri, within } from '../../engine/text/text';
import { canonicalUri } from '../../files/uri';
import type { Broadened } from '../../protocol';
import { converterFor } from '../convert';
import type { Session } from '../session';
import type { SinceHead } from '../since-head';

/** Above each resource whose policies newly allow something: how much. `command` shows the document beside what it was. */
export function broadenedLenses(uri: Uri, session: Session, sinceHead: SinceHead, command: string): CodeLens[] {
  const { places } = converterFor(session);
  const resources = session.snapshot.facts(uri)?.resources ?? [];
  const above = new Map<string, { at: SourcePointer; count: number }>();
  for (const { at } of shownIn(uri, session, sinceHead)) {
    const holder = resources.find(resource => within(at, resource.at));
    const key = holder?.id ?? '';
    const known = above.get(key) ?? { at: holder ? part(holder.at, 'key') : at, count: 0 };
    known.count++;
    above.set(key, known);
  }
  return [...above.values()].map(({ at, count }) => ({
    range: places.of(at),
    command: {
      title: `broadens access: +${count} request${count === 1 ? '' : 's'} since HEAD`,
      command,
      ...(command === '' ? {} : { arguments: [session.clientUri(uri)] }),
    },
  }));
}

/** For the comparison of a document with what it was. */
export function broadenedIn(clientUri: string, session: Session, sinceHead: SinceHead): Broadened | null {
  const uri = canonicalUri(clientUri);
  const before = sinceHead.before(uri);
  const changes = shownIn(uri, session, sinceHead);
  if (before === undefined || changes.length === 0) return null;
  const { places } = converterFor(session);
  const explanations = changes.map(change => ({ range: places.of(change.at), markdown: explained(change) }));
  explanations.sort((a, b) => a.range.start.line - b.range.start.line);
  return { since: 'HEAD', before, explanations };
}

/** What a person switched off, or allowed, has no finding. */
function shownIn(uri: Uri, session: Session, sinceHead: SinceHead): readonly AccessChange[] {
  const { enable, showPossible } = session.folders.settingsOf(uri);
  if (!enable) return [];
  const open = sinceHead.findings(uri).filter(({ suppressed }) => suppressed === undefined);
  const places = new Set(open.map(({ at }) => JSON.stringify(at)));
  return sinceHead
    .changes(uri)
    .filter(({ confidence, at }) => (showPossible || confidence === 'certain') && places.has(JSON.stringify(at)));
}

function explained({ message, means, witness, confidence }: AccessChange): string {
  const context = Object.entries(witness?.context ?? {}).map(([key, value]) => `\`${key}\` = \`${value}\``);
  const where = context.length > 0 ? ` with ${context.join(', ')}` : '';
  return [
    confidence === 'possible' ? `${message} *(possible)*` : message,
    ...(means === undefined ? [] : [means]),
    ...(witness
      ? [`For example: \`${witness.principal}\` does \`${witness.action}\` on \`${witness.resource}\`${where}`]
      : []),
  ].join('\n\n');
}
