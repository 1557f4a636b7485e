/** What all requests of a principal say of who asks, however many sessions it has. */
import type { Resource } from '../../model/model';
import { literalOf } from '../../model/text';
import { absent, holding, type KeyStates } from '../../policy/context';
import { anything, glob, type Language, literal, literalIgnoringCase } from '../../policy/language';
import { principalsIn, sessionsOf, usersCalled } from '../../policy/principals';
import { arnOf } from './iam-names';
import type { Permissions } from './permissions';

export interface Identity {
  readonly principal: Resource;
  /** Undefined: any account. */
  readonly account: string | undefined;
  /** In that account; undefined for what is neither a role nor a user, and may be given to any. */
  readonly arn: string | undefined;
}

export function identityIn(account: string | undefined, { principal, given }: Permissions): Identity {
  const reference = { hole: principal.id, kind: 'reference', resource: principal.id, attribute: 'arn' } as const;
  const isIdentity = principal.kind === 'role' || principal.kind === 'user';
  const arn = isIdentity ? (given.nameOf?.(reference) ?? arnOf(principal, given)) : undefined;
  return { principal, account, arn: arn?.replace(/^(arn:[^:]*:iam::)[^:]*:/, `$1${account ?? '*'}:`) };
}

/** As `policy/principals.ts` writes who asks. */
export function whoAsks({ principal, account, arn }: Identity): Language {
  if (arn !== undefined) return principal.kind === 'role' ? sessionsOf(arn) : usersCalled(arn);
  return account === undefined ? anything : principalsIn(account);
}

/**
 * What a key in lower case holds; `open` where that is a fact of the principal which nobody here knows, undefined where who asks can
 * choose it or the request decides. From "AWS global condition context keys" of the IAM User Guide.
 */
export function ownKey(key: string, identity: Identity): KeyStates | 'open' | undefined {
  if (key.startsWith('aws:principaltag/')) return ownTag(key.slice('aws:principaltag/'.length), identity.principal);
  if (ofServices.has(key)) return absent;
  if (unknown.has(key)) return 'open';
  const { principal, account, arn } = identity;
  switch (key) {
    case 'aws:principalarn':
      return arn === undefined ? 'open' : holding(glob(arn));
    case 'aws:principalaccount':
    case 'kms:calleraccount':
      return account === undefined ? 'open' : holding(literal(account));
    case 'aws:principaltype':
      return TYPES[principal.kind] ?? 'open';
    case 'aws:principalisawsservice':
      return holding(literalIgnoringCase('false'));
    case 'aws:username':
      return principal.kind === 'role' ? absent : principal.kind === 'user' ? nameIn(arn) : 'open';
    // A user shows a second factor when asked for it; a role's session was begun with it, or not.
    case 'aws:multifactorauthpresent':
    case 'aws:multifactorauthage':
      return principal.kind === 'user' ? undefined : 'open';
    default:
      return undefined;
  }
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

const TYPES: Partial<Record<Resource['kind'], KeyStates>> = {
  role: holding(literalIgnoringCase('AssumedRole')),
  user: holding(literalIgnoringCase('User')),
};

function nameIn(arn: string | undefined): KeyStates | 'open' {
  const name = arn && !arn.includes('${') ? arn.split('/').at(-1) : undefined;
  return name === undefined ? 'open' : holding(literal(name));
}

/** Who begins a role's session can give it tags besides. */
function ownTag(tag: string, { kind, tags }: Resource): KeyStates | 'open' {
  const text = Object.entries(tags).find(([name]) => name.toLowerCase() === tag)?.[1];
  if (text === undefined) return kind === 'user' ? absent : 'open';
  const value = literalOf(text);
  return value === undefined ? 'open' : holding(literal(value));
}
