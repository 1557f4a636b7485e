/** Actions of AWS: what they are given, as the command line would say it. */
import { literalOf, type Text } from '../../../model/text';
import { child, type Place } from '../../place';
import { credentialsOf } from '../credentials';
import type { Called } from '../run-script';
import { type Credentials, type Session, withVariable } from '../session';
import { openAs, splitText, textOf, withoutPrefix } from '../values';
import { type Contexts, holds, textIn } from './expressions';
import { givenAt } from './inputs';
import type { Running } from './running';

/** The action `aws-actions/configure-aws-credentials`: a role, the accounts that it may be of, a region. */
export function withCredentials(
  step: Place,
  condition: string | undefined,
  running: Running,
  contexts: Contexts,
): Running {
  const given = givenAt(step, place => textIn(place, contexts));
  const isAlways = holds(condition, contexts) === 'yes';
  const region = given.get('aws-region');
  const set = region && (isAlways ? region : { parts: [openAs('AWS_REGION')], at: region.at });
  const credentials = credentialsIn(given, step);
  return {
    ...running,
    session: set ? withVariable(running.session, 'AWS_REGION', set) : running.session,
    configured: [...running.configured, { condition: isAlways ? undefined : condition, credentials }],
  };
}

/** Keys say no account. */
function credentialsIn(given: ReadonlyMap<string, Text>, step: Place): Credentials {
  const role = given.get('role-to-assume');
  const key = given.get('aws-access-key-id');
  const own = role
    ? credentialsOf(role)
    : { account: { parts: [openAs('aws-access-key-id')], at: key?.at ?? step.at } };
  const allowed = given.get('allowed-account-ids');
  const only = allowed && literalOf(allowed)?.trim();
  return only !== undefined && /^\d{12}$/.test(only) ? { ...own, account: textOf([only], allowed!.at) } : own;
}

/** Inputs that the command line has options for, by another name where it has one. */
const options: Readonly<Record<string, string>> = {
  name: 'stack-name',
  template: 'template-file',
  'role-arn': 'role-arn',
};

/** The action `aws-actions/aws-cloudformation-github-deploy`. Its files are seen from the repository's root. */
export function stackAction(step: Place, session: Session, contexts: Contexts): Called {
  const given = givenAt(step, place => textIn(place, contexts));
  const named = Object.entries(options).flatMap(([input, option]) => {
    const text = given.get(input);
    return text ? [[option, [text]] as const] : [];
  });
  const parameters = given.get('parameter-overrides');
  const uses = child(step, 'uses');
  return {
    tool: 'cloudformation',
    options: new Map<string, readonly Text[]>([
      ...named,
      ...(parameters ? [['parameter-overrides', pairsIn(parameters)] as const] : []),
    ]),
    others: [],
    session: { ...session, folder: session.root },
    at: (uses ?? step).at,
  };
}

/** `A=b,C=d`, or a line for each. A comma that no name follows belongs to the value. */
function pairsIn(text: Text): readonly Text[] {
  if (withoutPrefix(text, 'file://')) return [text];
  return splitText(text, /,(?=\s*[\w-]+=)|\r?\n/).map(({ parts: [first, ...rest], at }) =>
    textOf([typeof first === 'string' ? first.trimStart() : first!, ...rest], at),
  );
}
