import type { Condition, PolicyStatement, Principal } from '../../../model/statement';

/**
 * The accounts, roles and users that an Allow lets in by name: those that it lists, and, where it lists anyone, those to whom its
 * conditions narrow it. What else the conditions ask is decided later.
 */
export function whomIn({ effect, principals, conditions }: PolicyStatement): readonly Principal[] {
  if (effect === 'Deny' || principals?.mode !== 'only') return [];
  const listed = principals.list.filter(({ kind }) => kind === 'account' || kind === 'identity');
  const isForAnyone = principals.list.some(({ kind }) => kind === 'anyone');
  return isForAnyone ? [...listed, ...conditions.flatMap(narrowedTo)] : listed;
}

/** `aws:SourceAccount` is whose resource a service acts for: nobody who lists anyone leaves services out. */
function narrowedTo({ operator, key, values }: Condition): readonly Principal[] {
  if (!positive.test(operator)) return [];
  const name = key.toLowerCase();
  if (accountKeys.has(name)) return values.map(account => ({ kind: 'account', account, at: account.at }));
  return name === 'aws:principalarn' ? values.map(arn => ({ kind: 'identity', arn, at: arn.at })) : [];
}

const accountKeys: ReadonlySet<string> = new Set(['aws:principalaccount', 'aws:sourceaccount', 'kms:calleraccount']);

/** Operators that ask for one of the values. */
const positive = /^(?:ForAnyValue:)?(?:String(?:Equals|EqualsIgnoreCase|Like)|Arn(?:Equals|Like))$/i;
