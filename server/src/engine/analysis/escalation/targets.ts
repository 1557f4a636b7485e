/** What the chains of the catalogue may be tried on: few resources, the most telling ones. */
import type { Resource } from '../../model/resource';
import { requests, union } from '../../policy/request-set';
import { resourcesOf } from '../index/resources-of';
import type { WorkspaceIndex } from '../index/workspace-index';
import { candidatesFor } from '../permissions/passable-candidates';
import type { Permissions } from '../permissions/permissions';
import { productionLooking, unlistedRoles } from '../permissions/role-names';
import type { Asker } from './asker';
import { writtenOut } from './glance';
import { knownTarget, type Target, unlisted } from './target';

/** So many resources of a kind are tried. */
const MOST_TRIED = 20;

/** One for all that nobody lists: who may name each of them may name any. */
export const nobodyKnows: readonly Target[] = unlistedRoles.map(unlisted);

export const looksLikeProduction: readonly Target[] = productionLooking.map(unlisted);

export function known(resource: Resource, asker: Asker): Target {
  const { permissions, index } = asker;
  const is = resource.id === permissions.principal.id ? 'self' : 'known';
  return knownTarget(resource, is, permissions.given, index);
}

/** Roles that the principal's grants for these actions may name. */
export function rolesNamed(actions: readonly string[], asker: Asker): readonly Resource[] {
  const key = actions.join(' ');
  const found = asker.rolesNamed.get(key) ?? findRoles(actions, asker);
  asker.rolesNamed.set(key, found);
  return found;
}

function findRoles(actions: readonly string[], asker: Asker): readonly Resource[] {
  const { permissions, index } = asker;
  const sets = actions.map(action => {
    const asked = requests({ action });
    return union(...(asker.byAction.get(action) ?? []).map(grant => permissions.granted(grant, asked).possible));
  });
  const { roles } = candidatesFor(union(...sets), permissions.principal, permissions.given, index);
  return roles.slice(0, MOST_TRIED);
}

/** Resources of a kind that the principal's grants write out, or that stand in its own template or in others of its account. */
export function resourcesNamed(kind: Resource['kind'], actions: readonly string[], asker: Asker): readonly Resource[] {
  const { index, byAction } = asker;
  const grants = new Set(actions.flatMap(action => byAction.get(action) ?? []));
  const texts = [...grants].flatMap(({ statement }) => writtenOut(statement));
  const written = texts.slice(0, MOST_TRIED).flatMap(text => index.named(text, [kind], text.at.uri));
  const all = new Set([...written.map(({ resource }) => resource), ...resourcesNear(kind, asker)]);
  return [...all].slice(0, MOST_TRIED);
}

function resourcesNear(kind: Resource['kind'], asker: Asker): readonly Resource[] {
  const known = asker.near.get(kind);
  if (known) return known;
  const { permissions, index } = asker;
  const near = documentsAround(permissions, index).flatMap(uri => {
    const document = index.document(uri);
    return document ? resourcesOf(document, kind).slice(0, MOST_TRIED) : [];
  });
  const found = near.slice(0, MOST_TRIED);
  asker.near.set(kind, found);
  return found;
}

function documentsAround({ principal, given }: Permissions, index: WorkspaceIndex): readonly Resource['at']['uri'][] {
  const landings = given.account === undefined ? [] : index.landingsIn(given.account);
  const all = new Set([principal.at.uri, ...landings.map(({ deployment }) => deployment.document)]);
  return [...all].slice(0, MOST_TRIED);
}
