import { type Event, parseEvents, YAMLException } from 'js-yaml';
import { maxDepth } from '../problems';

export type YamlReading = { readonly events: readonly Event[] } | YamlFailure;

/** Where and why the parser gave up: it stops at the first fault. */
export interface YamlFailure {
  readonly at: number;
  /** In the parser's words. */
  readonly reason: string;
}

export function readEvents(text: string): YamlReading {
  try {
    return { events: parseEvents(text, { maxDepth }) };
  } catch (error) {
    // Whatever else a parser may throw (no memory for its stack) is one more text that it cannot read.
    if (!(error instanceof YAMLException)) return { at: 0, reason: '' };
    return { at: error.mark?.position ?? 0, reason: error.reason };
  }
}

export function failed(reading: YamlReading): reading is YamlFailure {
  return !('events' in reading);
}

/** The parser's reason in this project's words. */
export function inWords(reason: string): string {
  return phrases.find(([pattern]) => pattern.test(reason))?.[1] ?? 'this cannot be read as YAML';
}

const phrases: readonly (readonly [RegExp, string])[] = [
  [/maxDepth/, `nested more than ${maxDepth} levels deep; what is deeper is not read`],
  [/tab characters/, 'a tab in the indentation; YAML indents with spaces'],
  [/null byte|non-printable|valid JSON character/, 'a control character that YAML does not allow'],
  [/quoted scalar/, 'this quoted string is not closed'],
  [/flow collection|missed comma|deficient indentation/, 'a bracket, a quote or a comma is missing here'],
  [/escape sequence|hexadecimal/, 'this is no escape that YAML knows; a backslash in double quotes is written `\\\\`'],
  [/expected ':'|multiline key|whitespace character/, 'this is neither a value nor `key: value`'],
  [/indentation|document separator/, 'this does not fit the indentation around it'],
  [/tag/, 'this tag cannot be read'],
  [/alias|anchor/, 'this anchor or alias cannot be read'],
];
