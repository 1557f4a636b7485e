/** The roles of a workspace by what they are called, so that a pattern finds those that it may mean without looking at the others. */
import type { Resource } from '../../model/model';
import type { Uri } from '../../text/text';
import { saysProduction } from '../environments/says-production';
import type { Vocabulary } from '../environments/vocabulary';
import { hasShape, type NameShape, namesOf } from './role-shapes';

/** The roles of one shape. */
export interface RoleRange {
  /** A role that may be called by two names of the shape counts twice. */
  readonly count: number;
  /** Those of a document first, then by how many folders they have in common with it; where there are very many, some of them. */
  nearest(to: Uri, most: number): readonly Resource[];
}

export interface RoleDirectory {
  find(shape: NameShape): RoleRange;
  /** Those whose own words say that they are production's. */
  ofProduction(vocabulary: Vocabulary): RoleDirectory;
}

/** `roles` in order of uri and place; by what else they are sorted is worked out when it is first asked for. */
export function roleDirectory(roles: readonly Resource[]): RoleDirectory {
  const production = new WeakMap<Vocabulary, RoleDirectory>();
  const byBeginning = once(() => entriesOf(roles, name => name));
  const byEnding = once(() => entriesOf(roles, reversed));
  const found = (entries: readonly Entry[], from: string, to: string, shape: NameShape): RoleRange => {
    const start = placeOf(entries, from, textOf);
    const end = placeOf(entries, to, textOf);
    return {
      count: end - start,
      nearest(uri, most) {
        const all = end - start > MOST_SORTED ? walked(roles, uri, shape, most) : sorted(entries, start, end, uri);
        return all.slice(0, most);
      },
    };
  };
  return {
    find(shape) {
      if ('name' in shape) return found(byBeginning(), shape.name, `${shape.name}\0`, shape);
      const isEnding = 'ending' in shape;
      const from = isEnding ? reversed(shape.ending) : shape.beginning;
      return found(isEnding ? byEnding() : byBeginning(), from, `${from}\uffff`, shape);
    },
    ofProduction(vocabulary) {
      const known = production.get(vocabulary) ?? roleDirectory(roles.filter(role => saysProduction(role, vocabulary)));
      production.set(vocabulary, known);
      return known;
    },
  };
}

/** More roles of one shape than these are not sorted for each question. */
const MOST_SORTED = 100;

/** So many roles are held against a shape that fits many. */
const MOST_WALKED = 500;

interface Entry {
  /** The name, or the name backwards. */
  readonly text: string;
  readonly role: Resource;
  /** In order of uri and place. */
  readonly place: number;
}

function textOf({ text }: Entry): string {
  return text;
}

function entriesOf(roles: readonly Resource[], spelling: (name: string) => string): readonly Entry[] {
  const entries = roles.flatMap((role, place) => namesOf(role).map(name => ({ text: spelling(name), role, place })));
  return entries.sort((a, b) => compare(a.text, b.text));
}

function sorted(entries: readonly Entry[], start: number, end: number, uri: Uri): readonly Resource[] {
  const found = entries.slice(start, end);
  if (found.length < 2) return found.map(({ role }) => role);
  const near = new Map(found.map(({ role }) => [role, commonWith(role.at.uri, uri)]));
  found.sort((a, b) => near.get(b.role)! - near.get(a.role)! || a.place - b.place);
  return [...new Set(found.map(({ role }) => role))];
}

/** A document has all of itself in common, which is more than any folder. */
function commonWith(one: Uri, other: Uri): number {
  if (one === other) return Number.MAX_SAFE_INTEGER;
  let folders = 0;
  for (let i = 0; i < one.length && one[i] === other[i]; i++) if (one[i] === '/') folders++;
  return folders;
}

/** The document's own roles, then those of each folder above it that are in none below. */
function walked(roles: readonly Resource[], uri: Uri, shape: NameShape, most: number): readonly Resource[] {
  const fitting: Resource[] = [];
  let tested = 0;
  let inner = { start: 0, end: 0 };
  for (const above of ['\0', ...foldersAbove(uri)]) {
    const [from, to] = above === '\0' ? [uri, `${uri}\0`] : [above, `${above}\uffff`];
    const range = { start: placeOf(roles, from, uriOf), end: placeOf(roles, to, uriOf) };
    for (let i = range.start; i < range.end; i++) {
      if (i >= inner.start && i < inner.end) continue;
      if (fitting.length === most || tested++ === MOST_WALKED) return fitting;
      if (namesOf(roles[i]!).some(name => hasShape(name, shape))) fitting.push(roles[i]!);
    }
    inner = range;
  }
  return fitting;
}

function uriOf({ at }: Resource): string {
  return at.uri;
}

/** `a/b/`, `a/` and the empty one of `a/b/c.yaml`. */
function foldersAbove(uri: Uri): readonly string[] {
  const ends = [...uri.matchAll(/\//g)].map(({ index }) => index + 1);
  return [...ends.reverse().map(end => uri.slice(0, end)), ''];
}

/** Index of the first item that does not stand before `text`. */
function placeOf<T>(items: readonly T[], text: string, of: (item: T) => string): number {
  let low = 0;
  let high = items.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (of(items[middle]!) < text) low = middle + 1;
    else high = middle;
  }
  return low;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function reversed(text: string): string {
  let back = '';
  for (let i = text.length - 1; i >= 0; i--) back += text[i];
  return back;
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}
