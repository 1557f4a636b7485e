/** Roles that name a principal in their trust policies: in one account it needs no policy of its own to assume them. */
import type { PolicyStatement, Resource, ResourceId } from '../../model/model';
import type { Uri } from '../../text/text';
import { resourcesOf } from '../index/resources-of';
import type { WorkspaceIndex } from '../index/workspace-index';
import type { Asker } from './asker';
import { documentsAround } from './targets';

/** Of the principal's own template and of others of its account. */
export function rolesTrusting({ permissions, index }: Asker): readonly Resource[] {
  const { principal } = permissions;
  if (principal.kind !== 'role' && principal.kind !== 'user') return [];
  const roles = documentsAround(permissions, index).flatMap(uri => rolesByTrusted(uri, index).get(principal.id) ?? []);
  return roles.filter(({ id }) => id !== principal.id);
}

/** The roles of a document by those whom they trust. */
function rolesByTrusted(uri: Uri, index: WorkspaceIndex): ReadonlyMap<ResourceId, readonly Resource[]> {
  return index.once(`roles of ${uri} by whom they trust`, asked => {
    const document = asked.document(uri);
    const all = new Map<ResourceId, Resource[]>();
    for (const role of document ? resourcesOf(document, 'role') : []) {
      for (const id of trustedBy(role, asked)) all.set(id, [...(all.get(id) ?? []), role]);
    }
    return all;
  });
}

function trustedBy({ trust, at }: Resource, index: WorkspaceIndex): ReadonlySet<ResourceId> {
  const arns = trust.filter(({ effect }) => effect === 'Allow').flatMap(identitiesIn);
  const named = arns.flatMap(arn => index.named(arn, ['role', 'user'], at.uri));
  return new Set(named.map(({ resource }) => resource.id));
}

function identitiesIn({ principals }: PolicyStatement) {
  if (principals?.mode !== 'only') return [];
  return principals.list.flatMap(one => (one.kind === 'identity' ? [one.arn] : []));
}
