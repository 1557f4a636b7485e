import type { DefinitionParams, Location, ReferenceParams } from 'vscode-languageserver';
import { accountIdAt, placesWriting, type Stretch } from '../../engine/workspace/accounts/written-accounts';
import { accountDeclaration, settingsDefinition } from '../../engine/workspace/settings/definition';
import { canonicalUri } from '../../files/uri';
import { converterFor, stretchLocation } from '../convert';
import type { Session } from '../session';

/** Where that is declared which stands at a place: what a settings file names, and the account of an id anywhere. */
export function definitionOf({ textDocument, position }: DefinitionParams, session: Session): Location[] {
  const uri = canonicalUri(textDocument.uri);
  const { snapshot } = session;
  const text = snapshot.source(uri)?.text;
  if (text === undefined) return [];
  const converter = converterFor(session);
  const offset = converter.places.lines(uri).offset(position);
  const named = settingsDefinition(snapshot, uri, offset);
  const written = named.length === 0 ? accountIdAt(text, offset) : undefined;
  const places = written ? accountDeclaration(written.id, snapshot) : named;
  return places.map(place => stretchLocation(place, converter));
}

/** Every place that writes the account id of this place. */
export function referencesOf({ textDocument, position, context }: ReferenceParams, session: Session): Location[] {
  const uri = canonicalUri(textDocument.uri);
  const { snapshot } = session;
  const text = snapshot.source(uri)?.text;
  if (text === undefined) return [];
  const converter = converterFor(session);
  const written = accountIdAt(text, converter.places.lines(uri).offset(position));
  if (!written) return [];
  const declared = context.includeDeclaration ? [] : accountDeclaration(written.id, snapshot);
  const isDeclared = (place: Stretch) => declared.some(one => one.uri === place.uri && meet(one, place));
  return placesWriting(written.id, snapshot)
    .filter(place => !isDeclared(place))
    .map(place => stretchLocation(place, converter));
}

function meet(a: Stretch, b: Stretch): boolean {
  return a.range.start <= b.range.end && b.range.start <= a.range.end;
}
