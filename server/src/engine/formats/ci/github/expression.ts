/** The grammar of what stands in `${{ … }}`. Source: GitHub Docs, "Evaluate expressions in workflows and actions". */

export type Expression =
  | { readonly kind: 'literal'; readonly value: string | number | boolean | null }
  /** `github.ref`, `matrix['stage']`, `env[format('A_{0}', github.ref_name)]`. */
  | { readonly kind: 'context'; readonly name: string }
  | { readonly kind: 'at'; readonly of: Expression; readonly key: Expression }
  | { readonly kind: 'call'; readonly name: string; readonly given: readonly Expression[] }
  | { readonly kind: 'not'; readonly of: Expression }
  | { readonly kind: 'binary'; readonly operator: string; readonly left: Expression; readonly right: Expression };

const token =
  /\s*(?:('(?:[^']|'')*')|(-?(?:0x[\da-f]+|\d+(?:\.\d+)?(?:e[+-]?\d+)?))(?![\w.])|([A-Za-z_][\w-]*)|(&&|\|\||==|!=|<=|>=|[!<>()[\],.*]))/iy;

/** So deep may parentheses lie in each other. */
const MAX_DEPTH = 30;
const MAX_LENGTH = 4_000;

interface Reading {
  readonly tokens: readonly string[];
  at: number;
  depth: number;
}

/** Undefined for what is no expression. */
export function expressionIn(text: string): Expression | undefined {
  const tokens = text.length <= MAX_LENGTH ? tokensOf(text) : undefined;
  if (!tokens) return undefined;
  const reading: Reading = { tokens, at: 0, depth: 0 };
  const found = binary(reading, 0);
  return reading.at === tokens.length ? found : undefined;
}

function tokensOf(text: string): readonly string[] | undefined {
  const tokens: string[] = [];
  const whole = text.trimEnd();
  token.lastIndex = 0;
  while (token.lastIndex < whole.length) {
    const found = token.exec(whole);
    if (!found) return undefined;
    tokens.push(found[0].trimStart());
  }
  return tokens;
}

/** What binds less comes first. */
const operators: readonly (readonly string[])[] = [['||'], ['&&'], ['==', '!='], ['<', '>', '<=', '>=']];

function binary(reading: Reading, level: number): Expression | undefined {
  const own = operators[level];
  if (!own) return unary(reading);
  let left = binary(reading, level + 1);
  for (let operator = reading.tokens[reading.at]; left && operator !== undefined && own.includes(operator); ) {
    reading.at++;
    const right = binary(reading, level + 1);
    left = right && { kind: 'binary', operator, left, right };
    operator = reading.tokens[reading.at];
  }
  return left;
}

function unary(reading: Reading): Expression | undefined {
  if (reading.tokens[reading.at] !== '!') return deeper(reading, postfix);
  reading.at++;
  const of = deeper(reading, unary);
  return of && { kind: 'not', of };
}

function deeper<T>(reading: Reading, read: (reading: Reading) => T | undefined): T | undefined {
  if (++reading.depth > MAX_DEPTH) return undefined;
  const found = read(reading);
  reading.depth--;
  return found;
}

function postfix(reading: Reading): Expression | undefined {
  let found = primary(reading);
  while (found) {
    const next = reading.tokens[reading.at];
    if (next === '.') {
      const name: string | undefined = reading.tokens[reading.at + 1];
      if (name === undefined || !/^(?:\w|\*$)/.test(name)) return undefined;
      reading.at += 2;
      found = memberOf(found, { kind: 'literal', value: name });
    } else if (next === '[') {
      reading.at++;
      const key = binary(reading, 0);
      if (!key || reading.tokens[reading.at++] !== ']') return undefined;
      found = memberOf(found, key);
    } else return found;
  }
  return undefined;
}

function memberOf(of: Expression, key: Expression): Expression {
  if (of.kind === 'context' && key.kind === 'literal') return { kind: 'context', name: `${of.name}.${key.value}` };
  return { kind: 'at', of, key };
}

const words: ReadonlyMap<string, boolean | null> = new Map([
  ['true', true],
  ['false', false],
  ['null', null],
]);

function primary(reading: Reading): Expression | undefined {
  const found = reading.tokens[reading.at++];
  if (found === undefined) return undefined;
  if (found === '(') {
    const inner = binary(reading, 0);
    return reading.tokens[reading.at++] === ')' ? inner : undefined;
  }
  if (found.startsWith("'")) return { kind: 'literal', value: found.slice(1, -1).replaceAll("''", "'") };
  if (/^-?\d/.test(found)) return { kind: 'literal', value: Number(found) };
  if (!/^[A-Za-z_]/.test(found)) return undefined;
  const word = words.get(found);
  if (word !== undefined) return { kind: 'literal', value: word };
  return reading.tokens[reading.at] === '(' ? call(found, reading) : { kind: 'context', name: found };
}

function call(name: string, reading: Reading): Expression | undefined {
  reading.at++;
  const given: Expression[] = [];
  while (reading.tokens[reading.at] !== ')') {
    const one = binary(reading, 0);
    if (!one) return undefined;
    given.push(one);
    if (reading.tokens[reading.at] === ',') reading.at++;
    else if (reading.tokens[reading.at] !== ')') return undefined;
  }
  reading.at++;
  return { kind: 'call', name: name.toLowerCase(), given };
}
