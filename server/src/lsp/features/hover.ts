import type { Hover, HoverParams } from 'vscode-languageserver';
import { writtenAccountHover } from '../../engine/workspace/accounts/written-accounts';
import { hoverAt } from '../../engine/workspace/hover';
import { settingsHover } from '../../engine/workspace/settings/describe';
import { canonicalUri } from '../../files/uri';
import { converterFor, hover } from '../convert';
import type { Session } from '../session';
import { summaryOfRule } from './explain';

/**
 * What stands at a place, in plain words: a statement, what a resource's environment is and why, a key of a settings file, an
 * account wherever its id is written.
 */
export function hoverOf({ textDocument, position }: HoverParams, session: Session): Hover | null {
  const uri = canonicalUri(textDocument.uri);
  const { snapshot } = session;
  const converter = converterFor(session);
  const offset = converter.places.lines(uri).offset(position);
  const named = settingsHover(snapshot, uri, offset, summaryOfRule);
  const said = named ? [named] : [hoverAt(snapshot, uri, offset), writtenAccountHover(snapshot, uri, offset)];
  const [first, ...more] = said.flatMap(one => one ?? []);
  if (!first) return null;
  const markdown = [first, ...more].map(one => one.markdown).join('\n\n');
  return hover(uri, { markdown, range: (more[0] ?? first).range }, converter);
}
