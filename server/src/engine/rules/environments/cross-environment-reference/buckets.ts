import { spelled } from '../../../analysis/environments/environments';
import { knownEverywhere } from '../../../analysis/environments/known-environment';
import { bucketMentioned } from '../../../analysis/environments/mentions';
import type { Landing, WorkspaceIndex } from '../../../analysis/index/workspace-index';
import type { Text } from '../../../model/text';
import type { Thing } from './naming';

/**
 * The bucket of another stack that a text names where it lands like this: no ARN of a bucket has an account, and none is needed. In the
 * own account it is a mix, which is told as that.
 */
export function bucketNamed(text: Text, landing: Landing | undefined, index: WorkspaceIndex): readonly Thing[] {
  const name = bucketMentioned(text);
  const buckets = name === undefined ? [] : index.bucketsCalled(name);
  if (buckets.some(({ at }) => at.uri === text.at.uri)) return [];
  const [environment, ...others] = buckets.map(bucket =>
    landing?.account !== undefined && index.accountOf(bucket) === landing.account
      ? undefined
      : knownEverywhere(bucket, index),
  );
  if (!environment || others.some(other => other?.name !== environment.name)) return [];
  return [{ text, called: `\`${spelled(text)}\``, environment }];
}
