import type { Deployment } from '../../../model/deployment';
import type { Claim } from '../../../model/environment';
import { literalOf as literalText, type Text } from '../../../model/text';
import { saysEnvironment } from '../../claims';
import { attribute, blocks, itemsOf, literalOf, textOf } from '../values/readings';
import type { Value } from '../values/value';
import { accountOf } from './accounts';

/** What a provider block says of where its resources land. */
export type Landing = Pick<
  Deployment,
  'account' | 'otherAccounts' | 'sameAccount' | 'byCredential' | 'region' | 'claims'
>;

/** A provider block's attributes, by whichever means they are known. */
export type Attributes = (name: string) => Value | undefined;

/** `aws`, or `aws.prod` for the alias `prod`. */
export function providerKey(name: string, alias: string | undefined): string {
  return alias === undefined ? name : `${name}.${alias}`;
}

/** Whether a provider's resources land in AWS accounts. A plan calls one that a module makes itself `module.x:aws`. */
export function isAws(provider: string): boolean {
  return /(?:^|:)aws(?:cc)?(?:\.|$)/.test(provider);
}

export function landingOf(attributes: Attributes): Landing {
  const allowed = itemsOf(attributes('allowed_account_ids')).map(textOf);
  // Who comes by a web identity assumes the other role from there.
  const role = assumedAccount(attributes('assume_role') ?? attributes('assume_role_with_web_identity'));
  // Several allowed accounts leave open which one it is.
  const [account, ...others] = [allowed.length === 1 ? allowed[0] : undefined, role].flatMap(said => said ?? []);
  const otherAccounts = others.filter(other => account && areDifferent(account, other));
  const sameAccount = [...allowed, role].flatMap(said =>
    said && said !== account && account && areSame(account, said) ? [said] : [],
  );
  const region = attributes('region');
  return {
    ...(account ? { account } : {}),
    ...(otherAccounts.length > 0 ? { otherAccounts } : {}),
    ...(sameAccount.length > 0 ? { sameAccount } : {}),
    ...(region ? { region: textOf(region) } : {}),
    claims: [
      ...claim('alias', attributes('alias')),
      ...claim('profile', attributes('profile')),
      ...defaultTags(attributes),
    ],
  };
}

/** Whether both are known, and not the same. */
function areDifferent(one: Text, other: Text): boolean {
  const [first, second] = [literalText(one), literalText(other)];
  return first !== undefined && second !== undefined && first !== second;
}

function areSame(one: Text, other: Text): boolean {
  return literalText(one) !== undefined && literalText(one) === literalText(other);
}

/** Roles are assumed one after another; the last decides. Of a plan, its account may be all that is known of a role. */
function assumedAccount(value: Value | undefined): Text | undefined {
  const role = attribute(blocks(value).at(-1), 'role_arn');
  if (!role) return undefined;
  return /^\d{12}$/.test(literalOf(role) ?? '') ? textOf(role) : accountOf(textOf(role));
}

function claim(key: string, value: Value | undefined): readonly Claim[] {
  return value && literalOf(value) !== '' ? [{ source: 'deployment', text: textOf(value), key }] : [];
}

function defaultTags(attributes: Attributes): readonly Claim[] {
  return blocks(attributes('default_tags'))
    .flatMap(block => blocks(attribute(block, 'tags')))
    .flatMap(tags => [...tags.entries])
    .filter(([key]) => saysEnvironment(key))
    .map(([key, value]) => ({ source: 'default-tag', text: textOf(value), key }));
}
