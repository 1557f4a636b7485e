/** What a pattern may mean, by the regions in which it stands. */
import type { PolicyStatement } from '../../../model/statement';
import { matchesWildcards } from '../../../model/text';
import type { Entry } from './entries';
import type { List } from './families';
import { type Pattern, patternsIn } from './patterns';

/** Some that stand where the principal does, or where it may. */
export interface Side {
  readonly list: List;
  readonly isNear: boolean;
}

type Regions = readonly string[] | undefined;

/** Whether any of these are. */
export function areKnown(sides: readonly Side[], across: readonly Entry[]): boolean {
  return sides.some(({ list }) => partsOf(list)) || across.some(({ regions }) => regions);
}

/** Without those in other regions than the pattern's; `own` are those of the stack that writes it. */
export function* byRegion(
  sides: readonly Side[],
  across: readonly Entry[],
  pattern: Pattern,
  own: () => Regions,
): Iterable<{ readonly sides: readonly Side[]; readonly across: readonly Entry[]; readonly regions: Regions }> {
  const lists = sides.map(({ list, isNear }) => ({ isNear, parts: partsOf(list) ?? new Map([['', list]]) }));
  const words = new Set([...lists.flatMap(({ parts }) => [...parts.keys()]), ...across.map(wordOf)]);
  for (const word of words) {
    const regions = word === '' ? undefined : word.split(' ');
    if (regions && !regions.some(region => isMeant(region, pattern, own))) continue;
    yield {
      sides: lists.flatMap(({ isNear, parts }) => {
        const list = parts.get(word);
        return list ? { list, isNear } : [];
      }),
      across: across.filter(entry => wordOf(entry) === word),
      regions,
    };
  }
}

function isMeant(region: string, { regions, isOfOwnRegion }: Pattern, own: () => Regions): boolean {
  if (regions === '') return true;
  return isOfOwnRegion ? (own()?.includes(region) ?? true) : matchesWildcards(regions, region);
}

/** Those that requests for these name; none where nobody knows them, or where what is written means one without naming it. */
export function regionsAsked(
  { regions }: Pattern,
  known: Regions,
  statements: () => Iterable<PolicyStatement>,
): readonly string[] {
  if (!known || nameOwnRegion(statements())) return [];
  return known.filter(one => regions === '' || matchesWildcards(regions, one));
}

/** Whether some mean the region of their own stack. */
export function nameOwnRegion(statements: Iterable<PolicyStatement>): boolean {
  for (const statement of statements) if (patternsIn(statement).some(({ isOfOwnRegion }) => isOfOwnRegion)) return true;
  return false;
}

function wordOf({ regions }: Entry): string {
  return regions?.join(' ') ?? '';
}

type Parts = ReadonlyMap<string, List>;

const known = new WeakMap<List, { readonly parts: Parts | undefined }>();

/** By the regions in which they stand; undefined where none are known. The same lists for the same list. */
function partsOf(list: List): Parts | undefined {
  const found = known.get(list) ?? { parts: parted(list) };
  known.set(list, found);
  return found.parts;
}

function parted(list: List): Parts | undefined {
  if (!list.entries.some(({ regions }) => regions)) return undefined;
  const words = new Map<string, Entry[]>();
  for (const entry of list.entries) {
    const word = wordOf(entry);
    const alike = words.get(word);
    if (alike) alike.push(entry);
    else words.set(word, [entry]);
  }
  if (words.size === 1) return new Map([...words.keys()].map(word => [word, list]));
  return new Map(
    [...words].map(([word, entries]) => {
      const ids = entries.map(({ resource }) => resource.id);
      return [word, { entries, ids, seen: list.seen, word: `${list.word} ${word}` }];
    }),
  );
}
