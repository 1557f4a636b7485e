import type { When } from '../../model/when';
import { child, children, type Place } from '../place';
import type { Possible } from '../possible';
import { both, choice } from '../when';
import { argumentsOf, intrinsicOf } from './intrinsics';
import { described, literalOf, usualOf, valuesOf } from './parts';
import type { Parts, Scope } from './template';

const MAX_ENTRIES = 400;

/** What an `Fn::FindInMap` may find. */
export interface Found {
  /** As a person would say it: `Settings.${Env}.Role`. */
  readonly name: string;
  readonly places: readonly { readonly place: Place; readonly when: When | undefined }[];
  /** What it finds when every parameter has its default. */
  readonly usual: Place | undefined;
}

interface Step {
  readonly place: Place;
  readonly when: When | undefined;
  readonly usual: boolean;
}

/** The entries that the keys of a `Fn::FindInMap` may mean; undefined when the map is not in the text. */
export function lookUp(
  argument: Place,
  { template }: Scope,
  read: (place: Place) => Parts | undefined,
): Found | undefined {
  const [named, first, second, options] = argumentsOf(argument) ?? [];
  const mapName = named && literalOf(read(named));
  const map = mapName === undefined ? undefined : template.mappings.get(mapName);
  const keys = [first, second].map(place => (place ? read(place) : undefined));
  if (!map || !keys[0] || !keys[1]) return undefined;
  let steps: readonly Step[] = [{ place: map, when: undefined, usual: true }];
  for (const key of keys) {
    steps = steps.flatMap(step => entriesUnder(step, key!)).filter(step => !intrinsicOf(step.place));
    if (steps.length > MAX_ENTRIES) return undefined;
  }
  const fallback = options && child(options, 'DefaultValue');
  const places = [...steps, ...(fallback ? [{ place: fallback, when: undefined }] : [])];
  if (places.length === 0) return undefined;
  return {
    name: [mapName, ...keys.map(key => described(key!))].join('.'),
    places,
    usual: steps.find(s => s.usual)?.place,
  };
}

function entriesUnder({ place, when, usual }: Step, key: Parts): readonly Step[] {
  const [only] = key;
  const literal = literalOf(key);
  if (literal !== undefined) {
    const found = child(place, literal);
    return found ? [{ place: found, when, usual }] : [];
  }
  const allowed = valuesOf(key);
  const chosen = key.length === 1 && typeof only === 'object' ? only : undefined;
  return children(place)
    .filter(entry => !allowed || allowed.includes(entry.key))
    .map(entry => ({
      place: entry.place,
      when: both(when, choice(described(key), entry.key, usualOf(key))),
      usual: usual && chosen?.default === entry.key,
    }));
}

/** The lists and maps that an `Fn::FindInMap` may put at a place; undefined when it finds strings, or nothing. */
export function structuresIn(found: Found | undefined): readonly Possible<Place>[] | undefined {
  if (!found?.places.every(({ place }) => place.node.kind !== 'scalar')) return undefined;
  return found.places.map(({ place, when }) => (when === undefined ? { value: place } : { value: place, when }));
}
