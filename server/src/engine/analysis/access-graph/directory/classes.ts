/** Which resources are alike to the policies of a principal, so that one decision is about all of them. */
import type { PolicyStatement } from '../../../model/statement';
import type { Concerning } from '../../escalation/concerning';
import type { NodeId } from '../access-graph';
import { isAboutAll, limitsOf, type Reader } from '../reader';
import type { Entry } from './entries';
import type { List } from './families';
import { endingsOf, patternOfEnding } from './names';
import { readAlong } from './overlaps';
import { type Pattern, patternsIn } from './patterns';

/** Of some that are alike, one to decide about. */
export interface Class {
  readonly ids: readonly NodeId[];
  readonly one: Entry;
  /** The same in other lists that are asked about alike. */
  readonly word: string;
}

/** More resources than these, each unlike the others, are not decided about. */
const MOST_ALONE = 200;

/**
 * A list in classes for one action: by what takes away, and by tags where those are asked for. `isOpen` tells that the grant itself
 * leaves open which of them it means; `granted` is its pattern, where it may mean no more than a part of each.
 */
export function classesIn(
  list: List,
  action: string,
  arn: string,
  isOpen: boolean,
  reader: Reader,
  concerning: Concerning,
  granted?: Pattern,
): readonly Class[] {
  if (isOpen || tagsAsked(reader)) return alone(list);
  const telling = limitsOf(action, reader, concerning).filter(limit => !isAboutAll(limit));
  if (telling.length === 0) return [{ ids: list.ids, one: list.entries[0]!, word: '' }];
  const patterns = [...(granted ? [granted] : []), ...telling.flatMap(patternsIn)];
  return telling.every(isWritten) ? apart(list, patterns, arn) : alone(list);
}

function tagsAsked({ asker }: Reader): boolean {
  return asker().tagKeys().size > 0;
}

/** What a glance at its patterns shows is what it means. */
function isWritten(limit: PolicyStatement): boolean {
  return limit.resources.mode === 'only' && patternsIn(limit).every(({ isPlain }) => isPlain);
}

/** Each by itself. */
export function alone({ entries }: List): readonly Class[] {
  return entries.slice(0, MOST_ALONE).map(one => ({ ids: [one.resource.id], one, word: one.resource.id }));
}

const remembered = new WeakMap<List, Map<string, readonly Class[]>>();

/** By which of the patterns mean them. */
function apart(list: List, patterns: readonly Pattern[], arn: string): readonly Class[] {
  const key = patterns
    .map(({ service, account, rest, refersTo }) => `${service}:${account}:${refersTo ?? rest}`)
    .join(' ');
  const known = remembered.get(list) ?? new Map<string, readonly Class[]>();
  remembered.set(list, known);
  const found = known.get(key) ?? signed(list, patterns, arn);
  known.set(key, found);
  return found;
}

function signed({ entries }: List, patterns: readonly Pattern[], arn: string): readonly Class[] {
  const classes = new Map<string, Entry[]>();
  for (const entry of entries) {
    const names = endingsOf(arn, entry.resource).map(patternOfEnding);
    const signature = patterns
      .map(pattern => (pattern.refersTo ? `${pattern.refersTo === entry.resource.id}` : signatureOf(pattern, names)))
      .join(' ');
    const alike = classes.get(signature);
    if (alike) alike.push(entry);
    else classes.set(signature, [entry]);
  }
  return [...classes].map(([word, alike]) => ({
    ids: alike.map(({ resource }) => resource.id),
    one: alike[0]!,
    word,
  }));
}

/** How a pattern goes on after what is fixed of each name: what it takes of the rest follows from that alone. */
function signatureOf({ rest }: Pattern, names: readonly string[]): string {
  const read = names.map(name => {
    const fixed = name.slice(0, /[*?]|$/.exec(name)!.index);
    const places = readAlong(rest, fixed);
    return fixed === name ? places.at(-1) === rest.length : places;
  });
  return JSON.stringify(read);
}
