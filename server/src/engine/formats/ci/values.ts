/** Texts of a pipeline, put together of what is written out and of what only a run knows. */
import type { Hole, Text } from '../../model/text';
import type { Word, WordPart } from '../../syntax/shell/script';
import type { SourcePointer } from '../../text/text';
import { supposing, type Way } from './ways';

/** The values that a pipeline's file gives to names, asked at a place; undefined for what it does not say. */
export type Lookup = (name: string, at: SourcePointer) => Text | undefined;

/** What only a run of the pipeline knows, by the name that it has there: `secrets.DEPLOY_ROLE`. */
export function openAs(name: string): Hole {
  return { hole: name.length > 100 ? `${name.slice(0, 99)}…` : name, kind: 'opaque' };
}

/** Adjacent strings joined, empty ones left out. */
export function textOf(parts: Text['parts'], at: SourcePointer): Text {
  const joined: (string | Hole)[] = [];
  for (const part of parts) {
    const last = joined.at(-1);
    if (typeof part === 'string' && typeof last === 'string') joined[joined.length - 1] = last + part;
    else if (part !== '') joined.push(part);
  }
  return { parts: joined, at };
}

/** More characters than this are no value: names that stand for each other twice over grow without end. */
const MAX_LENGTH = 4_000;

function bounded(text: Text, name: string): Text {
  const length = text.parts.reduce((sum, part) => sum + (typeof part === 'string' ? part.length : 20), 0);
  return length <= MAX_LENGTH ? text : { parts: [openAs(name)], at: text.at };
}

/** A word as a shell would see it. A word that is one name stands where the name's value is written. */
export function wordText(word: Word, known: Known, at: SourcePointer): Text {
  const text = wordAsRead(word, known, at);
  return namesRoot(text) ? rooted(text, known.toRoot()) : text;
}

const rootNames: ReadonlySet<string> = new Set(['github.workspace', 'CI_PROJECT_DIR']);

function namesRoot({ parts }: Text): boolean {
  return parts.some(part => typeof part === 'object' && rootNames.has(part.hole));
}

/** With a path where the name of the repository's folder stands, which is another one in each run. */
export function rooted(text: Text, toRoot: string | undefined): Text {
  if (toRoot === undefined || !namesRoot(text)) return text;
  return textOf(
    text.parts.map(part => (typeof part === 'object' && rootNames.has(part.hole) ? toRoot : part)),
    text.at,
  );
}

function wordAsRead(word: Word, { variables, expressions, way }: Known, at: SourcePointer): Text {
  const texts = word.parts.map(part => {
    if (typeof part === 'string') return { parts: [part], at };
    if ('variable' in part) return supposing(ofVariable(part, variables, at), way);
    if ('expression' in part) return expressions(part.expression, at) ?? { parts: [openAs(part.expression)], at };
    return { parts: [openAs(part.open)], at };
  });
  const [only] = texts;
  if (texts.length === 1 && only) return only;
  return bounded(
    textOf(
      texts.flatMap(({ parts }) => parts),
      at,
    ),
    'text',
  );
}

/** What is known where a script runs. */
export interface Known {
  readonly variables: Lookup;
  readonly expressions: Lookup;
  readonly way: Way;
  /** The path to the repository's root. */
  readonly toRoot: () => string | undefined;
}

function ofVariable(part: Extract<WordPart, { variable: string }>, variables: Lookup, at: SourcePointer): Text {
  const { variable, otherwise, without } = part;
  const known = variables(variable, at);
  const isSet = known && (known.parts.length > 0 || otherwise === undefined);
  const text = isSet ? known : textOf([otherwise ?? openAs(contextual(variable))], at);
  return without === undefined ? text : shortened(text, without, variable);
}

/** Variables of GitHub's that are contexts too: `GITHUB_REF` is `github.ref`. */
function contextual(variable: string): string {
  return variable.startsWith('GITHUB_') ? variable.toLowerCase().replace('_', '.') : variable;
}

/** `${NAME#refs/heads/}`; and where two of `#` cut off all up to a slash, what is behind the last one. */
function shortened(text: Text, without: string, variable: string): Text {
  const [first, ...rest] = text.parts;
  const { at } = text;
  if (typeof first === 'string' && rest.length === 0) {
    if (without === '*/') return textOf([first.slice(first.lastIndexOf('/') + 1)], at);
    return textOf([first.startsWith(without) ? first.slice(without.length) : first], at);
  }
  const isBranch = rest.length === 0 && typeof first === 'object' && first.hole === 'github.ref';
  if (isBranch) return { parts: [openAs('github.ref_name')], at };
  return { parts: [openAs(`${variable}#${without}`)], at };
}

/** A text with `${{ … }}` in it. */
export function withExpressions(written: string, expressions: Lookup, at: SourcePointer): Text {
  return interpolated(written, /\$\{\{([\s\S]{0,1000}?)\}\}/g, expressions, at);
}

/** A text with `$NAME` and `${NAME}` in it, as GitLab takes them in its own keys. */
export function withVariables(written: string, variables: Lookup, at: SourcePointer, way: Way): Text {
  const text = interpolated(written, /\$(?:\[\[([\s\S]{0,200}?)\]\]|\{?([A-Za-z_]\w*)\}?)/g, variables, at);
  return supposing(text, way);
}

function interpolated(written: string, pattern: RegExp, lookup: Lookup, at: SourcePointer): Text {
  if (!written.includes('$')) return { parts: written === '' ? [] : [written], at };
  if (written.length > MAX_LENGTH) return { parts: [openAs(written)], at };
  const parts: (string | Hole)[] = [];
  let from = 0;
  let last: Text | undefined;
  for (const found of written.matchAll(pattern)) {
    const name = (found[1] ?? found[2] ?? '').trim();
    last = lookup(name, at);
    parts.push(written.slice(from, found.index), ...(last?.parts ?? [openAs(name)]));
    from = found.index + found[0].length;
    if (last && found[0].length === written.length) return last;
  }
  parts.push(written.slice(from));
  return bounded(textOf(parts, at), 'text');
}

/** The words of a text that a shell splits because it stands in no quotes. */
export function splitText({ parts, at }: Text, separator: RegExp = /\s+/): readonly Text[] {
  const words: (string | Hole)[][] = [[]];
  for (const part of parts) {
    if (typeof part !== 'string') {
      words.at(-1)!.push(part);
      continue;
    }
    const [first = '', ...rest] = part.split(separator);
    words.at(-1)!.push(first);
    words.push(...rest.map(word => [word]));
  }
  return words.map(word => textOf(word, at)).filter(word => word.parts.length > 0);
}

/** `Stage` and the rest of `Stage=prod`; undefined where no name that is written out stands before the sign. */
export function assignment({ parts, at }: Text): { readonly name: string; readonly value: Text } | undefined {
  const [first, ...rest] = parts;
  const sign = typeof first === 'string' ? first.indexOf('=') : -1;
  if (typeof first !== 'string' || sign < 1) return undefined;
  const name = first.slice(0, sign);
  // The value is where it came from, if it is all that stands behind the sign.
  return { name, value: textOf([first.slice(sign + 1), ...rest], at) };
}

/** The first characters of a text taken away; undefined where it does not begin with them. */
export function withoutPrefix({ parts, at }: Text, prefix: string): Text | undefined {
  const [first, ...rest] = parts;
  if (typeof first !== 'string' || !first.startsWith(prefix)) return undefined;
  return textOf([first.slice(prefix.length), ...rest], at);
}
