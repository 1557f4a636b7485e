/**
 * What a plain scalar means: YAML 1.2 core. `yes`, `no` and dates stay strings, as they do for CloudFormation's properties; what
 * no JSON number can hold (`.inf`, `.nan`, `1e999`) stays a string too.
 */
export function plainValue(raw: string): string | number | boolean | null {
  const first = raw.charCodeAt(0);
  if ((first >= 48 && first <= 57) || first === 43 || first === 45 || first === 46) return numberOf(raw);
  const word = raw.length <= 5 ? words.get(raw) : undefined;
  return word === undefined ? raw : word;
}

const words: ReadonlyMap<string, boolean | null> = new Map<string, boolean | null>([
  ['', null],
  ['~', null],
  ['null', null],
  ['Null', null],
  ['NULL', null],
  ['true', true],
  ['True', true],
  ['TRUE', true],
  ['false', false],
  ['False', false],
  ['FALSE', false],
]);

const decimal = /^[-+]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][-+]?\d+)?$/;
const octal = /^0o[0-7]+$/;
const hexadecimal = /^0x[\da-fA-F]+$/;

function numberOf(raw: string): string | number {
  if (!decimal.test(raw) && !octal.test(raw) && !hexadecimal.test(raw)) return raw;
  const value = Number(raw);
  return Number.isFinite(value) ? value : raw;
}
