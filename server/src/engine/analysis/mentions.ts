import type { Text } from '../model/model';
import { environmentOfPath, literalOf, type NamedEnvironment, type Vocabulary } from './environments';
import { holeMark } from './vocabulary';

/**
 * The environment of a thing that a text names by ARN or by the path of a parameter or secret. A plain word is none: `NODE_ENV` is
 * `production` everywhere. Nor is an API's ARN: its stage is called `Prod` everywhere; nor are identities, which live in other
 * accounts and are trusted, not used.
 */
export function environmentMentioned(text: Text, words: Vocabulary): NamedEnvironment | undefined {
  const literal = literalOf(text);
  if (/^\/[\w.-]+\/./.test(literal) || /^\{\{resolve:(?:ssm|ssm-secure|secretsmanager):/.test(literal)) {
    return environmentOfPath(literal, words);
  }
  const [arn, , service, , account, ...resource] = literal.split(':');
  if (arn !== 'arn' || account === undefined || account === 'aws' || notThings.has(service ?? '')) return undefined;
  if (pathServices.has(service ?? '')) return environmentOfPath(literal, words);
  return words.environmentIn(resource.join(':'));
}

const notThings: ReadonlySet<string> = new Set([
  'execute-api',
  'iam',
  'sts',
  'organizations',
  'cloudformation',
  holeMark,
]);
const pathServices: ReadonlySet<string> = new Set(['ssm', 'secretsmanager', 'logs', 'kms']);

/**
 * The account in an ARN: twelve digits, `undefined` when it is the one that the ARN is used in or cannot be known. A bucket's ARN
 * has none.
 */
export function accountMentioned(text: Text): string | undefined {
  const [arn, , , , account] = literalOf(text).split(':');
  return arn === 'arn' && account !== undefined && /^\d{12}$/.test(account) ? account : undefined;
}
