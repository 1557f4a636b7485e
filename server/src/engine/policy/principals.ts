/**
 * Who asks, as strings, and whom a policy means by them. From "AWS JSON policy elements: Principal" and "AWS JSON policy elements:
 * NotPrincipal" of the IAM User Guide.
 *
 * Principals of IAM and STS are their ARNs: a user's, an account's root, or `arn:aws:sts::111122223333:assumed-role/deploy/anna`,
 * for a role asks as one of its sessions. All are written in the partition `aws`: an account is in one only. Others begin with what
 * they are: `service:lambda.amazonaws.com`, `federated:…`, `canonical:…`.
 */
import type { PolicyStatement, Principal } from '../model/statement';
import type { Hole, Text } from '../model/text';
import {
  ANY_STRING,
  anything,
  COLON,
  complement,
  glob,
  intersect,
  isNothing,
  type Language,
  literal,
  nothing,
  patternOf,
  type Tokens,
  union,
  verbatim,
  wildcards,
} from './language';
import { show } from './language/pattern';
import { type Bounds, combine, exactly, type Given, isExact, languageOf } from './reading';

/** `other` names what is of no account: a service, an identity provider, a canonical user. */
type Kind = 'anyone' | 'account' | 'role' | 'session' | 'user' | 'other';

interface Named {
  readonly kind: Kind;
  /** All who are meant: of a role, its sessions too; of an account, everyone in it. */
  readonly who: Language;
}

/** Those whom a policy names as themselves or as anyone, by their role, and by their account. */
export interface Ways {
  readonly direct: Language;
  readonly asRole: Language;
  readonly throughAccount: Language;
}

const everyone = exactly(anything);

/** What has the form of a principal. */
export const somebody: Language = union(
  ...['arn:aws:iam::?*:?*', 'arn:aws:sts::?*:?*', 'service:?*', 'federated:?*', 'canonical:?*'].map(form => glob(form)),
);

/** Those whom a statement speaks of; all, where it says nothing of them. */
export function principalsOf({ principals }: PolicyStatement, given: Given): Bounds<Language> {
  if (!principals) return everyone;
  const named = namedIn(principals.list, given);
  return principals.mode === 'only' ? combine([named], ([all]) => whoIn(all!)) : everyoneBut(named);
}

/** The same, by how a statement of a resource's policy names them. */
export function waysOf({ principals }: PolicyStatement, given: Given): Bounds<Ways> {
  if (!principals) return { certain: directly(nothing), possible: directly(anything) };
  const named = namedIn(principals.list, given);
  if (principals.mode === 'except') return combine([everyoneBut(named)], ([who]) => directly(who!));
  return combine([named], ([all]) => ({
    direct: whoIn(all!.filter(({ kind }) => kind !== 'role' && kind !== 'account')),
    asRole: whoIn(all!.filter(({ kind }) => kind === 'role')),
    throughAccount: whoIn(all!.filter(({ kind }) => kind === 'account')),
  }));
}

function directly(who: Language): Ways {
  return { direct: who, asRole: nothing, throughAccount: nothing };
}

/** All sessions of the roles with these ARNs, an IAM pattern. Nobody's for what is the ARN of no role. */
export function sessionsOf(roles: string): Language {
  const tokens = sessionTokens(inOnePartition(roles), wildcards);
  return tokens ? patternOf(tokens) : nothing;
}

/** The users with these ARNs, an IAM pattern. */
export function usersCalled(arns: string): Language {
  return glob(inOnePartition(arns));
}

/** Everyone in an account. */
export function principalsIn(account: string): Language {
  return membersOf(verbatim(account));
}

function whoIn(named: readonly Named[]): Language {
  return union(...named.map(({ who }) => who));
}

function namedIn(principals: readonly Principal[], given: Given): Bounds<readonly Named[]> {
  return combine(
    principals.map(principal => namedBy(principal, given)),
    all => all.flat(),
  );
}

function namedBy(principal: Principal, given: Given): Bounds<readonly Named[]> {
  const read = (text: Text, named: (texts: Language) => readonly Named[]) =>
    combine([languageOf(openedIn(text, given), 'literal', given)], ([texts]) => named(texts!));
  switch (principal.kind) {
    case 'anyone':
      return exactly([anyone]);
    case 'account':
      return read(principal.account, accountsIn);
    case 'identity':
      return read(principal.arn, identitiesIn);
    case 'service':
      return read(principal.name, names => prefixed('service', names));
    case 'federated':
      return read(principal.provider, providers => prefixed('federated', providers));
    case 'canonical':
      return read(principal.id, ids => prefixed('canonical', ids));
  }
}

/** Nobody else is called like a resource that is not known; but it may be made for whoever asks. */
function openedIn(text: Text, given: Given): Text {
  const opened = (part: string | Hole): string | Hole =>
    typeof part !== 'string' && part.kind === 'reference' && given.nameOf?.(part) === undefined
      ? { ...part, kind: 'opaque' }
      : part;
  return { ...text, parts: text.parts.map(opened) };
}

const anyone: Named = { kind: 'anyone', who: anything };

function identitiesIn(arns: Language): readonly Named[] {
  if (isNothing(arns)) return [];
  if (arns.kind === 'strings')
    return arns.list.map(arn => identity(arn, verbatim) ?? { kind: 'other', who: literal(arn) });
  if (arns.kind === 'any') return arns.of.flatMap(identitiesIn);
  return [(arns.kind === 'glob' && identity(show(arns.tokens), wildcards)) || anyone];
}

/** Undefined for what has the form of no principal of IAM. */
function identity(written: string, tokens: (text: string) => Tokens): Named | undefined {
  if (written === '*') return anyone;
  const arn = inOnePartition(written);
  const account = ACCOUNT.exec(arn)?.[1];
  if (account !== undefined) return { kind: 'account', who: membersOf(tokens(account)) };
  const sessions = sessionTokens(arn, tokens);
  const itself = patternOf(tokens(arn));
  if (sessions) return { kind: 'role', who: union(itself, patternOf(sessions)) };
  const [, type] = /^arn:aws:(?:iam|sts)::[^:]*:(user|assumed-role|federated-user)\//.exec(arn) ?? [];
  return type ? { kind: type === 'assumed-role' ? 'session' : 'user', who: itself } : undefined;
}

const ACCOUNT = /^(?:arn:aws:iam::)?(\d{12})(?::root)?$/;

function inOnePartition(arn: string): string {
  return arn.replace(/^arn:[^:]*:(?=(?:iam|sts)::)/, 'arn:aws:');
}

/** `arn:aws:sts::111122223333:assumed-role/deploy/*` of `arn:aws:iam::111122223333:role/ci/deploy`. */
function sessionTokens(role: string, tokens: (text: string) => Tokens): Tokens | undefined {
  const [, account, path] = /^arn:aws:iam::([^:]*):role\/(.+)$/s.exec(role) ?? [];
  // A stand-in for a name, `${…}`, may hold slashes of its own.
  const name = path?.match(/(?:\$\{[^}]*\}|[^/])+/g)?.at(-1);
  if (name === undefined) return undefined;
  return [...tokens(`arn:aws:sts::${account}:assumed-role/${name}/`), ANY_STRING];
}

function accountsIn(ids: Language): readonly Named[] {
  if (ids.kind === 'any') return ids.of.flatMap(accountsIn);
  if (ids.kind !== 'strings') return [{ kind: 'account', who: membersOf([ANY_STRING]) }];
  return ids.list.map(id => identity(id, verbatim) ?? { kind: 'account', who: principalsIn(id) });
}

function membersOf(account: Tokens): Language {
  const of = (service: string) => patternOf([...verbatim(`arn:aws:${service}::`), ...account, COLON, ANY_STRING]);
  return union(of('iam'), of('sts'));
}

function prefixed(kind: string, names: Language): readonly Named[] {
  if (names.kind === 'any') return names.of.flatMap(member => prefixed(kind, member));
  const who = names.kind === 'strings' ? literal(...names.list.map(name => `${kind}:${name}`)) : glob(`${kind}:*`);
  return [{ kind: 'other', who }];
}

/**
 * AWS may look at the account first, and then at the user or the role: who is surely left out is named by both. An account that is
 * named leaves out its root user alone.
 */
function everyoneBut(named: Bounds<readonly Named[]>): Bounds<Language> {
  const atMost = named.possible.map(({ kind, who }) => (kind === 'account' ? intersect(who, roots) : who));
  const certain = complement(union(...atMost));
  const isPlain = named.possible.every(({ kind }) => kind === 'account' || kind === 'other' || kind === 'anyone');
  if (isExact(named) && isPlain) return exactly(certain);
  return { certain, possible: complement(surelyNamed(named.certain)) };
}

function surelyNamed(named: readonly Named[]): Language {
  const of = (...kinds: readonly Kind[]) => whoIn(named.filter(({ kind }) => kinds.includes(kind)));
  const accounts = of('account');
  return union(of('anyone', 'other'), intersect(accounts, roots), intersect(of('user', 'role'), accounts));
}

const roots = patternOf(wildcards('arn:aws:iam::*:root', true));
