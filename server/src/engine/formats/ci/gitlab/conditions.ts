/** Conditions of rules: `$CI_COMMIT_BRANCH == "main" && $DEPLOY`. Source: GitLab Docs, "CI/CD job rules", "CI/CD variable expressions". */
import type { Text } from '../../../model/text';
import type { SourcePointer } from '../../../text/text';
import { type Lookup, openAs, withVariables } from '../values';
import { isAnyLike, isLike, patternsOf, type Way } from '../ways';

type Parts = Text['parts'];

interface Reading {
  readonly tokens: readonly string[];
  at: number;
  depth: number;
  readonly variables: Lookup;
  readonly way: Way;
  readonly place: SourcePointer;
}

const token = /\s*("[^"]*"|'[^']*'|\/(?:[^/\\]|\\.)*\/i?|\$\{?\w+\}?|\bnull\b|==|!=|=~|!~|&&|\|\||[()])/y;

const MAX_LENGTH = 2_000;
const MAX_DEPTH = 30;

/** Undefined where only a run knows; then it is asked. */
export function conditionHolds(
  written: string,
  variables: Lookup,
  way: Way,
  place: SourcePointer,
): boolean | undefined {
  const tokens = written.length <= MAX_LENGTH ? tokensOf(written.trimEnd()) : undefined;
  if (!tokens) return undefined;
  const reading: Reading = { tokens, at: 0, depth: 0, variables, way, place };
  const answer = either(reading);
  return reading.at === tokens.length ? answer : undefined;
}

function tokensOf(written: string): readonly string[] | undefined {
  const tokens: string[] = [];
  token.lastIndex = 0;
  while (token.lastIndex < written.length) {
    const found = token.exec(written);
    if (!found) return undefined;
    tokens.push(found[1]!);
  }
  return tokens;
}

function either(reading: Reading): boolean | undefined {
  let answer = both(reading);
  while (reading.tokens[reading.at] === '||') {
    reading.at++;
    const next = both(reading);
    answer = answer === true || next === true ? true : answer === undefined || next === undefined ? undefined : false;
  }
  return answer;
}

function both(reading: Reading): boolean | undefined {
  let answer = term(reading);
  while (reading.tokens[reading.at] === '&&') {
    reading.at++;
    const next = term(reading);
    answer = answer === false || next === false ? false : answer === undefined || next === undefined ? undefined : true;
  }
  return answer;
}

function term(reading: Reading): boolean | undefined {
  if (reading.tokens[reading.at] === '(' && reading.depth < MAX_DEPTH) {
    reading.at++;
    reading.depth++;
    const answer = either(reading);
    reading.depth--;
    if (reading.tokens[reading.at] === ')') reading.at++;
    return answer;
  }
  const left = value(reading);
  const operator = reading.tokens[reading.at];
  if (!left) return undefined;
  if (operator === '==' || operator === '!=') return equality(left, operator, reading);
  if (operator === '=~' || operator === '!~') return matching(left, operator, reading);
  const isEmpty = isLike(left, [], reading.way);
  return isEmpty === undefined ? undefined : !isEmpty;
}

function equality(left: Parts, operator: string, reading: Reading): boolean | undefined {
  reading.at++;
  const right = value(reading);
  if (!right) return undefined;
  const [open, other] = isWhole(left) ? [right, left] : [left, right];
  const same = isLike(open, other, reading.way);
  return same === undefined ? undefined : same === (operator === '==');
}

function isWhole(parts: Parts): boolean {
  return parts.every(part => typeof part === 'string');
}

function matching(left: Parts, operator: string, reading: Reading): boolean | undefined {
  reading.at++;
  const written = reading.tokens[reading.at++] ?? '';
  const regex = /^\/([\s\S]*)\/$/.exec(written)?.[1];
  const patterns = regex === undefined ? undefined : patternsOf(regex);
  const answer = patterns && isAnyLike(left, patterns, reading.way);
  return answer === undefined ? undefined : answer === (operator === '=~');
}

/** Variables in quotes are read too. */
function value(reading: Reading): Parts | undefined {
  const written = reading.tokens[reading.at++];
  if (written === undefined) return undefined;
  if (written === 'null') return [];
  const inner = /^["']/.test(written) ? written.slice(1, -1) : written.startsWith('$') ? written : undefined;
  if (inner === undefined) return undefined;
  return withVariables(inner, reading.variables, reading.place, reading.way).parts;
}

/** Whether `only` or `except` names the branch that runs; undefined for what is said otherwise. Source: "CI/CD YAML syntax reference". */
export function isNamedRef(names: readonly string[], way: Way): boolean | undefined {
  const patterns = names.map(patternOfRef);
  const answer = isAnyLike(
    [openAs('CI_COMMIT_BRANCH')],
    patterns.flatMap(pattern => pattern ?? []),
    way,
  );
  return answer === true || patterns.every(pattern => pattern !== undefined) ? answer : undefined;
}

function patternOfRef(name: string): readonly Parts[] | undefined {
  const regex = /^\/([\s\S]*)\/i?$/.exec(name)?.[1];
  if (regex !== undefined) return patternsOf(regex);
  return keywords.has(name) || name.includes('@') || name === '' ? undefined : [[name]];
}

/** Words of `only` and `except` that are no branch. */
const keywords: ReadonlySet<string> = new Set([
  ...['api', 'branches', 'chat', 'external', 'external_pull_requests', 'merge_requests', 'pipelines', 'pushes'],
  ...['schedules', 'tags', 'triggers', 'web'],
]);
