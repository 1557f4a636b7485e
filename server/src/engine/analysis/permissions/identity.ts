/** What all requests of a principal say of who asks, however many sessions it has. */
import type { Resource } from '../../model/resource';
import type { Condition } from '../../model/statement';
import { contextOf } from '../../policy/conditions';
import { absent, anyState, holding, isImpossible, type KeyStates, present } from '../../policy/context';
import type { Stated } from '../../policy/decide';
import {
  ANY_STRING,
  anything,
  glanceBudget,
  type Language,
  literal,
  patternOf,
  type Tokens,
  verbatim,
  wildcards,
} from '../../policy/language';
import { principalsIn, sessionsOf, usersCalled } from '../../policy/principals';
import { type Given, standIns } from '../../policy/reading';
import { arnOf, nameIn } from './iam-names';

export interface Identity {
  readonly principal: Resource;
  /** Undefined: any account. */
  readonly account: string | undefined;
  /** In that account; undefined for what is neither a role nor a user, and may be given to any. */
  readonly arn: string | undefined;
  readonly given: Given;
}

export function identityIn(
  account: string | undefined,
  { principal, given }: Pick<Identity, 'principal' | 'given'>,
): Identity {
  const reference = { hole: principal.id, kind: 'reference', resource: principal.id, attribute: 'arn' } as const;
  const isIdentity = principal.kind === 'role' || principal.kind === 'user';
  const deployed = given.nameOf?.(reference);
  // Of a member of a group there is no more than the group.
  const isItself = deployed?.includes(`:${principal.kind}/`);
  const arn = isIdentity ? (isItself ? deployed : arnOf(principal, given)) : undefined;
  return { principal, account, arn: arn?.replace(/^(arn:[^:]*:iam::)[^:]*:/, `$1${account ?? '*'}:`), given };
}

/** As `policy/principals.ts` writes who asks. */
export function whoAsks({ principal, account, arn }: Identity): Language {
  if (arn !== undefined) return principal.kind === 'role' ? sessionsOf(arn) : usersCalled(arn);
  return account === undefined ? anything : principalsIn(account);
}

/** What a condition key holds in all requests of who asks. */
export interface OwnKey {
  /** At most. */
  readonly states: KeyStates;
  /** Which of these is a fact of the principal that nobody here knows; else deployment, or the request, decides among them. */
  readonly isOpen: boolean;
}

const open: OwnKey = { states: anyState, isOpen: true };

/**
 * What a key in lower case holds; undefined where who asks can choose it or the request decides. From "AWS global condition context
 * keys" of the IAM User Guide.
 */
export function ownKey(key: string, identity: Identity): OwnKey | undefined {
  if (key.startsWith('aws:principaltag/')) return ownTag(key, identity);
  if (ofServices.has(key)) return known(absent);
  if (unknown.has(key)) return open;
  const { principal, account } = identity;
  switch (key) {
    case 'aws:principalarn':
      return ownArn(identity);
    case 'aws:principalaccount':
    case 'kms:calleraccount':
      return account === undefined ? open : known(holding(literal(account)));
    case 'aws:principaltype':
      return TYPES[principal.kind] ?? open;
    case 'aws:principalisawsservice':
    case 'aws:viaawsservice':
      return known(holding(literal('false')));
    case 'aws:username':
      return ownUserName(identity);
    // A user shows a second factor when asked for it; a role's session was begun with it, or not.
    case 'aws:multifactorauthpresent':
    case 'aws:multifactorauthage':
      return principal.kind === 'user' ? undefined : open;
    default:
      return undefined;
  }
}

function known(states: KeyStates): OwnKey {
  return { states, isOpen: false };
}

/** Only services that ask for themselves say these. */
const ofServices = new Set([
  ...['aws:sourcearn', 'aws:sourceaccount', 'aws:sourceorgid', 'aws:sourceorgpaths'],
  ...['aws:principalservicename', 'aws:principalservicenameslist'],
]);

const unknown = new Set([
  ...['aws:userid', 'aws:sourceidentity', 'aws:federatedprovider'],
  ...['aws:principalorgid', 'aws:principalorgpaths'],
]);

const TYPES: Partial<Record<Resource['kind'], OwnKey>> = {
  role: known(holding(literal('AssumedRole'))),
  'permission-set': known(holding(literal('AssumedRole'))),
  user: known(holding(literal('User'))),
  group: known(holding(literal('User'))),
};

/** Where the account is not known, in any. */
function ownArn({ principal, account = '*', arn }: Identity): OwnKey {
  const inAccount = (name: Tokens) =>
    holding(patternOf([...wildcards(`arn:${standIns.partition}:iam::${account}:`, true), ...name]));
  if (arn !== undefined) return ofName(arn.split(':').slice(5).join(':'), principal, inAccount);
  if (principal.kind === 'permission-set') return known(inAccount(wildcards('role/aws-reserved/sso.amazonaws.com/*')));
  return principal.kind === 'group' ? { states: inAccount(wildcards('user/*')), isOpen: true } : open;
}

function ownUserName({ principal, arn }: Identity): OwnKey {
  if (principal.kind === 'role' || principal.kind === 'permission-set') return known(absent);
  if (principal.kind !== 'user' || arn === undefined) return open;
  const name = principal.name ? arn.split('/').at(-1)! : nameIn(principal);
  return ofName(name, principal, tokens => holding(patternOf(tokens)));
}

/** What stands for a name that AWS gives is written by nobody; what parameters, or sessions, make of a name is open. */
function ofName(text: string, { name }: Resource, states: (tokens: Tokens) => KeyStates): OwnKey {
  const holes = (name?.parts ?? []).flatMap(part =>
    typeof part !== 'string' && (part.kind === 'parameter' || part.kind === 'opaque') ? [`\${${part.hole}}`] : [],
  );
  const parts = ['${aws:username}', ...holes].reduce((all, hole) => all.flatMap(one => one.split(hole)), [text]);
  const tokens = parts.flatMap((part, i) => (i === 0 ? verbatim(part) : [ANY_STRING, ...verbatim(part)]));
  return { states: states(tokens), isOpen: parts.length > 1 };
}

/** Who begins a role's session can give it tags besides. */
function ownTag(key: string, { principal, given }: Identity): OwnKey {
  if (principal.kind !== 'role' && principal.kind !== 'user') return open;
  const value = given.variable?.(key);
  if (value !== undefined) return known(holding(literal(value)));
  if (given.carries?.(key) === 'yes') return { states: present, isOpen: true };
  return principal.kind === 'user' ? known(absent) : open;
}

/**
 * Whether a statement speaks that asks for a fact which nobody here knows is open: a Deny may then take all that it is about. `meant`
 * are keys whose facts are taken to be as a policy wants them.
 */
export function settled<S extends Stated>(
  said: S,
  identity: Identity,
  given: Given,
  meant: ReadonlySet<string> = none,
): S & { readonly uncertain?: boolean } {
  const { conditions } = said.statement;
  const kept = conditions.filter(condition => {
    const key = condition.key.toLowerCase();
    return meant.has(key) || !ownKey(key, identity)?.isOpen || isDecided(condition, given);
  });
  if (kept.length === conditions.length) return said;
  const statement = said.statement.effect === 'Deny' ? { ...said.statement, conditions: kept } : said.statement;
  return { ...said, statement, uncertain: true };
}

/** Whether what is known of who asks is enough to tell that a condition is always met, or never. */
export function isDecided(condition: Condition, given: Given): boolean {
  const { certain, possible } = contextOf([condition], given, glanceBudget());
  const states = certain.get(condition.key.toLowerCase());
  return certain === possible && (states === undefined || isImpossible(states));
}

const none: ReadonlySet<string> = new Set();
