import type { PolicyStatement } from '../../model/statement';
import type { Text } from '../../model/text';
import { concatenated } from '../lists';
import { child, items, type Place } from '../place';
import { readPolicy, underCircumstance } from '../policy/policy';
import { present } from '../policy/reader';
import { during, type Possible, possible } from '../possible';
import type { Circumstance } from '../when';
import { alternativesAt, policyReader, textsAt } from './reader';
import { textAt } from './strings';
import type { Scope } from './template';

/** One resource as it is written. */
export interface Declaration {
  readonly id: string;
  readonly type: string;
  readonly place: Place;
  /** Where its properties stand: its own last, before them what SAM's `Globals` say. */
  readonly properties: readonly Place[];
  readonly scope: Scope;
  readonly when: Circumstance;
}

/** The property of this name, wherever it is said last. */
export function property({ properties }: Declaration, name: string): Place | undefined {
  for (let i = properties.length - 1; i >= 0; i--) {
    const found = child(properties[i]!, name);
    if (found) return found;
  }
  return undefined;
}

/** The property as a string. */
export function propertyText(resource: Declaration, name: string): Text | undefined {
  const place = property(resource, name);
  return place && textAt(place, resource.scope);
}

/** What may stand in a list, or alone where a list may, each with when it is there. */
export function possibleItems(place: Place | undefined, scope: Scope): readonly Possible<Place>[] {
  if (!place) return [];
  return concatenated(
    thereAt(place, scope).map(found => {
      const { node } = found.value;
      if (node.kind !== 'list' || node.tag !== undefined) return [found];
      return concatenated(items(found.value).map(item => during(found.when, thereAt(item, scope))));
    }),
  );
}

function thereAt(place: Place, scope: Scope): readonly Possible<Place>[] {
  return present(alternativesAt(place, scope));
}

/** The strings of a string or list of strings, each with when it is there. */
export function possibleTexts(place: Place | undefined, scope: Scope): readonly Possible<Text>[] {
  return concatenated(
    possibleItems(place, scope).map(({ value, when }) =>
      (textsAt(value, scope) ?? []).map(text => possible(text, when)),
    ),
  );
}

export function textsOf(resource: Declaration, name: string): readonly Text[] {
  return possibleTexts(property(resource, name), resource.scope).map(({ value }) => value);
}

/** The strings at `A.B.C`, on the way to which lists may stand. */
export function textsUnder(resource: Declaration, path: string): readonly Text[] {
  return possibleTextsUnder(resource, path).map(({ value }) => value);
}

/** Each with when it is there. */
export function possibleTextsUnder(resource: Declaration, path: string): readonly Possible<Text>[] {
  const { scope } = resource;
  return concatenated(
    possiblePlaces(resource, path).map(({ value, when }) => during(when, possibleTexts(value, scope))),
  );
}

export function placesUnder(resource: Declaration, path: string): readonly Place[] {
  return possiblePlaces(resource, path).map(({ value }) => value);
}

function possiblePlaces(resource: Declaration, path: string): readonly Possible<Place>[] {
  const [first = '', ...rest] = path.split('.');
  const own = property(resource, first);
  return rest.reduce(
    (found: readonly Possible<Place>[], name) =>
      concatenated(found.map(({ value, when }) => during(when, possibleItems(value, resource.scope)))).flatMap(
        ({ value, when }) => {
          const inner = child(value, name);
          return inner ? [possible(inner, when)] : [];
        },
      ),
    own ? [{ value: own }] : [],
  );
}

/** The statements of a policy document at a place. */
export function statementsAt(place: Place | undefined, scope: Scope, when?: Circumstance): readonly PolicyStatement[] {
  return place ? underCircumstance(readPolicy(place, policyReader(scope)), when) : [];
}
