/** A text read off the language's own patterns, their wildcards filled in: found at once for nearly every real policy. */
import { type Budget, isSpent } from './budget';
import { accepts, type Language } from './language';
import { show } from './pattern';

/** What it costs to fill in one pattern. */
const FILLING = 0.3;

/** Of more patterns, only the first are read; in a union each is a set of its own. */
const MOST_READ = 12;
const MOST_JOINED = 64;

/** Undefined where no such text is in the language, and once the budget is spent. */
export function readable(language: Language, budget: Budget): string | undefined {
  for (const texts of textsIn(language)) {
    for (const text of texts) {
      budget.left -= FILLING;
      const found = accepts(language, text, budget);
      if (isSpent(budget)) return undefined;
      if (found) return text;
    }
  }
  return undefined;
}

function* textsIn(language: Language): Iterable<readonly string[]> {
  if (language.kind === 'any') {
    for (const member of language.of) yield textsOf(member);
  } else if (language.kind !== 'all') yield textsOf(language);
  else {
    const first = language.of.slice(0, MOST_JOINED).map(member => (member.kind === 'any' ? member.of[0]! : member));
    yield joined(first.flatMap(member => (member.kind === 'glob' ? [show(member.tokens)] : [])));
    const patterns = language.of
      .slice(0, MOST_READ)
      .flatMap(member => (member.kind === 'any' ? member.of.slice(0, MOST_READ) : [member]));
    for (const pattern of patterns.slice(0, MOST_READ)) yield textsOf(pattern);
  }
}

function textsOf(pattern: Language): readonly string[] {
  if (pattern.kind === 'strings') return pattern.list;
  return pattern.kind === 'glob' ? fillings(show(pattern.tokens)) : ['x'];
}

function fillings(pattern: string): readonly string[] {
  return ['x', '', 'zz'].map(text => pattern.replaceAll('*', text).replaceAll('?', 'x'));
}

/** What all patterns ask for, one after the other: `arn:…:role/-prod-x` of `arn:…:role/*` and `*-prod-*`. */
function joined(patterns: readonly string[]): readonly string[] {
  if (patterns.length < 2) return [];
  const parts = patterns.map(pattern => pattern.replaceAll('?', 'x').split('*'));
  const longest = (texts: readonly string[]) => texts.reduce((most, text) => (text.length > most.length ? text : most));
  const start = longest(parts.map(([first]) => first!));
  const end = longest(parts.map(all => (all.length > 1 ? all.at(-1)! : '')));
  const middles = [...new Set(parts.flatMap(all => all.slice(1, -1)))].filter(middle => middle !== '');
  return ['x', ''].map(between => [start, ...middles, end].join(between));
}
