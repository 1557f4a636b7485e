/** Which roles of the workspace a principal can really pass, and to what: not what a pattern names, but what AWS would let through. */
import type { Tier } from '../../model/environment';
import type { Resource } from '../../model/resource';
import { holding } from '../../policy/context';
import { denoteWithin, denoting } from '../../policy/denote';
import { accepts, anything, type Effort, literal } from '../../policy/language';
import type { Bounds, Given } from '../../policy/reading';
import { contains, intersect, type Request, type RequestSet, requests } from '../../policy/request-set';
import { namesOf, usualNamesOf } from '../index/role-shapes';
import type { WorkspaceIndex } from '../index/workspace-index';
import { nameIn } from './iam-names';
import { passing, type RoleArns, requestIn, roleArnsOf } from './pass-role';
import { candidatesFor } from './passable-candidates';
import type { Grant, Permissions } from './permissions';
import { mayShareAccount, sharesAccount } from './same-account';
import { type TrustedService, trustedServices } from './trusted-services';

/** A role that a grant lets its principal pass, to services that the role trusts. */
export interface PassableRole {
  readonly role: Resource;
  /** The principals of all services that it can be passed to, in the order in which the role trusts them. */
  readonly services: readonly PassableService[];
  readonly ofProduction: boolean;
  /** Known to stand in the account of who passes it; else it may turn out to stand in another, where nobody can. */
  readonly isNear: boolean;
}

export interface PassableService {
  readonly name: string;
  /** One request that AWS would allow. */
  readonly request: Request;
  /** `possible`: a part of a policy or of a name that the template leaves open decides. */
  readonly confidence: 'certain' | 'possible';
}

export interface PassableRoles {
  /** Production's first, then what is certain, then the nearest. */
  readonly roles: readonly PassableRole[];
  /** How many roles of the workspace the patterns name, whether or not they can be passed. */
  readonly named: number;
  /** False where they name so many that only the nearest of them, and of production's, were looked at. */
  readonly complete: boolean;
}

/** Where there are more, so many are enough to tell. */
const MOST_FOUND = 12;

/** Every ARN that is asked about is that of a role in the principal's account, so that nothing else limits the question. */
const passingAnything = requests({ action: 'iam:PassRole' });

export function passableRoles(grant: Grant, permissions: Permissions, index: WorkspaceIndex): PassableRoles {
  return passableWithin(permissions.granted(grant, passingAnything), grant, permissions, index);
}

/** Unlike `passableRoles`, as if nothing stood against the statement. */
export function rolesNamedBy(grant: Grant, permissions: Permissions, index: WorkspaceIndex): PassableRoles {
  const bounds = denoteWithin(passingAnything, grant.statement, denoting(permissions.given));
  return passableWithin(bounds, grant, permissions, index);
}

function passableWithin(
  { certain, possible }: Bounds<RequestSet>,
  grant: Grant,
  permissions: Permissions,
  index: WorkspaceIndex,
): PassableRoles {
  const { principal, given, effort } = permissions;
  const arns = roleArnsOf(grant.statement, permissions);
  const { roles, named, complete } = candidatesFor(possible, principal, given, index);
  const decide: Decide = {
    certain: certain.exceeds ? () => [] : question(certain, arns, effort, role => surelyCalled(role, certain, given)),
    possible: question(possible, arns, effort, role => namesOf(role, given)),
  };
  const found: PassableRole[] = [];
  for (const role of roles) {
    if (!complete && found.length === MOST_FOUND) break;
    if (role.id === principal.id) continue;
    const services = trustedServices(role).flatMap(service => passedTo(service, role, decide));
    if (services.length === 0 || !mayShareAccount(role, principal, index)) continue;
    const ofProduction = tierOf(role, index) === 'production';
    found.push({ role, services, ofProduction, isNear: sharesAccount(role, principal, index) });
  }
  return { roles: found.sort((a, b) => rankOf(a) - rankOf(b)), named, complete };
}

/** Of a role that many may pass. */
function tierOf(role: Resource, index: WorkspaceIndex): Tier | undefined {
  return index.once(`tier of ${role.id}`, asked => asked.environmentOf(role)?.tier);
}

function rankOf({ ofProduction, services }: PassableRole): number {
  return (ofProduction ? 0 : 2) + (services.some(({ confidence }) => confidence === 'certain') ? 0 : 1);
}

type Decide = Bounds<Question>;

/** Requests that pass the role to the service, one for each name that it may have; undefined where there is none. */
type Question = (role: Resource, service: string) => readonly (Request | undefined)[];

function passedTo({ name, certain }: TrustedService, role: Resource, decide: Decide): readonly PassableService[] {
  const [first, ...others] = certain ? decide.certain(role, name) : [];
  if (first && !others.includes(undefined)) return [{ name, request: first, confidence: 'certain' }];
  const possible = decide.possible(role, name).find(request => request !== undefined);
  return possible ? [{ name, request: possible, confidence: 'possible' }] : [];
}

/** The path of roles that AWS alone makes and uses. */
const SERVICE_LINKED = 'aws-service-role/';

/** Who refers to a role need not know what it is called. */
function surelyCalled(role: Resource, { pieces }: RequestSet, given: Given): readonly string[] {
  const names = usualNamesOf(role, given);
  if (names.length === 1) return names;
  const reference = nameIn(role);
  const isReferred = pieces.some(
    ({ box: { resource } }) =>
      resource.kind === 'strings' && resource.list.some(arn => arn.endsWith(`:role/${reference}`)),
  );
  return isReferred ? [reference] : names;
}

function question(
  granted: RequestSet,
  arns: RoleArns,
  effort: Effort,
  names: (role: Resource) => readonly string[],
): Question {
  const ask = asksForServiceAlone(granted) ? memberFor : requestFor;
  return (role, service) =>
    names(role).map(name => {
      for (const arn of name.startsWith(SERVICE_LINKED) ? [] : arns) {
        const request = ask(granted, arn + name, service, effort);
        if (request) return request;
      }
      return undefined;
    });
}

/** Whether nothing but role and service decides, so that a request with these two is in the set or is not. */
function asksForServiceAlone({ pieces }: RequestSet): boolean {
  return pieces
    .flatMap(({ box, without }) => [box, ...without])
    .every(
      ({ principal, context }) =>
        principal === anything && [...context.keys()].every(key => key === 'iam:passedtoservice'),
    );
}

function memberFor(granted: RequestSet, resource: string, service: string): Request | undefined {
  const request = { action: 'iam:PassRole', resource, context: { 'iam:PassedToService': service } };
  return contains(granted, request) ? request : undefined;
}

function requestFor(granted: RequestSet, resource: string, service: string, effort: Effort): Request | undefined {
  if (!granted.pieces.some(({ box }) => accepts(box.resource, resource))) return undefined;
  const asked = passing(literal(resource), holding(literal(service)));
  return requestIn(intersect(granted, asked, effort.budget()), effort);
}
