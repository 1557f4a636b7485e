import { parseArn } from '../../model/arn';
import { literalOf, type Text } from '../../model/text';
import { type Call, optionsIn } from './command-line';
import { type Credentials, option, type Session, withVariable } from './session';
import { openAs } from './values';

/** Whose credentials one has who assumes a role: its account, as far as the ARN says it. */
export function credentialsOf(role: Text): Credentials {
  const account = parseArn(role)?.account ?? (literalOf(role) === undefined ? role : undefined);
  return account && account.parts.length > 0 ? { role, account } : { role };
}

/** After a call of `aws` that gives others credentials, or that writes a profile. */
export function assumed(session: Session, { words }: Call): Session {
  const { options, others } = optionsIn(words, new Set(['region', 'profile', 'role-arn']), false);
  const [service, action, name, value] = others;
  const role = option(options, 'role-arn');
  if (is(service, 'sts') && action && /^assume-role(?:-with-\w+(?:-\w+)?)?$/.test(literalOf(action) ?? '') && role)
    return { ...session, credentials: { ...credentialsOf(role), isPrinted: true } };
  if (!is(service, 'configure') || !is(action, 'set') || !name || !value) return session;
  const key = literalOf(name) ?? '';
  const profile = /^profile\.([\w-]+)\.role_arn$/.exec(key)?.[1] ?? literalOf(option(options, 'profile') ?? name);
  if (!/(?:^|\.)role_arn$/.test(key) || profile === undefined) return session;
  return { ...session, profiles: new Map(session.profiles).set(profile, credentialsOf(value)) };
}

/** The variable whose keys sign before all else that the environment says. */
export const keyVariable = 'AWS_ACCESS_KEY_ID';

/** With a variable that is set: keys sign instead of what was assumed before. */
export function withSet(session: Session, name: string, value: Text): Session {
  const after = withVariable(session, name, value);
  return name === keyVariable ? { ...after, credentials: credentialsByKey(value, session.credentials) } : after;
}

/** Without one: then there are no keys. */
export function withUnset(session: Session, name: string): Session {
  const variables = new Map(session.variables);
  variables.delete(name);
  return { ...session, variables, credentials: name === keyVariable ? undefined : session.credentials };
}

/**
 * Whose credentials a key is of. A key says no account, but what commands print after a role was assumed are the keys of that role.
 * Without a text there is no key.
 */
export function credentialsByKey(key: Text, before: Credentials | undefined): Credentials | undefined {
  if (key.parts.length === 0) return undefined;
  const [only, ...more] = key.parts;
  const name = more.length === 0 && typeof only === 'object' ? only.hole : '';
  const isSame = name === `env.${keyVariable}` || (before?.isPrinted && printed.has(name));
  return isSame ? before : { account: { parts: [openAs(keyVariable)], at: key.at } };
}

/** What a command prints, and what `read` or `eval` has made of it. */
const printed: ReadonlySet<string> = new Set(['$(…)', keyVariable]);

function is(word: Text | undefined, written: string): boolean {
  return word !== undefined && literalOf(word) === written;
}

/** By which a call signs its requests. */
export interface Signed {
  readonly credentials: Credentials | undefined;
  readonly profile: Text | undefined;
}

/**
 * An option `--profile` before all else; then what a step or a command before it has set, and keys; then `AWS_ROLE_ARN`, and then
 * `AWS_PROFILE`.
 * Source: AWS CLI user guide, "Authentication and access credentials".
 */
export function signedBy(session: Session, options: ReadonlyMap<string, readonly Text[]>): Signed {
  const named = option(options, 'profile');
  if (named) return byProfile(session, named);
  const { variables } = session;
  const role = variables.get('AWS_ROLE_ARN');
  const key = variables.get(keyVariable);
  const byKey = key && credentialsByKey(key, undefined);
  const credentials = session.credentials ?? byKey ?? (role && credentialsOf(role));
  if (credentials) return { credentials, profile: undefined };
  const profile = variables.get('AWS_PROFILE') ?? variables.get('AWS_DEFAULT_PROFILE');
  return profile ? byProfile(session, profile) : { credentials: undefined, profile: undefined };
}

function byProfile({ profiles }: Session, profile: Text): Signed {
  return { credentials: profiles.get(literalOf(profile) ?? ''), profile };
}
