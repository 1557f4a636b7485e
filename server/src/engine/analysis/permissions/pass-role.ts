/** Requests that pass roles. They name single roles and services wherever they can: whether two patterns meet takes a search. */
import type { PolicyStatement } from '../../model/statement';
import { covers, show, type Text } from '../../model/text';
import type { KeyStates } from '../../policy/context';
import { ANY_STRING, Effort, type Language, literal, patternOf, subtract } from '../../policy/language';
import { wildcards } from '../../policy/language/pattern';
import { type Given, standIns } from '../../policy/reading';
import { type Request, type RequestSet, requests } from '../../policy/request-set';
import { witness } from '../../policy/witness';
import type { Permissions } from './permissions';
import { limitsOn } from './written-accounts';

/**
 * Every role that a principal of this account can pass, an account that is not known being any: not those of other accounts, and
 * not the service-linked ones, which AWS alone makes and uses. What stands for a name that deployment decides may hold colons.
 */
export function passingRoles({ account = '*' }: Given): RequestSet {
  const arn = `arn:*:iam::${account}:role/`;
  const anyRole = patternOf([...wildcards(arn, true), ANY_STRING]);
  return requests({ action: 'iam:PassRole', resource: subtract(anyRole, roles(arn, 'aws-service-role/*')) });
}

/** Decided on the texts: most statements are about other actions. */
export function mayPassRoles({ actions }: PolicyStatement): boolean {
  return covers(actions, 'iam:PassRole', true) !== 'no';
}

/** Roles by the beginning of their ARN and a pattern of the rest. No part of it holds a colon, so no wildcard stands for more. */
export function roles(arn: string, pattern: string): Language {
  return patternOf(wildcards(arn + pattern, true));
}

/** How the ARNs of an account's roles begin, `arn:aws:iam::111122223333:role/`. */
export type RoleArns = readonly string[];

/**
 * One of them; where the account is not known, one for each that the statement or a limit on its holder writes out, any of which may
 * be it.
 */
export function roleArnsOf({ resources }: PolicyStatement, permissions: Permissions): RoleArns {
  const { given } = permissions;
  const { account = standIns.account, partition = standIns.partition } = given;
  const limits = given.account === undefined ? limitsOn(permissions).filter(mayPassRoles) : [];
  const all = [
    ...writtenIn(resources.list, given),
    `arn:${partition}:iam::${account}:role/`,
    ...writtenIn(
      limits.flatMap(limit => limit.resources.list),
      given,
    ),
  ];
  return [...new Set(all)].slice(0, MOST_ACCOUNTS);
}

function writtenIn(texts: readonly Text[], { account, partition = standIns.partition }: Given): readonly string[] {
  return texts.flatMap(text => {
    const [, ofPartition, ofAccount = ''] = ARN.exec(show(text)) ?? [];
    if (ofPartition === undefined) return [];
    const known = account ?? accountLike(ofAccount) ?? standIns.account;
    return [`arn:${/^[a-z-]+$/.test(ofPartition) ? ofPartition : partition}:iam::${known}:role/`];
  });
}

/** In AWS's main partition. */
export function roleArnsIn(accounts: readonly string[]): RoleArns {
  return accounts.slice(0, MOST_ACCOUNTS).map(account => `arn:${standIns.partition}:iam::${account}:role/`);
}

/** Partition and account of an ARN, either of which may be a hole, `${AWS::Partition}`. */
const ARN = /^arn:((?:\$\{[^}]*\}|[^:$])*):[^:]*:[^:]*:([^:]*)/;

/** An account that a pattern means, `1111*` say; undefined when there is none. */
function accountLike(pattern: string): string | undefined {
  const [first = '', ...rest] = pattern.replaceAll('?', '0').split('*');
  const last = rest.join('');
  const id = rest.length > 0 ? first.padEnd(12 - last.length, '0') + last : first;
  return /^\d{12}$/.test(id) && pattern !== '*' ? id : undefined;
}

/** A statement that names more accounts than this is judged by the first of them. */
const MOST_ACCOUNTS = 4;

export function passing(
  role: Language | string,
  service: KeyStates,
  others: Readonly<Record<string, KeyStates>> = {},
): RequestSet {
  return requests({ resource: role, context: { 'iam:PassedToService': service, ...others } });
}

/** Requests for exactly this role, by its ARN. */
export function forRole(arn: string): RequestSet {
  return requests({ resource: literal(arn) });
}

/** One request of the set, as a person would write it; undefined when there is none. */
export function requestIn(set: RequestSet, effort: Effort = new Effort()): Request | undefined {
  const liked = { actions: ['iam:PassRole'], context: { 'iam:PassedToService': ['lambda.amazonaws.com'] } };
  return witness(set, liked, effort.budget());
}
