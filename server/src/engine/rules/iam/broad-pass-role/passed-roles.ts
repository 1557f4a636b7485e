import type { WorkspaceIndex } from '../../../analysis/index/workspace-index';
import type { DocumentFacts } from '../../../model/document-facts';
import type { Resource } from '../../../model/resource';
import type { PolicyStatement } from '../../../model/statement';
import type { Json } from '../../../text/json';
import { dependsOn, holdersOf } from '../references';

/** A role that something in the same template acts with, so that whoever deploys the template must pass it. */
export interface PassedRole {
  readonly role: Resource;
  /** How the template says its ARN. */
  readonly arn: Json;
  /** The service that is given the role. */
  readonly service: string | undefined;
}

/**
 * The roles that the compute and pipelines of a template act with, each once for each service. Left out are roles that the
 * statement's own resource belongs to, those that depend on it, for a template cannot refer in a circle, those that exist under
 * other circumstances, and production's when the holder is not of it.
 */
export function passedRoles(
  statement: PolicyStatement,
  statementIn: Resource,
  principal: Resource,
  index: WorkspaceIndex,
): readonly PassedRole[] {
  const document = index.documentOf(statementIn);
  const found = rolesActedWith(document, index);
  if (found.length === 0 || found.length > MOST_PASSED) return [];
  const held = new Set([statementIn.id, principal.id, ...index.attachedTo(statementIn).map(({ id }) => id)]);
  const holders = new Set([statementIn, ...holdersOf(statement, document)].map(({ id }) => id));
  const ofProduction = index.environmentOf(principal)?.tier === 'production';
  return found.filter(
    ({ role }) =>
      role.at.uri === statementIn.at.uri &&
      !held.has(role.id) &&
      existsWith(role, statementIn, statement) &&
      !dependsOn(role, holders, document) &&
      (ofProduction || index.environmentOf(role)?.tier !== 'production'),
  );
}

/** More ARNs than this no policy of AWS's size holds. */
const MOST_PASSED = 250;

/** Each once for each service. */
function rolesActedWith(document: DocumentFacts, index: WorkspaceIndex): readonly PassedRole[] {
  return index.once(`roles acted with in ${document.uri}`, asked => {
    const passed = document.resources.flatMap(user => rolesOf(user, asked));
    return [...new Map(passed.map(one => [`${one.role.id} ${one.service}`, one])).values()];
  });
}

/** Whether the role is there in every deployment that has the statement, as far as that is plain. */
function existsWith(role: Resource, statementIn: Resource, statement: PolicyStatement): boolean {
  const when = JSON.stringify(role.when);
  return when === undefined || [statementIn, statement].some(one => JSON.stringify(one.when) === when);
}

function rolesOf(user: Resource, index: WorkspaceIndex): readonly PassedRole[] {
  return user.runsAs
    .flatMap(text => index.named(text, ['role', 'instance-profile'], user.at.uri))
    .flatMap(({ resource }) => (resource.kind === 'role' ? [resource] : rolesIn(resource, index)))
    .flatMap(role =>
      role.spelling?.arn === undefined ? [] : [{ role, arn: role.spelling.arn, service: user.service }],
    );
}

function rolesIn(profile: Resource, index: WorkspaceIndex): readonly Resource[] {
  return profile.memberOf.flatMap(text => index.named(text, ['role'], profile.at.uri)).map(({ resource }) => resource);
}
