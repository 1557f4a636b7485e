import type { Text } from '../../model/text';
import type { SourcePointer } from '../../text/text';
import { concatenated } from '../lists';
import { items, type Place } from '../place';
import { combinations, during, type Possible, possible } from '../possible';
import { branches, type PolicyReader } from './reader';

/** Beyond so many alternatives strings become holes instead of alternatives. */
export const MAX_ALTERNATIVES = 16;

export interface TextList {
  readonly list: readonly Text[];
  readonly at: SourcePointer;
}

/** What the strings of a string or list of strings may be. */
export function texts(place: Place, reader: PolicyReader): readonly Possible<TextList>[] {
  return reader.alternatives(place).flatMap(({ value, when }) => {
    if (!value) return [possible({ list: [], at: place.at }, when)];
    const strings = reader.texts(value);
    if (strings) return [possible({ list: strings, at: value.at }, when)];
    const options = items(value).map(item => itemTexts(item, reader));
    const lists = combinations(options, MAX_ALTERNATIVES) ?? [{ value: items(value).map(item => holes(item, reader)) }];
    return during(when, lists).map(list => possible({ list: concatenated(list.value), at: value.at }, list.when));
  });
}

function itemTexts(item: Place, reader: PolicyReader): readonly Possible<readonly Text[]>[] {
  return reader.alternatives(item).map(({ value, when }) => possible(value ? textsAt(value, reader) : [], when));
}

/** Strings; a list in a list, as some write it, stands for its items. */
export function textsAt(place: Place, reader: PolicyReader, nesting = 0): readonly Text[] {
  const found = reader.texts(place);
  if (found) return found;
  if (place.node.kind === 'list' && nesting < 2)
    return items(place).flatMap(item => textsAt(item, reader, nesting + 1));
  reader.problem('a string is expected here', place.at);
  return [];
}

function holes(item: Place, reader: PolicyReader): readonly Text[] {
  return reader.texts(item) ?? branches(item, reader).flatMap(branch => reader.texts(branch.value) ?? []);
}

/** One of each, put one after another; with too many alternatives, all of them at once, which narrows the most. */
export function flattened<T>(lists: readonly (readonly Possible<readonly T[]>[])[]): readonly Possible<readonly T[]>[] {
  const found = combinations(lists, MAX_ALTERNATIVES) ?? [
    { value: lists.map(list => concatenated(list.map(option => option.value))) },
  ];
  return found.map(({ value, when }) => possible(concatenated(value), when));
}
