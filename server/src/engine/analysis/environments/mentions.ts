import { ownersHosts } from '../../model/environment-words';
import type { Text } from '../../model/text';
import { environmentOfPath, literalOf, type NamedEnvironment, type Vocabulary } from './environments';
import { holeMark, tokensOf } from './vocabulary';

/**
 * The environment of a thing that a text names: by ARN, by the path of a parameter or secret, by the host of an address, by a name
 * of several words. One word alone is none: `NODE_ENV` is `production` everywhere. Nor is an API's ARN or address, since its stage
 * is called `Prod` everywhere, and a vendor's has its own; nor are identities, which live in other accounts and are trusted, not used.
 */
export function environmentMentioned(text: Text, words: Vocabulary): NamedEnvironment | undefined {
  const literal = literalOf(text);
  if (literal.startsWith('arn:')) return environmentOfArn(literal, words);
  const [, host] = /^[a-z][a-z0-9+.-]*:\/\/([^/?#]*)/.exec(literal) ?? [];
  if (host !== undefined) return isOwners(host) ? undefined : words.environmentIn(host);
  if (literal.includes('/')) return environmentOfPath(literal, words);
  return tokensOf(literal).length > 1 ? words.environmentIn(literal) : undefined;
}

function isOwners(host: string): boolean {
  return host.includes('.execute-api.') || ownersHosts.some(end => host === end || host.endsWith(`.${end}`));
}

function environmentOfArn(arn: string, words: Vocabulary): NamedEnvironment | undefined {
  const [, , service = '', , account, ...resource] = arn.split(':');
  if (account === undefined || account === 'aws' || notThings.has(service)) return undefined;
  return pathServices.has(service) ? environmentOfPath(arn, words) : words.environmentIn(resource.join(':'));
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
 * The account that a text names, alone, in an ARN or in the address of a queue: twelve digits, `undefined` when it is the one that the
 * ARN is used in or cannot be known. A bucket's ARN has none.
 */
export function accountMentioned(text: Text): string | undefined {
  const literal = literalOf(text);
  const account = literal.startsWith('arn:') ? literal.split(':')[4] : (queueAddress.exec(literal)?.[1] ?? literal);
  return account !== undefined && isAccountId(account) ? account : undefined;
}

/** With the endpoints of old, and those of a network ("Amazon Simple Queue Service endpoints and quotas" of the AWS General Reference). */
const queueAddress = /^https?:\/\/(?:(?:[\w-]+\.)?sqs\.|(?:[\w-]+\.)?queue\.)[^/]+\/(\d{12})\//;

export function isAccountId(word: string): boolean {
  return /^\d{12}$/.test(word);
}

/** The bucket that a text names whole: by ARN, by address, or by its name alone where the key before it calls it one: `BUCKET`. */
export function bucketMentioned(text: Text): string | undefined {
  const literal = literalOf(text);
  const addressed = bucketAddresses.map(address => address.exec(literal)?.[1]).find(name => name !== undefined);
  const name = addressed ?? (isCalledBucket(text) ? literal : undefined);
  return name !== undefined && bucketName.test(name) ? name : undefined;
}

function isCalledBucket({ at: { path } }: Text): boolean {
  const key = path.filter(one => typeof one === 'string' && !/^(?:Fn::\w+|Ref)$/.test(one)).at(-1);
  return typeof key === 'string' && /bucket/i.test(key);
}

const bucketAddresses = [
  /^arn:[^:]*:s3:::([^/]+)/,
  /^s3:\/\/([^/]+)/,
  /^https?:\/\/([^/]+?)\.s3[.-][^/]*\.amazonaws\./,
  /^https?:\/\/([^/]+)\.s3\.amazonaws\./,
  /^https?:\/\/s3(?:[.-][^/]*)?\.amazonaws\.[^/]*\/([^/]+)/,
];

/** "General purpose bucket naming rules" of the Amazon S3 User Guide. */
const bucketName = /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/;
