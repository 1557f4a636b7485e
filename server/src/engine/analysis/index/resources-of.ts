import type { DocumentFacts } from '../../model/document-facts';
import type { Resource } from '../../model/resource';

type ByKind = ReadonlyMap<Resource['kind'], readonly Resource[]>;

const remembered = new WeakMap<DocumentFacts, ByKind>();

/** The resources of a kind in one document, in its order. Every principal of it asks, so that nobody walks over all of them again. */
export function resourcesOf(document: DocumentFacts, kind: Resource['kind']): readonly Resource[] {
  return resourcesByKind(document).get(kind) ?? [];
}

export function resourcesByKind(document: DocumentFacts): ByKind {
  const known = remembered.get(document) ?? byKind(document);
  remembered.set(document, known);
  return known;
}

function byKind({ resources }: DocumentFacts): ByKind {
  const kinds = new Map<Resource['kind'], Resource[]>();
  for (const resource of resources) {
    const list = kinds.get(resource.kind);
    if (list) list.push(resource);
    else kinds.set(resource.kind, [resource]);
  }
  return kinds;
}
