/** Longer words are no misspellings of ours. */
const MAX_LENGTH = 40;

/** So many names are thought of that may have been meant. */
const MAX_NAMES = 500;

/** The known name that `word` is probably meant to be: at most a third of it wrong, or the one that it is short for. */
export function nearest(word: string, known: Iterable<string>): string | undefined {
  if (word.length > MAX_LENGTH) return undefined;
  const most = Math.max(1, Math.floor(word.length / 3));
  const names = firstOf(known, MAX_NAMES);
  const ranked = names
    .filter(name => Math.abs(name.length - word.length) <= most)
    .map(name => ({ name, distance: distanceBetween(word.toLowerCase(), name.toLowerCase()) }))
    .sort((a, b) => a.distance - b.distance);
  const [best] = ranked;
  return best && best.distance <= most ? best.name : longFormOf(word, names);
}

/** Fewer letters begin too many words. */
const MIN_SHORT = 3;

/** `environment` of `env`; undefined where several begin like it. */
function longFormOf(word: string, names: readonly string[]): string | undefined {
  const [only, ...more] = names.filter(name => name.toLowerCase().startsWith(word.toLowerCase()));
  return word.length >= MIN_SHORT && more.length === 0 ? only : undefined;
}

export function firstOf(names: Iterable<string>, count: number): readonly string[] {
  const first: string[] = [];
  for (const name of names) {
    if (first.length >= count) break;
    first.push(name);
  }
  return first;
}

/** The number of characters to put in, take out, change or exchange with the one before. */
function distanceBetween(a: string, b: string): number {
  let above: readonly number[] = [];
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const changed = row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1);
      const isExchanged = a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      const exchanged = isExchanged ? above[j - 2]! + 1 : changed;
      next.push(Math.min(changed, exchanged, row[j]! + 1, next[j - 1]! + 1));
    }
    above = row;
    row = next;
  }
  return row[b.length]!;
}
