import type { Problem } from '../../model/problem';
import type { SourcePointer } from '../../text/text';

/** Gathers the problems of one reading, each once. */
export interface ProblemList {
  add(message: string, at: SourcePointer, severity?: Problem['severity']): void;
  /** Takes over what another reading of the same text has found. */
  take(problems: readonly Problem[]): void;
  /** What `work` finds, which is in the list as well. */
  during(work: () => void): readonly Problem[];
  list(): readonly Problem[];
}

export function problemList(): ProblemList {
  const found = new Map<string, Problem>();
  let heard: Problem[] = [];
  const take = (problem: Problem) => {
    found.set(JSON.stringify([problem.message, problem.at.path]), problem);
    heard.push(problem);
  };
  return {
    add: (message, at, severity = 'warning') => take({ message, severity, at }),
    take: problems => problems.forEach(take),
    during(work) {
      const outer = heard;
      heard = [];
      work();
      const inner = heard;
      heard = [...outer, ...inner];
      return inner;
    },
    list: () => [...found.values()],
  };
}
