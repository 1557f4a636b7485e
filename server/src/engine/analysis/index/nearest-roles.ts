import type { Resource } from '../../model/resource';
import type { Uri } from '../../text/text';
import { placeOf, type RoleEntry } from './sorted-roles';

/** Those of a document first, then by how many folders they have in common with it. */
export function byNearness(entries: readonly RoleEntry[], to: Uri): readonly Resource[] {
  if (entries.length < 2) return entries.map(({ role }) => role);
  const near = new Map(entries.map(({ role }) => [role.at.uri, commonWith(role.at.uri, to)]));
  const sorted = [...entries].sort((a, b) => {
    const [one, other] = [a.role.at.uri, b.role.at.uri];
    if (one === other) return a.place - b.place;
    return near.get(other)! - near.get(one)! || (one < other ? -1 : 1);
  });
  return [...new Set(sorted.map(({ role }) => role))];
}

/** A document has all of itself in common, which is more than any folder. */
function commonWith(one: Uri, other: Uri): number {
  if (one === other) return Number.MAX_SAFE_INTEGER;
  let folders = 0;
  for (let i = 0; i < one.length && one[i] === other[i]; i++) if (one[i] === '/') folders++;
  return folders;
}

/** So many roles are looked at where not even these fit. */
const MOST_WALKED = 500;

/** The nearest that fit, found by going from the document's own roles to those of each folder above it. */
export function nearestThatFit(
  byPlace: readonly RoleEntry[],
  fits: (role: Resource) => boolean,
  to: Uri,
  most: number,
): readonly Resource[] {
  const found: Resource[] = [];
  let walked = 0;
  let inner = { start: 0, end: 0 };
  for (const [from, past] of [[to, `${to}\0`], ...foldersAbove(to).map(folder => [folder, `${folder}\uffff`])]) {
    const range = { start: placeOf(byPlace, from!), end: placeOf(byPlace, past!) };
    for (let i = range.start; i < range.end; i++) {
      if (i >= inner.start && i < inner.end) continue;
      if (found.length === most || walked++ === MOST_WALKED) return found;
      if (fits(byPlace[i]!.role)) found.push(byPlace[i]!.role);
    }
    inner = range;
  }
  return found;
}

/** `a/b/`, `a/` and the empty one of `a/b/c.yaml`. */
function foldersAbove(uri: Uri): readonly string[] {
  const ends = [...uri.matchAll(/\//g)].map(({ index }) => index + 1);
  return [...ends.reverse().map(end => uri.slice(0, end)), ''];
}
