import type { Problem } from '../../model/model';

/** Each once: a policy that is used twice is read twice. */
export function withoutRepeats(problems: readonly Problem[]): readonly Problem[] {
  return [...new Map(problems.map(problem => [JSON.stringify([problem.message, problem.at]), problem])).values()];
}
