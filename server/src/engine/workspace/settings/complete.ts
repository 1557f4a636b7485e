import { isSettingsName } from '../../formats/settings';
import { settingsShape } from '../../formats/settings/settings-shape';
import { type FieldsShape, type Naming, type Shape, shapeAt } from '../../formats/settings/shape';
import { yamlString } from '../../syntax/yaml/strings';
import type { SourceRange, Uri } from '../../text/text';
import type { Snapshot } from '../snapshot';
import { type Cursor, cursorAt } from './cursor';
import { keysFor, type Name, type Names, namesFor } from './names-for';

/** Something that may stand where somebody types. */
export interface Offer extends Name {
  /** As it is written there. */
  readonly text: string;
  /** What the typed text is compared with. */
  readonly filter: string;
}

export interface Offered {
  /** What the chosen offer takes the place of. */
  readonly range: SourceRange;
  /** The likeliest first. */
  readonly offers: readonly Offer[];
  /** There is more than is offered: ask again when more is typed. */
  readonly isPartial: boolean;
}

/** What may be written at an offset of a settings file; `summaryOf` a rule says it in a line. */
export function settingsOffers(
  snapshot: Snapshot,
  uri: Uri,
  offset: number,
  summaryOf: (rule: string) => string | undefined,
): Offered | undefined {
  const source = snapshot.source(uri);
  const cursor = source && isSettingsName(uri) ? cursorAt(source, offset) : undefined;
  const shape = cursor && shapeAt(settingsShape, cursor.path);
  if (!cursor || !shape) return undefined;
  const place = { snapshot, uri, cursor, summaryOf };
  const typed = source!.text.slice(cursor.range.start + cursor.quote.length, offset);
  const follows = /^[ \t]*:/.test(source!.text.slice(cursor.range.end, cursor.range.end + 100));
  const offers = offersOf(shape, place, follows);
  const fitting = offers.filter(({ label }) => label.toLowerCase().includes(typed.toLowerCase()));
  return { range: cursor.range, offers: fitting.slice(0, MAX_OFFERS), isPartial: fitting.length > MAX_OFFERS };
}

/** More than a person looks through. */
const MAX_OFFERS = 300;

function offersOf(shape: Shape, place: Names, colonFollows: boolean): readonly Offer[] {
  const { cursor } = place;
  if (cursor.role === 'key') return keyOffers(shape, place, colonFollows);
  switch (shape.kind) {
    case 'version':
      return [offered({ label: '1', kind: 'word' }, '1', cursor)];
    case 'text':
    case 'texts':
      return namesFor(shape.names, place).map(name => offered(name, written(name.label, shape.names, cursor), cursor));
    case 'either':
      return [...offersOf(shape.list, place, colonFollows), ...offersOf(shape.map, place, colonFollows)];
    case 'list':
      return isOnOwnLine(cursor) ? itemOffers(shape.of, place) : [];
    case 'fields':
    case 'entries':
      return isOnOwnLine(cursor) || isBehindDash(cursor) ? keyOffers(shape, place, colonFollows) : [];
    case 'pair':
      return [];
  }
}

function isOnOwnLine({ flow, inline }: Cursor): boolean {
  return !flow && !inline;
}

function isBehindDash({ flow, path }: Cursor): boolean {
  return !flow && typeof path.at(-1) === 'number';
}

/** The first words of a new item, its dash included. */
function itemOffers(shape: Shape, place: Names): readonly Offer[] {
  return offersOf(shape, { ...place, cursor: { ...place.cursor, lead: '- ', path: [...place.cursor.path, 0] } }, false);
}

function keyOffers(shape: Shape, place: Names, colonFollows: boolean): readonly Offer[] {
  if (shape.kind === 'either') return keyOffers(shape.map, place, colonFollows);
  const { cursor } = place;
  const taken = new Set(keysIn(cursor));
  const free = ({ label }: Name) => !taken.has(label);
  if (shape.kind === 'entries')
    return keysFor(shape, place)
      .filter(free)
      .map(name => offered(name, keyText(name.label, shape.of, cursor, colonFollows), cursor));
  if (shape.kind !== 'fields') return [];
  return fieldNames(shape)
    .filter(free)
    .map(name => offered(name, keyText(name.label, shape.fields[name.label]!.shape, cursor, colonFollows), cursor));
}

function fieldNames({ fields }: FieldsShape): readonly Name[] {
  return Object.entries(fields).map(([label, { says, required }]) => ({
    label,
    kind: 'key',
    says,
    ...(required ? { detail: 'required' } : {}),
  }));
}

/** What the map has already, what is typed now apart. */
function keysIn({ map, role, range }: Cursor): readonly string[] {
  const others = (map?.entries ?? []).filter(({ key }) => role === 'value' || key.range.start !== range.start);
  return role === 'key' ? others.map(({ key }) => key.raw) : [];
}

function keyText(key: string, shape: Shape, cursor: Cursor, colonFollows: boolean): string {
  const isJson = cursor.language === 'json';
  const name = isJson || cursor.quote !== '' ? written(key, 'anything', cursor) : key;
  if (colonFollows) return name;
  const isSingle = shape.kind === 'text' || shape.kind === 'texts' || shape.kind === 'version';
  return `${name}:${isJson || isSingle || cursor.flow ? ' ' : ''}`;
}

function written(value: string, names: Naming, { language, quote, flow }: Cursor): string {
  if (language === 'json') return JSON.stringify(value);
  return yamlString(value, {
    flow,
    quote: quote === "'" ? 'single' : 'double',
    always: quote !== '' || names === 'account id',
  });
}

function offered(name: Name, text: string, { quote, lead }: Cursor): Offer {
  return { ...name, text: lead + text, filter: quote + name.label };
}
