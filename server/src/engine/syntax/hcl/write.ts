import type { Json } from '../../text/json';
import { readTemplate } from './read';

/**
 * A value as an HCL expression on one line. A string is a template, as everywhere in a `.tf.json` file: `${aws_iam_role.app.arn}` is
 * written as the expression in it.
 */
export function writeHcl(value: Json): string {
  if (typeof value === 'string') return writeString(value);
  if (typeof value !== 'object' || value === null) return String(value);
  if (isList(value)) return `[${value.map(writeHcl).join(', ')}]`;
  const entries = Object.entries(value).map(([key, held]) => writeHclEntry(key, held));
  return entries.length === 0 ? '{}' : `{ ${entries.join(', ')} }`;
}

/** `Effect = "Allow"`. */
export function writeHclEntry(key: string, value: Json): string {
  return `${writeKey(key)} = ${writeHcl(value)}`;
}

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}

function writeKey(key: string): string {
  return /^[A-Za-z_][\w-]*$/.test(key) && !['for', 'null', 'true', 'false'].includes(key) ? key : writeString(key);
}

function writeString(text: string): string {
  const template = readTemplate(text);
  if (template.kind !== 'template') return quote(text);
  const [only] = template.parts;
  const whole = template.parts.length === 1 && typeof only === 'object';
  if (whole) return text.slice(only.range.start, only.range.end);
  return `"${splitHoles(text, template.parts).join('')}"`;
}

/** The text with its quotes and backslashes escaped, but not inside `${…}`, where a quote begins a string of its own. */
function splitHoles(
  text: string,
  parts: readonly (string | { readonly range: { start: number; end: number } })[],
): string[] {
  const out: string[] = [];
  let from = 0;
  for (const part of parts) {
    if (typeof part === 'string') continue;
    out.push(escaped(text.slice(from, part.range.start)), text.slice(part.range.start, part.range.end));
    from = part.range.end;
  }
  return [...out, escaped(text.slice(from))];
}

function quote(text: string): string {
  return `"${escaped(text)}"`;
}

const escapes: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t', '"': '\\"', '\\': '\\\\' };

function escaped(text: string): string {
  return text.replace(/[\n\r\t"\\]/g, c => escapes[c]!);
}
