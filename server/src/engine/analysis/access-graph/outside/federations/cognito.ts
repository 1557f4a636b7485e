/** Who gets credentials of an identity pool: "Role trust and permissions" of the Amazon Cognito Developer Guide, 2026. */
import type { Condition } from '../../../../model/statement';
import { type Answer, matchesWildcards } from '../../../../model/text';
import type { WorkspaceIndex } from '../../../index/workspace-index';
import type { Claims, TokensOf } from './tokens';

/** Of an identity pool, `aud` is its id; undefined: any. Where nobody asks for the state, guests have it as who signs in has. */
export function cognito(subject: string | undefined, pool: string | undefined, asked: Claims): readonly People[] {
  const where = pool === undefined ? 'an identity pool' : `the identity pool ${pool}`;
  const states = asked('amr') ?? ['*'];
  if (subject !== undefined && !/[*?]/.test(subject)) return [{ ...people, label: `${subject} of ${where}`, states }];
  const ofGuests = states.filter(state => matchesWildcards(state, GUEST));
  const others = states.filter(state => !ofGuests.includes(state) || matchesWildcards(state, MEMBER));
  const areAny = others.some(state => matchesWildcards(state, MEMBER));
  const guests = { ...people, label: `anyone, as a guest of ${where}`, openTo: 'guests', states: [GUEST] } as const;
  const members = { ...people, label: `anyone who signs in to ${where}`, states: areAny ? [MEMBER] : others };
  return [...(ofGuests.length > 0 ? [guests] : []), ...(others.length > 0 ? [members] : [])];
}

/** What their tokens say in `amr`; besides these two, by what they have signed in: `graph.facebook.com`. */
const GUEST = 'unauthenticated';
const MEMBER = 'authenticated';

export interface People extends TokensOf {
  readonly states: readonly string[];
}

const people = { openTo: undefined, deploysTo: undefined };

/** Whether the pools that a trust policy names take guests; of one that no document defines it is known where the policy asks for states. */
export function guestsTaken(conditions: readonly Condition[], index: WorkspaceIndex): Answer {
  const elsewhere: Answer = conditions.some(({ key }) => /:amr$/i.test(key)) ? 'yes' : 'maybe';
  const pools = conditions.filter(({ key }) => /:aud$/i.test(key)).flatMap(({ values }) => values);
  const answers = pools.flatMap(({ parts: [only] }) => {
    const pool = typeof only === 'object' && only.resource ? index.resource(only.resource) : undefined;
    return pool?.takes?.guests ?? elsewhere;
  });
  if (answers.length === 0) return elsewhere;
  if (answers.includes('yes')) return 'yes';
  return answers.includes('maybe') ? 'maybe' : 'no';
}
