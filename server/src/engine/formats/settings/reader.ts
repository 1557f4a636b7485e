import type { Problem } from '../../model/model';
import { part, type SourcePointer } from '../../text/text';
import { children, items, type Place } from '../place';
import { nearest } from './names';

/** The values under the known keys of a map. */
export type Fields<K extends string> = { readonly [key in K]?: Place };

/** Reads values of the type that is expected; what is of another is a problem at its place, and undefined. */
export interface Reader {
  readonly problems: readonly Problem[];
  report(at: SourcePointer, message: string, severity?: Problem['severity']): void;
  /** Says that `word` is no known name, with the one that is probably meant. */
  unknown(at: SourcePointer, what: string, word: string, known: readonly string[]): void;
  /** The values of a map; unknown keys are problems. An absent value is an empty map. */
  fields<K extends string>(place: Place, what: string, known: readonly K[]): Fields<K> | undefined;
  /** The entries of a map whose keys are free. */
  entries(place: Place | undefined, what: string): readonly { readonly key: string; readonly place: Place }[];
  list(place: Place | undefined, what: string): readonly Place[];
  /** A single value as it is written, `012345678901` with its zero. */
  text(place: Place | undefined, what: string): string | undefined;
  /** A text or a list of texts. Undefined when it is neither, or one of them is none. */
  texts(place: Place | undefined, what: string): readonly string[] | undefined;
}

export function reader(): Reader {
  const problems: Problem[] = [];
  const report: Reader['report'] = (at, message, severity = 'error') => void problems.push({ message, severity, at });
  const unknown: Reader['unknown'] = (at, what, word, known) => {
    const meant = nearest(word, known);
    report(at, `unknown ${what} \`${word}\`${meant === undefined ? '' : `; did you mean \`${meant}\`?`}`);
  };
  const text: Reader['text'] = (place, what) => {
    if (!place) return undefined;
    if (place.node.kind === 'scalar' && place.node.value !== null) return place.node.raw;
    report(place.at, `${what} must be a text`);
    return undefined;
  };
  return {
    problems,
    report,
    unknown,
    text,
    fields(place, what, known) {
      if (isAbsent(place)) return {};
      if (place.node.kind !== 'map') {
        report(place.at, `${what} must be a map with ${known.map(key => `\`${key}\``).join(', ')}`);
        return undefined;
      }
      const found = children(place);
      for (const { key, place: value } of found) {
        if (!(known as readonly string[]).includes(key)) unknown(part(value.at, 'key'), 'key', key, known);
      }
      return Object.fromEntries(found.map(({ key, place: value }) => [key, value])) as Fields<(typeof known)[number]>;
    },
    entries(place, what) {
      if (!place || isAbsent(place)) return [];
      if (place.node.kind !== 'map') report(place.at, `${what} must be a map`);
      return children(place);
    },
    list(place, what) {
      if (!place || isAbsent(place)) return [];
      if (place.node.kind === 'list') return items(place);
      report(place.at, `${what} must be a list`);
      return [];
    },
    texts(place, what) {
      if (!place) return undefined;
      const all = items(place).map(item => text(item, what));
      return all.every(one => one !== undefined) ? all : undefined;
    },
  };
}

function isAbsent({ node }: Place): boolean {
  return node.kind === 'scalar' && node.value === null;
}
