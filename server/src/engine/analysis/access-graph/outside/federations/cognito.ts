/** Who gets credentials of an identity pool: "Role trust and permissions" of the Amazon Cognito Developer Guide, 2026. */
import { matchesWildcards } from '../../../../model/text';
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
