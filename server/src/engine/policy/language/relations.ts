/** What can be seen of two sets at a glance: never wrong when it says yes, silent where only a search would tell. */
import { type Budget, glanceBudget, isSpent } from './budget';
import { accepts, isAnything, isNothing, type Language } from './language';
import { covers, disjoint } from './pattern-relations';

/** What it costs to compare two sets that are made of no others. */
const GLANCE = 0.02;

export function surelyIncludes(wide: Language, narrow: Language, budget: Budget = glanceBudget()): boolean {
  if (wide === narrow || isAnything(wide) || isNothing(narrow)) return true;
  budget.left -= GLANCE;
  return !isSpent(budget) && includesAtAGlance(wide, narrow, budget) && !isSpent(budget);
}

function includesAtAGlance(wide: Language, narrow: Language, budget: Budget): boolean {
  const sees = (one: Language, other: Language) => surelyIncludes(one, other, budget);
  if (narrow.kind === 'strings')
    return speaksFor(narrow, wide) && narrow.list.every(text => accepts(wide, text, budget));
  if (narrow.kind === 'any') return narrow.of.every(member => sees(wide, member));
  if (wide.kind === 'all') return wide.of.every(member => sees(member, narrow));
  if (wide.kind === 'any' && wide.of.some(member => sees(member, narrow))) return true;
  if (narrow.kind === 'all' && narrow.of.some(member => sees(wide, member))) return true;
  if (wide.kind === 'not') {
    return narrow.kind === 'not' ? sees(narrow.of, wide.of) : surelyDisjoint(wide.of, narrow, budget);
  }
  return (
    wide.kind === 'glob' &&
    narrow.kind === 'glob' &&
    sameCase(wide, narrow) &&
    covers(wide.tokens, narrow.tokens, budget)
  );
}

export function surelyDisjoint(a: Language, b: Language, budget: Budget = glanceBudget()): boolean {
  if (isNothing(a) || isNothing(b)) return true;
  budget.left -= GLANCE;
  return !isSpent(budget) && disjointAtAGlance(a, b, budget) && !isSpent(budget);
}

function disjointAtAGlance(a: Language, b: Language, budget: Budget): boolean {
  const apart = (one: Language, other: Language) => surelyDisjoint(one, other, budget);
  if (a.kind === 'strings') return speaksFor(a, b) && a.list.every(text => !accepts(b, text, budget));
  if (b.kind === 'strings') return apart(b, a);
  if (a.kind === 'any') return a.of.every(member => apart(member, b));
  if (b.kind === 'any') return apart(b, a);
  if (a.kind === 'all') return a.of.some(member => apart(member, b));
  if (b.kind === 'all') return apart(b, a);
  if (a.kind === 'not') return b.kind !== 'not' && surelyIncludes(a.of, b, budget);
  if (b.kind === 'not') return apart(b, a);
  return a.kind === 'glob' && b.kind === 'glob' && sameCase(a, b) && disjoint(a.tokens, b.tokens, budget);
}

/** Whether what `other` says of the listed strings it says of all their spellings too. */
export function speaksFor(strings: Language & { readonly kind: 'strings' }, other: Language): boolean {
  return !strings.ignoreCase || closedUnderCase(other);
}

function closedUnderCase(language: Language): boolean {
  if (isNothing(language)) return true;
  if (language.kind === 'strings' || language.kind === 'glob') return language.ignoreCase;
  if (language.kind === 'range') return false;
  return language.kind === 'not' ? closedUnderCase(language.of) : language.of.every(closedUnderCase);
}

function sameCase(a: { readonly ignoreCase: boolean }, b: { readonly ignoreCase: boolean }): boolean {
  return a.ignoreCase === b.ignoreCase;
}
