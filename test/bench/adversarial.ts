/** Decisions built to be hard: each is one question, asked of what is made beforehand. None may take over 50 ms. */
import { type Ceiling, effective, restrictionsOn } from '../../server/src/engine/policy/decide';
import {
  complement,
  glob,
  includes,
  isEmpty as isEmptyLanguage,
  subtract,
  surelyIncludes,
  union,
} from '../../server/src/engine/policy/language';
import { intersect, type RequestSet, requests } from '../../server/src/engine/policy/request-set';
import { isEmpty, witness } from '../../server/src/engine/policy/witness';
import { statement } from '../support/statements';
import { type HardPolicy, hardPolicies, many } from './hard-policies';

export interface HardDecision {
  readonly name: string;
  decide(): unknown;
}

const anything = requests({});
const passing = requests({ action: 'iam:PassRole', resource: 'arn:*:iam::*:role/*' });

export const adversarial: readonly HardDecision[] = [...hardPolicies.flatMap(decisionsOn), ...onPatterns()];

function decisionsOn(policy: HardPolicy): readonly HardDecision[] {
  const all = leftOf(policy, anything);
  const passed = leftOf(policy, passing);
  const left = all();
  return [
    { name: `${policy.name}: what is left`, decide: all },
    { name: `${policy.name}: is anything left`, decide: () => isEmpty(left) },
    { name: `${policy.name}: what is left of passing roles`, decide: passed },
    { name: `${policy.name}: a request that passes one`, decide: () => witness(intersect(left, passing)) },
  ];
}

function leftOf({ statements, ceilings = [] }: HardPolicy, asked: RequestSet): () => RequestSet {
  const [allow, ...denies] = statements.map(written => ({ statement: statement(written) }));
  const read = ceilings.map((written): Ceiling => {
    return { options: [{ statements: written.map(one => ({ statement: statement(one) })) }] };
  });
  return () => effective(allow!, restrictionsOn(asked, denies, read, {})).certain;
}

function onPatterns(): readonly HardDecision[] {
  const globs = many(1000, i => glob(`*${i}*a*`));
  const wide = union(...globs);
  const narrow = union(...many(1000, i => glob(`*${i}*a*b*`)));
  const difference = subtract(wide, narrow);
  const complements = union(...globs.map(complement));
  const stars = (count: number) => glob(`${'*a'.repeat(count)}*b`);
  return [
    { name: '1,000 patterns include 1,000', decide: () => includes(wide, narrow) },
    { name: '1,000 patterns include 1,000 at a glance', decide: () => surelyIncludes(wide, narrow) },
    { name: '1,000 patterns without 1,000: is anything left', decide: () => isEmptyLanguage(difference) },
    { name: '1,000 complements include each other', decide: () => includes(complements, wide) },
    { name: '`*a…*a*b` of 40 stars includes one of 41', decide: () => includes(stars(40), stars(41)) },
    { name: '`*a…*a*b` of 41 stars includes one of 40', decide: () => includes(stars(41), stars(40)) },
  ];
}
