/** A text read off the language's own patterns, their wildcards filled in: found at once for nearly every real policy. */
import { type Budget, isSpent } from './budget';
import { accepts, type Language } from './language';
import { show } from './pattern';

/** What it costs to fill in one pattern. */
const FILLING = 0.3;

/** Undefined where no such text is in the language, and once the budget is spent. */
export function readable(language: Language, budget: Budget): string | undefined {
  const patterns = patternsIn(language);
  const written = language.kind === 'all' ? patterns.flatMap(writtenPattern) : [];
  const needed = written.length > 1 ? written.slice(0, MOST_JOINED).map(coreOf) : [];
  for (const pattern of patterns) {
    for (const text of textsOf(pattern, needed)) {
      budget.left -= FILLING;
      const found = accepts(language, text, budget);
      if (isSpent(budget)) return undefined;
      if (found) return text;
    }
  }
  return undefined;
}

/** The sets that a text may be read off. */
function patternsIn(language: Language): readonly Language[] {
  if (language.kind === 'any') return language.of;
  if (language.kind === 'all') return language.of.flatMap(member => (member.kind === 'any' ? member.of : [member]));
  return [language];
}

function textsOf(pattern: Language, needed: readonly string[]): readonly string[] {
  if (pattern.kind === 'strings') return pattern.list;
  if (pattern.kind !== 'glob') return ['x'];
  const written = show(pattern.tokens);
  return needed.length === 0 ? fillings(written) : [...fillings(written), holding(written, needed)];
}

function fillings(pattern: string): readonly string[] {
  return ['x', '', 'zz'].map(text => filled(pattern, text));
}

function filled(pattern: string, text: string): string {
  return pattern.replaceAll('*', text).replaceAll('?', 'x');
}

/** Of more patterns that have to match together, the first are tried. */
const MOST_JOINED = 32;

function writtenPattern(language: Language): readonly string[] {
  return language.kind === 'glob' ? [show(language.tokens)] : [];
}

/** `*-prod-*` needs `-prod-`. */
function coreOf(pattern: string): string {
  return filled(pattern, '');
}

/** What `pattern` matches with all that is needed where its last `*` stands. */
function holding(pattern: string, needed: readonly string[]): string {
  const last = pattern.lastIndexOf('*');
  if (last < 0) return filled(pattern, '');
  const others = needed.filter(core => !pattern.includes(core));
  return filled(pattern.slice(0, last), '') + others.join('') + filled(pattern.slice(last + 1), '');
}
