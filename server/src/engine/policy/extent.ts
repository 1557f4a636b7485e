/** How much a statement says, against what AWS takes at most: what nobody can deploy is not worked out. */
import type { PolicyStatement } from '../model/statement';
import type { Text } from '../model/text';

/**
 * Characters of the longest policy that AWS takes: a key policy of 32 kilobytes (AWS KMS, "Resource quotas"). Those of IAM are
 * shorter: 6,144 for a managed policy, 10,240 for all that are written into one role ("IAM and AWS STS quotas").
 */
const LONGEST_POLICY = 32_768;

/** So many times the longest policy is read of what several ways to complete a text make of a statement. */
const COMPLETED = 4;

/** Quotes and a comma around a text; all the words of a statement that says nothing. */
const AROUND_TEXT = 3;
const AROUND_STATEMENT = 40;

/**
 * Whether a statement is longer than any policy that AWS takes. What it grants or denies is not worked out then: every answer that
 * it has a part in is `maybe`.
 */
export function isTooLong(statement: PolicyStatement): boolean {
  return exceedsAws(extentOf(statement));
}

export function exceedsAws({ written, completed }: Extent): boolean {
  return written > LONGEST_POLICY || completed > COMPLETED * LONGEST_POLICY;
}

/** In characters: as a policy, and with all that its texts may be completed to. */
export interface Extent {
  readonly written: number;
  readonly completed: number;
}

export function extentOf({ actions, resources, conditions }: PolicyStatement): Extent {
  let written = AROUND_STATEMENT;
  let completed = AROUND_STATEMENT;
  const add = (text: Text) => {
    const length = AROUND_TEXT + charactersIn(text);
    written += length;
    completed += length * waysToComplete(text);
  };
  actions.list.forEach(add);
  resources.list.forEach(add);
  for (const { values } of conditions) values.forEach(add);
  return { written, completed };
}

/** Of each hole all values that it is known to have. */
function charactersIn({ parts }: Text): number {
  let length = 0;
  for (const part of parts) {
    if (typeof part === 'string') length += part.length;
    else for (const value of [part.default ?? '', ...(part.oneOf ?? [])]) length += value.length;
  }
  return length;
}

/** More than this are not told apart. */
const MOST_WAYS = 64;

function waysToComplete({ parts }: Text): number {
  let ways = 1;
  for (const part of parts) if (typeof part !== 'string') ways *= Math.max(1, part.oneOf?.length ?? 1);
  return Math.min(MOST_WAYS, ways);
}
