/** Strings as YAML scalars on one line: plain where no reader of YAML takes them for something else, quoted elsewhere. */
import { plainValue } from './values';

export interface StringManner {
  /** Within brackets or braces. */
  readonly flow: boolean;
  /** The quotes to use where quotes are needed. */
  readonly quote: 'single' | 'double';
  /** Quotes also where none are needed. */
  readonly always?: boolean;
}

export function yamlString(text: string, { flow, quote, always }: StringManner): string {
  if (!always && isPlain(text, flow)) return text;
  return quote === 'single' && !needsEscapes.test(text) ? `'${text.replaceAll("'", "''")}'` : doubleQuoted(text);
}

/** Characters that only double quotes can hold: control characters, line breaks, halves of surrogate pairs. */
const needsEscapes = /[\p{Cc}\p{Cs}\u2028\u2029\uFEFF\uFFFE\uFFFF]/u;

const escapedToo = /[\x7F-\x9F\u2028\u2029\uFEFF\uFFFE\uFFFF]/g;

function doubleQuoted(text: string): string {
  return JSON.stringify(text).replace(escapedToo, c => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** Begins with a mark of YAML's own, or with white space. */
const marked = /^[\s\-?:,[\]{}#&*!|>'"%@`=<~]/;
/** Words and numbers of YAML 1.1, which CloudFormation and many tools still read. */
const words = /^(?:y|n|yes|no|on|off|true|false|null)$/i;
const numeral = /^[-+.]?\d[\d_.,:eExXoOa-fA-F+-]*$/;

function isPlain(text: string, flow: boolean): boolean {
  if (text === '' || marked.test(text) || needsEscapes.test(text)) return false;
  if (plainValue(text) !== text || words.test(text) || numeral.test(text)) return false;
  if (/:(?:\s|$)|\s#|\s$|\.inf$|\.nan$/i.test(text)) return false;
  return !(flow && /[,[\]{}]/.test(text));
}
