import type { Problem } from '../model/problem';
import type { DeclaredParameters } from './cloudformation/declared-parameters';
import type { Given } from './given';
import { nearest } from './settings/nearest';

/** So many problems of one file are told. */
const MAX_PROBLEMS = 50;

/** What is wrong with the values that are given for the parameters of a template, which `called` says the name of. */
export function problemsOfValues(
  given: readonly Given[],
  template: DeclaredParameters,
  called: string,
): readonly Problem[] {
  const problems: Problem[] = [];
  const known = new Set<string>();
  for (const one of given) {
    if (problems.length >= MAX_PROBLEMS) break;
    const problem = known.has(one.name) ? twice(one) : problemOf(one, template, called);
    if (problem) problems.push(problem);
    known.add(one.name);
  }
  return problems;
}

function problemOf({ name, value, at }: Given, template: DeclaredParameters, called: string): Problem | undefined {
  const parameter = template.byName.get(name);
  if (!parameter) return template.isWhole ? unknown(name, at, template, called) : undefined;
  const [word] = value.parts;
  const { allowed, isList } = parameter;
  if (!allowed || typeof word !== 'string' || word.includes('{{resolve:')) return undefined;
  const words = isList ? word.split(',').map(item => item.trim()) : [word];
  const strange = words.find(item => !allowed.includes(item));
  if (strange === undefined) return undefined;
  const message = `\`${name}\` of \`${called}\` may not be \`${strange}\`; allowed ${listed(allowed)}`;
  return { message, severity: 'warning', at: value.at };
}

function twice({ name, at }: Given): Problem {
  return { message: `\`${name}\` is given twice; only one value can count`, severity: 'warning', at };
}

function unknown(name: string, at: Given['at'], { byName }: DeclaredParameters, called: string): Problem {
  const meant = nearest(name, byName.keys());
  const hint = meant === undefined ? '' : `; did you mean \`${meant}\`?`;
  return { message: `\`${called}\` has no parameter \`${name}\`${hint}`, severity: 'warning', at };
}

/** More than this nobody reads. */
const MAX_LISTED = 8;

function listed(words: readonly string[]): string {
  const first = words.slice(0, MAX_LISTED).map(word => `\`${word}\``);
  const more = words.length > MAX_LISTED ? ['…'] : [];
  return `${words.length === 1 ? 'is' : 'are'} ${[...first, ...more].join(', ')}`;
}
