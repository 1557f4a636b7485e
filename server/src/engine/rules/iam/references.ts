import type { DocumentFacts } from '../../model/document-facts';
import type { ResourceId } from '../../model/ids';
import { referencesIn } from '../../model/references';
import type { Resource } from '../../model/resource';
import type { PolicyStatement } from '../../model/statement';
import type { SourcePointer } from '../../text/text';

/** So many resources are followed; who depends on more than these is taken to depend on anything. */
const MOST_FOLLOWED = 1000;

/**
 * Whether a resource refers to one of `others` or waits for it, itself or by what it refers to in the same document: a reference
 * back to it would close a circle, which no deployment takes.
 */
export function dependsOn(resource: Resource, others: ReadonlySet<ResourceId>, document: DocumentFacts): boolean {
  const references = referencesOf(document);
  const followed = new Set([resource.id]);
  for (const id of followed) {
    if (others.has(id) || followed.size > MOST_FOLLOWED) return true;
    for (const named of references.get(id) ?? []) followed.add(named);
  }
  return false;
}

const known = new WeakMap<DocumentFacts, ReadonlyMap<ResourceId, readonly ResourceId[]>>();

/** What each resource of a document refers to or waits for; remembered, for every fix asks it. */
function referencesOf(document: DocumentFacts): ReadonlyMap<ResourceId, readonly ResourceId[]> {
  const references =
    known.get(document) ??
    new Map(document.resources.map(one => [one.id, [...referencesIn(one), ...(one.dependsOn ?? [])]] as const));
  known.set(document, references);
  return references;
}

/** The resources of a document in which a statement stands: several where they share a policy document of Terraform's. */
export function holdersOf({ at }: PolicyStatement, document: DocumentFacts): readonly Resource[] {
  const holders = holdersByPlace.get(document) ?? readHolders(document);
  holdersByPlace.set(document, holders);
  return [...(holders.get(placeOf(at)) ?? [])];
}

const holdersByPlace = new WeakMap<DocumentFacts, ReadonlyMap<string, ReadonlySet<Resource>>>();

function readHolders({ resources }: DocumentFacts): ReadonlyMap<string, ReadonlySet<Resource>> {
  const holders = new Map<string, Set<Resource>>();
  for (const resource of resources) {
    for (const { at } of resource.grants) {
      const place = placeOf(at);
      holders.set(place, (holders.get(place) ?? new Set()).add(resource));
    }
  }
  return holders;
}

/** Equal for equal places. */
function placeOf({ uri, path }: SourcePointer): string {
  return JSON.stringify([uri, path]);
}
