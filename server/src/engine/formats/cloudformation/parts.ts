import type { Hole } from '../../model/text';
import type { Possible } from '../possible';
import type { Part, Parts } from './template';

const MAX_PARTS = 500;
const MAX_LENGTH = 100_000;
/** Beyond so many values a choice between them is not written out. */
const MAX_VALUES = 64;

export function opaque(hole: string): Hole {
  return { hole, kind: 'opaque' };
}

/** Adjacent strings joined, empty ones left out, `{{resolve:…}}` as what only deployment knows. */
export function normalised(parts: Parts): Parts {
  if (parts.length === 1 && isSettled(parts[0]!)) return parts;
  const out: Part[] = [];
  let length = 0;
  for (const part of parts) {
    const last = out.at(-1);
    if (typeof part !== 'string') out.push(part);
    else if (typeof last === 'string') out[out.length - 1] = last + part;
    else if (part !== '') out.push(part);
    length += typeof part === 'string' ? part.length : 1;
    if (length > MAX_LENGTH || out.length > MAX_PARTS) return [opaque('a very long text')];
  }
  // A copy has no room to grow, which facts would keep for nothing.
  return out.some(isDynamic) ? withoutDynamic(out) : out.slice();
}

function isSettled(part: Part): boolean {
  return typeof part !== 'string' || (part !== '' && part.length <= MAX_LENGTH && !isDynamic(part));
}

function isDynamic(part: Part): boolean {
  return typeof part === 'string' && part.includes('{{resolve:');
}

/** Each dynamic reference, holes within it included, becomes one hole that is called as it is written. */
function withoutDynamic(parts: Parts): Parts {
  const out: Part[] = [];
  let open: string | undefined;
  for (const part of parts) {
    if (typeof part !== 'string') {
      if (open === undefined) out.push(part);
      else open += `\${${part.hole}}`;
      continue;
    }
    for (const piece of part.split(/(\{\{resolve:|\}\})/)) {
      if (open === undefined && piece === '{{resolve:') open = piece;
      else if (open === undefined) out.push(piece);
      else {
        open += piece;
        if (piece === '}}') {
          out.push(opaque(open));
          open = undefined;
        }
      }
    }
  }
  if (open !== undefined) out.push(opaque(open));
  return out.filter(part => part !== '');
}

/** The string, when nothing in it is left open. */
export function literalOf(parts: Parts | undefined): string | undefined {
  if (!parts || parts.length > 1) return undefined;
  const [only = ''] = parts;
  return typeof only === 'string' ? only : undefined;
}

/** As a person would say it: `orders-${Env}`; a hole alone by its name. */
export function described(parts: Parts): string {
  if (parts.length === 1 && typeof parts[0] === 'object') return parts[0].hole;
  return parts.map(part => (typeof part === 'string' ? part : `\${${part.hole}}`)).join('');
}

/** What it is when nobody chooses: of a hole that stands alone. */
export function usualOf(parts: Parts): string | undefined {
  const [only] = parts;
  return parts.length === 1 && typeof only === 'object' ? only.default : undefined;
}

/** Every string that it can be; undefined when that is not known, or more than can be written out. */
export function valuesOf(parts: Parts): readonly string[] | undefined {
  let out: readonly string[] = [''];
  for (const part of parts) {
    const options = typeof part === 'string' ? [part] : part.oneOf;
    if (!options || options.length * out.length > MAX_VALUES) return undefined;
    out = out.flatMap(start => options.map(end => start + end));
  }
  return [...new Set(out)];
}

/** One of `options`, called `name`: the string itself when they agree, else a hole. */
export function oneOfParts(name: string, possibilities: readonly Possible<Parts>[]): Parts {
  const options = possibilities.map(({ value }) => value);
  const values = options.map(valuesOf);
  if (values.every(known => known !== undefined)) return withCases(oneOfValues(name, values.flat()), possibilities);
  const [first] = options;
  if (first && options.every(other => JSON.stringify(other) === JSON.stringify(first))) return first;
  const chosen = options.flat().some(part => typeof part === 'object' && part.kind === 'parameter');
  return [{ hole: name, kind: chosen ? 'parameter' : 'opaque' }];
}

/** Beyond so many cases it is not said which of them is when. */
const MAX_CASES = 16;

/** The hole with what decides it, where each option is one string. */
function withCases(parts: Parts, options: readonly Possible<Parts>[]): Parts {
  const [only] = parts;
  if (typeof only !== 'object' || parts.length > 1 || options.length > MAX_CASES) return parts;
  const cases = options.flatMap(({ value, when }) => {
    const literal = literalOf(value);
    return literal === undefined || when === undefined ? [] : [{ value: literal, when }];
  });
  return cases.length < options.length ? parts : [{ ...only, cases }];
}

/** One of `values`; `usual` is the one that stands when nobody chooses. */
function oneOfValues(name: string, values: readonly string[], usual?: string): Parts {
  const distinct = [...new Set(values)];
  if (distinct.length === 1) return distinct;
  if (distinct.length === 0 || distinct.length > MAX_VALUES) return [opaque(name)];
  return [{ hole: name, kind: 'parameter', oneOf: distinct, ...(usual === undefined ? {} : { default: usual }) }];
}
