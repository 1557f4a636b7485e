import type { Problem, Remedy } from '../../model/problem';
import { part, type SourcePointer } from '../../text/text';
import { children, items, type Place } from '../place';
import { firstOf, nearest } from './nearest';
import { type FieldsShape, fieldOf } from './shape';

/** The values under the known keys of a map. */
export type Fields<K extends string> = { readonly [key in K]?: Place };

type KeysOf<S extends FieldsShape> = keyof S['fields'] & string;

/** What is said besides the words of a problem. */
interface Manner {
  readonly severity?: Problem['severity'];
  readonly remedies?: readonly Remedy[];
}

/** Reads values of the type that is expected; what is of another is a problem at its place, and undefined. */
export interface Reader {
  readonly problems: readonly Problem[];
  /** An error without another severity. */
  report(at: SourcePointer, message: string, manner?: Manner): void;
  /** Says that `word` is no known name, with the one that is probably meant. */
  unknown(at: SourcePointer, what: string, word: string, known: Iterable<string>, otherwise?: readonly Remedy[]): void;
  /** The values of a map of this shape; unknown keys are problems. An absent value is an empty map. */
  fields<S extends FieldsShape>(place: Place, shape: S, what?: string): Fields<KeysOf<S>> | undefined;
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
  const report: Reader['report'] = (at, message, { severity = 'error', remedies = [] } = {}) => {
    problems.push({ message, severity, at, ...(remedies.length > 0 ? { remedies } : {}) });
  };
  let guessed = 0;
  const unknown: Reader['unknown'] = (at, what, word, known, otherwise = []) => {
    const meant = guessed++ < MAX_GUESSED ? nearest(word, known) : undefined;
    const remedies: readonly Remedy[] = [
      ...(meant === undefined ? [] : [{ do: 'write' as const, at, word: meant }]),
      ...otherwise,
    ];
    const hint = meant === undefined ? choiceOf(known) : `did you mean \`${meant}\`?`;
    report(at, `unknown ${what} \`${word}\`${hint && `; ${hint}`}`, { remedies });
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
    fields(place, shape, what = shape.what) {
      if (isAbsent(place)) return {};
      const known = Object.keys(shape.fields);
      if (place.node.kind !== 'map') {
        report(place.at, `${what} must be a map with ${known.map(key => `\`${key}\``).join(', ')}`);
        return undefined;
      }
      const found = children(place);
      for (const { key, place: value } of found) {
        if (fieldOf(shape, key)) continue;
        unknown(part(value.at, 'key'), 'key', key, known, [removing(value.at, `\`${key}\``)]);
      }
      const entries = found.map(({ key, place: value }) => [key, value]);
      return Object.fromEntries(entries) as Fields<KeysOf<typeof shape>>;
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

/** Of so many unknown names of a file it is said what they are meant to be. */
const MAX_GUESSED = 100;

/** More known names than this help nobody who has to choose. */
const MAX_CHOICES = 8;

/** Names of which one may be meant, in words; empty where there are too many. */
function choiceOf(known: Iterable<string>): string {
  const names = firstOf(known, MAX_CHOICES + 1);
  return names.length > MAX_CHOICES ? '' : `known: ${names.map(name => `\`${name}\``).join(', ')}`;
}

/** Takes an entry or an item out. */
export function removing(at: SourcePointer, what: string): Remedy {
  return { do: 'remove', at: part(at, 'entry'), what };
}

function isAbsent({ node }: Place): boolean {
  return node.kind === 'scalar' && node.value === null;
}
