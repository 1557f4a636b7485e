/**
 * Union, intersection and complement. What can be simplified at a glance is; nothing is searched. How much is simplified depends
 * on the budget, what is meant does not.
 */
import { type Budget, glanceBudget, isSpent } from './budget';
import { accepts, anything, isAnything, isNothing, type Language, nothing, strings } from './language';
import { speaksFor, surelyDisjoint, surelyIncludes } from './relations';

/** Above this many members only equal ones are looked for: comparing every pair would cost more than it saves. */
const COMPARED = 32;

/** What it costs to write a member down. */
const MEMBER = 0.2;

export function union(...languages: readonly Language[]): Language {
  return unionWithin(glanceBudget(), languages);
}

export function unionWithin(budget: Budget, languages: readonly Language[]): Language {
  if (languages.length === 1) return languages[0]!;
  budget.left -= languages.length * MEMBER;
  const members = languages.flatMap(language => (language.kind === 'any' ? language.of : [language]));
  if (members.some(isAnything)) return anything;
  const others = new Set(members.filter(member => member.kind !== 'strings'));
  const listed = [mergeStrings(members, false), mergeStrings(members, true)].filter(member => !isNothing(member));
  const redundant = (member: Language, other: Language) => surelyIncludes(other, member, budget);
  const kept = withoutRedundant([...others, ...listed], redundant);
  return kept.length === 0 ? nothing : kept.length === 1 ? kept[0]! : { kind: 'any', of: kept };
}

export function intersect(...languages: readonly Language[]): Language {
  return intersectWithin(glanceBudget(), languages);
}

export function intersectWithin(budget: Budget, languages: readonly Language[]): Language {
  const [one, other] = languages;
  if (languages.length === 2 && (one === other || isAnything(other!))) return one!;
  if (languages.length === 2 && isAnything(one!)) return other!;
  const members = languages.flatMap(language => (language.kind === 'all' ? language.of : [language]));
  budget.left -= members.length * MEMBER;
  const distinct = [...new Set(members.filter(member => !isAnything(member)))];
  if (distinct.length === 0) return anything;
  if (distinct.length === 1) return distinct[0]!;
  const listed = isSpent(budget) ? undefined : amongStrings(distinct, budget);
  if (listed) return listed;
  if (distinct.length > COMPARED || isSpent(budget)) return { kind: 'all', of: distinct };
  const plain = distinct.filter(({ kind }) => kind !== 'any');
  if (plain.some((member, i) => plain.some((other, j) => j > i && surelyDisjoint(member, other, budget))))
    return nothing;
  return withoutUnmet(distinct, budget);
}

/**
 * One at a time: two that lost an alternative to each other would have lost what both exclude. Unions first: what they lose need
 * not be taken away.
 */
function withoutUnmet(members: readonly Language[], budget: Budget): Language {
  const unions = members.filter(({ kind }) => kind === 'any');
  let narrowed: readonly Language[] = [...unions, ...members.filter(({ kind }) => kind !== 'any')];
  for (const [i, member] of narrowed.entries()) {
    const less = narrow(member, narrowed, budget);
    if (less === member) continue;
    narrowed = narrowed.map((other, j) => (j === i ? less : other));
    if (less.kind !== 'any' && !(less.kind === 'not' && less.of.kind === 'any'))
      return intersectWithin(budget, narrowed);
  }
  const kept = withoutRedundant(narrowed, (member, other) => surelyIncludes(member, other, budget));
  return kept.length === 1 ? kept[0]! : { kind: 'all', of: kept };
}

export function complement(language: Language): Language {
  return language.kind === 'not' ? language.of : { kind: 'not', of: language };
}

export function subtract(from: Language, what: Language): Language {
  return intersect(from, complement(what));
}

export function subtractWithin(budget: Budget, from: Language, what: Language): Language {
  return intersectWithin(budget, [from, complement(what)]);
}

function mergeStrings(members: readonly Language[], ignoreCase: boolean): Language {
  const lists = members.flatMap(member =>
    member.kind === 'strings' && member.ignoreCase === ignoreCase ? [member] : [],
  );
  return lists.length === 1
    ? lists[0]!
    : strings(
        lists.flatMap(member => member.list),
        ignoreCase,
      );
}

/** Finitely many strings in anything are those of them that the rest accepts. */
function amongStrings(members: readonly Language[], budget: Budget): Language | undefined {
  for (const member of members) {
    if (member.kind !== 'strings' || !members.every(other => speaksFor(member, other))) continue;
    const kept = member.list.filter(text => members.every(other => accepts(other, text, budget)));
    return isSpent(budget) ? undefined : kept.length === member.list.length ? member : strings(kept, member.ignoreCase);
  }
  return undefined;
}

/** Leaves out of a union, or of what is taken away, the alternatives that cannot be met within the others. */
function narrow(member: Language, others: readonly Language[], budget: Budget): Language {
  const alternatives =
    member.kind === 'any' ? member : member.kind === 'not' && member.of.kind === 'any' ? member.of : undefined;
  if (alternatives === undefined) return member;
  const met = alternatives.of.filter(
    one => !others.some(other => other !== member && surelyDisjoint(one, other, budget)),
  );
  if (met.length === alternatives.of.length) return member;
  return member.kind === 'any' ? unionWithin(budget, met) : complement(unionWithin(budget, met));
}

function withoutRedundant(
  members: readonly Language[],
  redundant: (member: Language, other: Language) => boolean,
): readonly Language[] {
  if (members.length > COMPARED) return members;
  return members.reduce<readonly Language[]>((kept, member) => {
    if (kept.some(other => redundant(member, other))) return kept;
    return [...kept.filter(other => !redundant(other, member)), member];
  }, []);
}
