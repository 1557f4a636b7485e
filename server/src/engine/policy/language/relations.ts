/** What can be seen of two sets at a glance: never wrong when it says yes, silent where only a search would tell. */
import { accepts, isAnything, isNothing, type Language } from './language';
import { covers, disjoint } from './pattern-relations';

export function surelyIncludes(wide: Language, narrow: Language): boolean {
  if (wide === narrow || isAnything(wide) || isNothing(narrow)) return true;
  if (narrow.kind === 'strings') return speaksFor(narrow, wide) && narrow.list.every(text => accepts(wide, text));
  if (narrow.kind === 'any') return narrow.of.every(member => surelyIncludes(wide, member));
  if (wide.kind === 'all') return wide.of.every(member => surelyIncludes(member, narrow));
  if (wide.kind === 'any' && wide.of.some(member => surelyIncludes(member, narrow))) return true;
  if (narrow.kind === 'all' && narrow.of.some(member => surelyIncludes(wide, member))) return true;
  if (wide.kind === 'not') {
    return narrow.kind === 'not' ? surelyIncludes(narrow.of, wide.of) : surelyDisjoint(wide.of, narrow);
  }
  return wide.kind === 'glob' && narrow.kind === 'glob' && sameCase(wide, narrow) && covers(wide.tokens, narrow.tokens);
}

export function surelyDisjoint(a: Language, b: Language): boolean {
  if (isNothing(a) || isNothing(b)) return true;
  if (a.kind === 'strings') return speaksFor(a, b) && a.list.every(text => !accepts(b, text));
  if (b.kind === 'strings') return surelyDisjoint(b, a);
  if (a.kind === 'any') return a.of.every(member => surelyDisjoint(member, b));
  if (b.kind === 'any') return surelyDisjoint(b, a);
  if (a.kind === 'all') return a.of.some(member => surelyDisjoint(member, b));
  if (b.kind === 'all') return surelyDisjoint(b, a);
  if (a.kind === 'not') return b.kind !== 'not' && surelyIncludes(a.of, b);
  if (b.kind === 'not') return surelyDisjoint(b, a);
  return a.kind === 'glob' && b.kind === 'glob' && sameCase(a, b) && disjoint(a.tokens, b.tokens);
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
