import type { Problem, Remedy } from '../model/problem';
import type { SyntaxProblem } from '../syntax/tree';
import { lineEnd, lineStart } from '../text/line';
import type { SourceRange } from '../text/text';

export interface DocumentProblem {
  readonly message: string;
  readonly severity: Problem['severity'];
  readonly range: SourceRange;
  /** Ways to mend it, the likeliest first. */
  readonly remedies?: readonly Remedy[];
}

/** What is wrong with a text, by its grammar and by what is `said` of it; in order of place. */
export function problemsIn(
  text: string,
  complaints: readonly SyntaxProblem[],
  said: readonly DocumentProblem[],
): readonly DocumentProblem[] {
  const syntax = complaints.map(problem => ({ ...problem, severity: problem.severity ?? ('error' as const) }));
  const broken = syntax.filter(({ severity }) => severity === 'error').map(({ range }) => linesOf(range, text));
  const sound = said.filter(({ range }) => !broken.some(lines => meet(lines, range)));
  return withoutRepeated([...syntax, ...sound].sort((a, b) => a.range.start - b.range.start));
}

/** What stands under an alias is read wherever the alias stands, and complained of each time. */
function withoutRepeated(problems: readonly DocumentProblem[]): readonly DocumentProblem[] {
  const key = ({ message, range }: DocumentProblem) => `${range.start} ${range.end} ${message}`;
  return [...new Map(problems.map(problem => [key(problem), problem])).values()];
}

/** What a broken line says is not what its author meant: one problem is enough there. */
function linesOf({ start, end }: SourceRange, text: string): SourceRange {
  return { start: lineStart(text, start), end: lineEnd(text, end) };
}

function meet(a: SourceRange, b: SourceRange): boolean {
  return a.start <= b.end && b.start <= a.end;
}
