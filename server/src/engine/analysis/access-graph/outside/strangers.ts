/**
 * Whom a policy lets in that lets in anyone: those who have nothing to do with its owner; or else those of some accounts, those of an
 * organization, or whoever comes from where it wants them to. From "AWS global condition context keys" of the IAM User Guide and
 * "The meaning of public" of the S3 User Guide: what callers choose, such as a tag of their own, keeps out nobody.
 */
import type { Condition, PolicyStatement, Principal } from '../../../model/statement';
import { certainReadings, literalOf, show, type Text } from '../../../model/text';
import { absent, holding, type KeyStates, orAbsent } from '../../../policy/context';
import { anything, complement, glob, intersect, type Language, literal } from '../../../policy/language';
import { standIns } from '../../../policy/reading';
import { type LetIn, letsInSaying, type OwnPolicies, saidOf } from '../../permissions/lets-in';
import { isOpen } from '../directory/guards';

/** Some of those whom anyone means. */
export type Among =
  | { readonly kind: 'anyone' }
  /** By a role or user of theirs, or by their account. */
  | { readonly kind: 'named'; readonly principal: Principal }
  | { readonly kind: 'organization'; readonly id: string };

export interface Visitors {
  readonly who: Among;
  readonly certain: boolean;
}

type Said = Readonly<Record<string, KeyStates>>;

/** Strangers alone, where these get in for certain: who else does is no other than they. */
export function visitorsBy(allow: PolicyStatement, own: OwnPolicies): readonly Visitors[] {
  const anyone = letIn({ kind: 'anyone' }, allow, own);
  if (anyone?.certain) return [anyone];
  const conditions = [allow, ...own.denies.map(({ statement }) => statement)].flatMap(one => one.conditions);
  const others = conditions.slice(0, MOST_CONDITIONS).flatMap(amongIn);
  const found = others.flatMap(candidate => {
    const visitors = letIn(candidate.who, allow, own);
    return visitors ? [{ ...candidate, visitors }] : [];
  });
  // A stranger may be whom deployment puts there: who that is by its default is told.
  const isNamed = found.some(candidate => candidate.isOpen);
  return [...(anyone && !isNamed ? [anyone] : []), ...found.map(({ visitors }) => visitors)];
}

/** More of one policy nobody writes. */
const MOST_CONDITIONS = 50;

function letIn(who: Among, allow: PolicyStatement, own: OwnPolicies): Visitors | undefined {
  const from = (place: Said) => letInFrom(who, place, allow, own);
  const sure = from(elsewhere);
  if (sure?.certain) return { who, certain: who.kind !== 'organization' };
  return sure || from(anywhereBut(own)) ? { who, certain: false } : undefined;
}

function letInFrom(who: Among, place: Said, allow: PolicyStatement, own: OwnPolicies): LetIn | undefined {
  if (who.kind === 'named') return letsInSaying(allow, who.principal, { ...place, ...saidBy(who.principal) }, own);
  const { at } = allow;
  const nobody: Principal = { kind: 'account', account: { parts: [NOBODYS], at }, at };
  const organization = who.kind === 'organization' ? memberOf(who.id) : strangers;
  return letsInSaying(allow, nobody, { ...place, ...saidBy(nobody), ...organization }, own);
}

interface Candidate {
  readonly who: Among;
  /** Deployment may put somebody else there. */
  readonly isOpen: boolean;
}

/** Those whom a condition, met or not, tells from others. */
function amongIn({ key, values }: Condition): readonly Candidate[] {
  const name = key.toLowerCase();
  const read = accountKeys.has(name) ? account : name === 'aws:principalarn' ? identityOr : organization;
  if (read === organization && !organizationKeys.has(name)) return [];
  return values.flatMap(value =>
    certainReadings(value)
      .slice(0, MOST_CONDITIONS)
      .flatMap(parts => read({ ...value, parts }).map(who => ({ who, isOpen: isOpen(value) }))),
  );
}

function account(text: Text): readonly Among[] {
  return [{ kind: 'named', principal: { kind: 'account', account: text, at: text.at } }];
}

function organization(text: Text): readonly Among[] {
  return [{ kind: 'organization', id: show(text).split('/')[0]! }];
}

function identityOr(arn: Text): readonly Among[] {
  const [, number, rest = ''] = /^arn:[^:]*:(?:iam|sts)::(\d{12}):(.+)$/.exec(literalOf(arn) ?? '') ?? [];
  if (number === undefined) return [];
  const isOne = /^(?:role|user)\/[^*?]+$/.test(rest);
  return isOne
    ? [{ kind: 'named', principal: { kind: 'identity', arn, at: arn.at } }]
    : account({ parts: [number], at: arn.at });
}

/** The account that asks; `aws:SourceOwner` is what policies of Amazon SNS call it. */
const accountKeys = new Set(['aws:principalaccount', 'kms:calleraccount', 'aws:sourceowner']);
const organizationKeys = new Set(['aws:principalorgid', 'aws:principalorgpaths']);

/** An account that nobody has. */
const NOBODYS = '000000000000';
function saidBy(principal: Principal): Said {
  const account = accountIn(principal);
  return account === undefined ? {} : { ...saidOf(principal, account), 'aws:sourceowner': holding(literal(account)) };
}

function accountIn(principal: Principal): string | undefined {
  if (principal.kind === 'account') return literalOf(principal.account);
  return principal.kind === 'identity' ? literalOf(principal.arn)?.split(':')[4] : undefined;
}

const strange = (pattern: string): KeyStates => orAbsent(holding(glob(pattern)));

/** Of no organization, or of one of their own. */
const strangers: Said = {
  'aws:principalorgid': strange('o-zz9f3czz9f'),
  'aws:principalorgpaths': strange('o-zz9f3czz9f/*'),
  'aws:userid': holding(literal('AIDAZZ9F3CZZ9F3CZZ9F3')),
};

function memberOf(id: string): Said {
  return {
    'aws:principalorgid': holding(literal(id)),
    'aws:principalorgpaths': holding(glob(`${id}/*`)),
  };
}

/** What services alone say, of whom they ask for. */
const ofServices = ['aws:sourcearn', 'aws:sourceaccount', 'aws:sourceorgid', 'aws:sourceorgpaths'];
const ofAccessPoints = ['s3:dataaccesspointaccount', 's3:dataaccesspointarn'];

/** From networks that anyone has, and with no secret. */
const elsewhere: Said = {
  ...Object.fromEntries([...ofServices, 'kms:viaservice'].map(key => [key, absent])),
  ...Object.fromEntries(
    [...ofAccessPoints, 'aws:sourcevpce', 'aws:sourcevpc', 'aws:sourcevpcarn', 'sts:externalid'].map(key => [
      key,
      strange('zz9f3c'),
    ]),
  ),
  ...Object.fromEntries(['aws:vpceaccount', 'aws:vpceorgid', 'aws:vpceorgpaths'].map(key => [key, strange('zz9f3c')])),
  'aws:sourceip': orAbsent(holding(literal('198.51.100.173', '2001:db8:9f3c::173'))),
  'aws:vpcsourceip': absent,
  'aws:principalisawsservice': holding(literal('false')),
};

/** From wherever they want; but what is the owner's own asks for the owner alone. */
function anywhereBut({ given: { account = standIns.account } }: OwnPolicies): Said {
  const others = (own: Language): KeyStates => orAbsent(holding(intersect(anything, complement(own))));
  // The owner of a bucket is one account, which its ARN does not tell.
  const foreign = orAbsent(holding(intersect(glob('arn:*:*:*:?*:*'), complement(glob(`arn:*:*:*:${account}:*`)))));
  return {
    'aws:sourceaccount': others(literal(account)),
    's3:dataaccesspointaccount': others(literal(account)),
    'aws:sourcearn': foreign,
    's3:dataaccesspointarn': foreign,
  };
}
