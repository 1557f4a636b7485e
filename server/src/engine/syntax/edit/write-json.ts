import type { Json } from '../../text/json';

export interface JsonManner {
  /** White space of one level; empty writes everything on one line. */
  readonly unit: string;
  readonly eol: string;
  /** A space after `:` and `,` of a single line. */
  readonly spaced: boolean;
}

/** A value as JSON; lines after the first are indented by `indent` and more. */
export function writeJson(value: Json, manner: JsonManner, indent: string): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const within = indent + manner.unit;
  const list = isList(value);
  const parts = list
    ? value.map(item => writeJson(item, manner, within))
    : Object.entries(value).map(([key, held]) => `${writeJsonKey(key, manner)}${writeJson(held, manner, within)}`);
  const [open, close] = list ? '[]' : '{}';
  if (parts.length === 0) return `${open}${close}`;
  if (manner.unit === '') return `${open}${parts.join(manner.spaced ? ', ' : ',')}${close}`;
  return `${open}${manner.eol}${within}${parts.join(`,${manner.eol}${within}`)}${manner.eol}${indent}${close}`;
}

export function writeJsonKey(key: string, manner: JsonManner): string {
  return `${JSON.stringify(key)}:${manner.spaced ? ' ' : ''}`;
}

export function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}
