import type { SyntaxProblem } from './tree';

/** The deepest node that a tree holds; later walks may recurse without a bound of their own. */
export const maxDepth = 512;

/** More than a reader wants to see of one text, and a bound for texts that are nothing but faults. */
const maxProblems = 100;

/** Gathers the problems of one text. */
export interface ProblemList {
  readonly list: readonly SyntaxProblem[];
  /** No more are taken. */
  isFull(): boolean;
  add(message: string, start: number, end: number, severity?: 'warning'): void;
}

export function problemList(): ProblemList {
  const list: SyntaxProblem[] = [];
  return {
    list,
    isFull: () => list.length >= maxProblems,
    add(message, start, end, severity) {
      if (list.length >= maxProblems) return;
      list.push({ message, range: { start, end }, ...(severity && { severity }) });
    },
  };
}

export const tooDeep = `nested more than ${maxDepth} levels deep; what is deeper is not read`;
