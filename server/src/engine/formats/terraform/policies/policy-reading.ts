import type { Problem } from '../../../model/problem';
import type { SourcePointer } from '../../../text/text';

/** What is wrong with the policies of one document, and how much of them is still read. */
export interface PolicyReading {
  readonly problems: Problem[];
  readonly work: { left: number };
}

/** In values: policy documents can be the sources of each other, so that few words say a great deal. */
const maximumWork = 500_000;

export function policyReading(): PolicyReading {
  return { problems: [], work: { left: maximumWork } };
}

/** Takes steps of work; false, and a problem, when there are none left. */
export function takeSteps(reading: PolicyReading, steps: number, at: SourcePointer): boolean {
  const before = reading.work.left;
  reading.work.left -= steps;
  if (before > 0 && reading.work.left <= 0) {
    reading.problems.push({
      message: 'this policy and those after it are too large to be read',
      severity: 'error',
      at,
    });
  }
  return reading.work.left > 0;
}

/** Each problem once: a policy that is used twice is read twice. */
export function problemsOf({ problems }: PolicyReading): readonly Problem[] {
  return [...new Map(problems.map(problem => [JSON.stringify([problem.message, problem.at]), problem])).values()];
}
