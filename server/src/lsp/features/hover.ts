import type { Hover, HoverParams } from 'vscode-languageserver';
import { hoverAt } from '../../engine/workspace/hover';
import { canonicalUri } from '../../files/uri';
import { converterFor, hover } from '../convert';
import type { Session } from '../session';

/** What stands at a place, in plain words: a statement, or what a resource's environment is and why. */
export function hoverOf({ textDocument, position }: HoverParams, session: Session): Hover | null {
  const uri = canonicalUri(textDocument.uri);
  const converter = converterFor(session);
  const said = hoverAt(session.snapshot, uri, converter.places.lines(uri).offset(position));
  return said ? hover(uri, said, converter) : null;
}
