/** The questions of this rule as sets of requests. */
import { absent, holding, type KeyStates, orAbsent } from '../../../policy/context';
import { glob, type Language, literal, patternOf, subtract, union } from '../../../policy/language';
import { wildcards } from '../../../policy/language/pattern';
import { standIns } from '../../../policy/reading';
import { type Request, type RequestSet, requests } from '../../../policy/request-set';
import { witness } from '../../../policy/witness';
import { unlistedRoles } from './names';
import { codeRunningServices, noService } from './services';

/**
 * Every role that a principal of this account can pass, an account that is not known being any: not those of other accounts, and
 * not the service-linked ones, which AWS alone makes and uses.
 */
export function passingRoles(account: string | undefined): RequestSet {
  return requests({
    action: 'iam:PassRole',
    resource: subtract(rolesOf(account, '*'), rolesOf(account, 'aws-service-role/*')),
  });
}

/** Roles by patterns of what stands behind `role/` in their ARN, which may be of any account. */
export function roles(...patterns: readonly string[]): Language {
  return union(...patterns.map(pattern => rolesOf(undefined, pattern)));
}

/** The account is one part of the ARN: no wildcard there stands for more. */
function rolesOf(account: string | undefined, pattern: string): Language {
  return patternOf([...wildcards(`arn:*:iam::${account ?? '*'}:role/`, true), ...wildcards(pattern)]);
}

const code = union(...codeRunningServices.map(pattern => glob(pattern)));
const nobody = literal(...noService);

/** What the request says of the service that gets the role. */
export const toService = {
  any: holding(nobody),
  unsent: absent,
  running: holding(code),
  /** To whom passing a role gives the caller its rights. */
  dangerous: orAbsent(holding(union(code, nobody))),
} satisfies Record<string, KeyStates>;

export function passing(
  role: Language,
  service: KeyStates,
  others: Readonly<Record<string, KeyStates>> = {},
): RequestSet {
  return requests({ resource: role, context: { 'iam:PassedToService': service, ...others } });
}

/** Requests for exactly this role, by its ARN. */
export function forRole(arn: string): RequestSet {
  return requests({ resource: literal(arn) });
}

/** Requests that pass a role, by its name with its path, to exactly this service. A role whose name is not known is any other. */
export function passingNamed(name: string | undefined, service: string): RequestSet {
  return passing(roles(name ?? unlistedRoles[0]), holding(literal(service)));
}

const preferred = {
  actions: ['iam:PassRole'],
  resources: unlistedRoles.map(name => `arn:${standIns.partition}:iam::${standIns.account}:role/${name}`),
  context: { 'iam:PassedToService': ['lambda.amazonaws.com'] },
};

/** One request of the set, as a person would write it; undefined when there is none. */
export function requestIn(set: RequestSet): Request | undefined {
  return witness(set, preferred);
}
