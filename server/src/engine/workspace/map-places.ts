/** From a place in a text to the account map, and back. */
import type { AccountMap } from '../analysis/account-map/account-map';
import type { Resource } from '../model/resource';
import type { SourcePointer, Uri } from '../text/text';
import { shownFor } from './account-map';
import type { Snapshot } from './snapshot';

/** Ids on the map. */
export interface OnMap {
  readonly resources: readonly string[];
  readonly stacks: readonly string[];
}

/** What a place means there: the resource that it stands in, in each landing; outside of all, the stacks of the document. */
export function onMapAt(snapshot: Snapshot, uri: Uri, offset: number): OnMap {
  const map = snapshot.accountMap();
  const holder = snapshot.facts(uri)?.resources.find(({ at }) => {
    const { start, end } = snapshot.range({ ...at, part: 'entry' });
    return start <= offset && offset <= end;
  });
  const resources = holder ? shownFor(holder, snapshot.index).flatMap(resource => copiesOn(map, resource)) : [];
  return { resources, stacks: resources.length > 0 ? [] : stacksOn(map, uri) };
}

/** A resource on the map, once for each landing. */
function copiesOn({ resources }: AccountMap, { id }: Pick<Resource, 'id'>): readonly string[] {
  return resources.flatMap(one => (one.id === id || one.id.startsWith(`${id}@`) ? [one.id] : []));
}

function stacksOn({ accounts }: AccountMap, uri: Uri): readonly string[] {
  return accounts
    .flatMap(({ stacks }) => stacks)
    .filter(({ document, resources }) => document === uri || resources.some(id => id.startsWith(`${uri}#`)))
    .map(({ id }) => id);
}

/** What of the map a reader wants to see written. */
export type MapTarget =
  | { readonly resource: string }
  | { readonly from: string; readonly to: string; readonly how: string };

/** Where a person wrote it; undefined for what no document defines and for what is no longer there. */
export function writtenOnMap(snapshot: Snapshot, target: MapTarget): SourcePointer | undefined {
  const { resources, edges } = snapshot.accountMap();
  const at =
    'resource' in target
      ? resources.find(({ id }) => id === target.resource)?.at
      : edges.find(({ from, to, how }) => from === target.from && to === target.to && how === target.how)?.because[0];
  return at && snapshot.written(at);
}
