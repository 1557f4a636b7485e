/** What was what before: resources that were moved or renamed are found again. */
import type { Resource } from '../../model/resource';
import { literalOf } from '../../model/text';
import type { WorkspaceIndex } from '../index/workspace-index';

/** The same resource in another state of the workspace; undefined where there was none. */
export type Counterpart = (resource: Resource) => Resource | undefined;

/** By id; of what has lost its id, by its physical name, or by what it is called in a template, where only one has that. */
export function counterparts(of: WorkspaceIndex, within: WorkspaceIndex): Counterpart {
  let moved: ReadonlyMap<string, Resource | undefined> | undefined;
  return resource => {
    const same = within.resource(resource.id);
    if (same) return same.kind === resource.kind ? same : undefined;
    moved ??= lost(within, of);
    return wordsFor(resource)
      .map(word => moved!.get(word))
      .find(found => found !== undefined);
  };
}

/** Those of `index` that the other one has not, by words for them; undefined where several have the same word. */
function lost(index: WorkspaceIndex, other: WorkspaceIndex): ReadonlyMap<string, Resource | undefined> {
  const byWord = new Map<string, Resource | undefined>();
  for (const { resources } of index.documents()) {
    for (const resource of resources) {
      if (other.resource(resource.id)) continue;
      for (const word of wordsFor(resource)) byWord.set(word, byWord.has(word) ? undefined : resource);
    }
  }
  return byWord;
}

function wordsFor({ type, label, name }: Resource): readonly string[] {
  const called = name && literalOf(name);
  return [...(called === undefined ? [] : [`${type} named ${called}`]), `${type} ${label}`];
}
