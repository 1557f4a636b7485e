import type { Problem } from '../../../model/problem';
import type { SyntaxTree } from '../../../syntax/tree';
import type { SourcePointer } from '../../../text/text';

/** What is wrong with the policies of one document, and how much of them is still read. */
export interface PolicyReading {
  readonly problems: Problem[];
  readonly work: { left: number };
}

/**
 * In values. Policy documents can be the sources of each other, so that few words say a great deal: beside what everyone may, there is
 * as much work as there is text. A thousand roles with a document each, all written out, are 50,000 values in 700,000 characters.
 */
const usualWork = 20_000;
const charactersPerValue = 4;
const maximumWork = 500_000;

/** `written`: the documents that policies are read from. */
export function policyReading(written: readonly SyntaxTree[]): PolicyReading {
  const characters = written.reduce((sum, { document }) => sum + document.text.length, 0);
  return { problems: [], work: { left: Math.min(maximumWork, usualWork + characters / charactersPerValue) } };
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
