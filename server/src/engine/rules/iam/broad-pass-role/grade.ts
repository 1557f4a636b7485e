import { forRole, passing, type RoleArns, requestIn, roles } from '../../../analysis/permissions/pass-role';
import { mayFit, shapesIn } from '../../../analysis/permissions/resource-shapes';
import { consoleMade, productionLooking, unlistedRoles } from '../../../analysis/permissions/role-names';
import type { Severity } from '../../../model/problem';
import { absent, type KeyStates } from '../../../policy/context';
import { type Effort, type Language, union as unionOf } from '../../../policy/language';
import { intersect, type Request, type RequestSet, requestsIn } from '../../../policy/request-set';
import { toService } from './to-service';

export type Reason =
  /** Any role, and nothing limits the service. */
  | 'any-service'
  /** Any role that has certain tags. */
  | 'role-tags'
  /** Any role, for certain resources only. */
  | 'resource-bound'
  /** Any role, by requests that do not say the service. */
  | 'unsent-service'
  /** Any role, to services that run what their caller gives them. */
  | 'code-services'
  /** Any role but those that are denied. */
  | 'deny-list'
  /** Roles that production's may be called like. */
  | 'production-names'
  /** Roles that the console made, of every environment. */
  | 'console-made'
  /** A known role of another environment. */
  | 'production-role';

export interface Grade {
  readonly severity: Severity;
  readonly reason: Reason;
  /** What it would be without the Deny of a `deny-list`. */
  readonly undenied?: Reason;
  /** One request that is allowed. */
  readonly witness: Request;
}

/** How broad a set of requests that pass roles of an account is; undefined when nothing in it is worth a word. */
export function gradeOf(granted: RequestSet, arns: RoleArns, effort: Effort): Grade | undefined {
  return anyRole(granted, arns, effort) ?? namedRoles(granted, arns, effort);
}

function anyRole(granted: RequestSet, arns: RoleArns, effort: Effort): Grade | undefined {
  const unlisted = arns.map(arn => unlistedAmong(granted, arn)).find(found => found !== undefined);
  let listed: Grade | undefined;
  for (const { severity, reason, service, others } of unlisted ? slicesOf(granted) : []) {
    const slice = passing(everyRole(arns), service, others);
    const [found, ...rest] = unlisted!.map(role => requestIn(intersect(role, slice, effort.budget()), effort));
    if (!found || rest.includes(undefined)) continue;
    if (!exceptsRoles(intersect(granted, slice, effort.budget()), effort)) return { severity, reason, witness: found };
    listed ??= { severity: 'information', reason: 'deny-list', undenied: reason, witness: found };
  }
  return listed;
}

/** In the partitions that the holder may be in; of those of other accounts one may turn out to be its own. */
function everyRole(arns: RoleArns): Language {
  const partitions = new Set(arns.map(arn => arn.split(':')[1]));
  return unionOf(...[...partitions].map(partition => roles(`arn:${partition}:iam::*:role/`, '*')));
}

/** The requests for each of the roles that nobody has, if every one of them may be passed. */
function unlistedAmong(granted: RequestSet, arn: string): readonly RequestSet[] | undefined {
  const each = unlistedRoles.map(name => intersect(granted, forRole(arn + name)));
  return each.every(({ pieces }) => pieces.length > 0) ? each : undefined;
}

interface Slice extends Pick<Grade, 'severity' | 'reason'> {
  readonly service: KeyStates;
  readonly others: Readonly<Record<string, KeyStates>>;
}

/** From the broadest to the narrowest. */
function slicesOf(granted: RequestSet): readonly Slice[] {
  const keys = contextKeysOf(granted);
  const tags = without(keys.filter(key => /^(iam|aws):resourcetag\//.test(key)));
  const resource = without(keys.filter(key => key === 'iam:associatedresourcearn'));
  return [
    { severity: 'error', reason: 'any-service', service: toService.any, others: { ...tags, ...resource } },
    { severity: 'warning', reason: 'unsent-service', service: toService.unsent, others: { ...tags, ...resource } },
    { severity: 'warning', reason: 'code-services', service: toService.running, others: { ...tags, ...resource } },
    ...[toService.any, toService.running].flatMap((service): readonly Slice[] => [
      { severity: 'warning', reason: 'role-tags', service, others: resource },
      { severity: 'warning', reason: 'resource-bound', service, others: tags },
      { severity: 'warning', reason: 'role-tags', service, others: {} },
    ]),
  ];
}

function without(keys: readonly string[]): Readonly<Record<string, KeyStates>> {
  return Object.fromEntries(keys.map(key => [key, absent]));
}

function contextKeysOf({ pieces }: RequestSet): readonly string[] {
  const boxes = pieces.flatMap(piece => [piece.box, ...piece.without]);
  return [...new Set(boxes.flatMap(({ context }) => [...context.keys()]))];
}

/** More exceptions of one set than this are not tried. */
const MOST_EXCEPTIONS = 50;

/**
 * Whether a role is taken away from the set, as by a Deny, whatever else a request says. One role of each exception stands for all
 * that it takes.
 */
function exceptsRoles(granted: RequestSet, effort: Effort): boolean {
  const exceptions = granted.pieces.flatMap(({ box, without }) => without.map(taken => ({ box, taken })));
  return exceptions.slice(0, MOST_EXCEPTIONS).some(({ box, taken }) => {
    const request = requestIn(intersect(requestsIn(box), requestsIn(taken), effort.budget()), effort);
    return request && !requestIn(intersect(granted, forRole(request.resource), effort.budget()), effort);
  });
}

function namedRoles(granted: RequestSet, arns: RoleArns, effort: Effort): Grade | undefined {
  const shapes = shapesIn(granted);
  const passed = (pattern: string) => {
    if (!mayFit(shapes, pattern)) return undefined;
    const role = unionOf(...arns.map(arn => roles(arn, pattern)));
    return requestIn(intersect(granted, passing(role, toService.dangerous), effort.budget()), effort);
  };
  for (const pattern of productionLooking) {
    const request = passed(pattern);
    if (request) return { severity: 'warning', reason: 'production-names', witness: request };
  }
  const made = passed(consoleMade);
  return made && { severity: 'warning', reason: 'console-made', witness: made };
}
