/** Who gets credentials of an identity pool: "Role trust and permissions" of the Amazon Cognito Developer Guide, 2026. */
import type { Condition } from '../../../../model/statement';
import { type Answer, matchesWildcards } from '../../../../model/text';
import type { WorkspaceIndex } from '../../../index/workspace-index';
import type { Claims, TokensOf } from './tokens';

/** Of an identity pool, `aud` is its id; undefined: any. A guest of it has shown nothing. */
export function cognito(subject: string | undefined, pool: string | undefined, asked: Claims): TokensOf {
  const where = pool === undefined ? 'an identity pool' : `the identity pool ${pool}`;
  if (subject !== undefined && !/[*?]/.test(subject)) return { ...people, label: `${subject} of ${where}` };
  const isForGuests = asked('amr')?.some(state => matchesWildcards(state, 'unauthenticated'));
  if (isForGuests) return { ...people, label: `anyone, as a guest of ${where}`, openTo: 'guests' };
  return { ...people, label: `anyone who signs in to ${where}` };
}

const people = { openTo: undefined, deploysTo: undefined };

/** Whether the pools that a trust policy names take guests; of a pool that no document defines nobody knows it. */
export function guestsTaken(conditions: readonly Condition[], index: WorkspaceIndex): Answer {
  const pools = conditions.filter(({ key }) => /:aud$/i.test(key)).flatMap(({ values }) => values);
  const answers = pools.flatMap(({ parts: [only] }) => {
    const pool = typeof only === 'object' && only.resource ? index.resource(only.resource) : undefined;
    return pool?.takes?.guests ?? 'yes';
  });
  if (answers.length === 0 || answers.includes('yes')) return 'yes';
  return answers.includes('maybe') ? 'maybe' : 'no';
}
