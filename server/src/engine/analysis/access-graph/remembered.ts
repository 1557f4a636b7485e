/** The edges of a resource, kept from one version of the workspace to the next as long as nothing changes that they were read from. */
import type { Resource } from '../../model/resource';
import type { WorkspaceIndex } from '../index/workspace-index';
import type { EdgeGroup } from './access-graph';
import { becomingOf } from './becoming/becoming';
import { codeByPolicy } from './becoming/code-by-policy';
import { runsAsOf } from './becoming/running';
import { wideningOf } from './becoming/widening';
import { feedingBy } from './data/feeding';
import { heldBy, holding } from './data/holding';
import { touchesOf } from './data/touching';
import type { Directory, Query } from './directory/directory';
import type { List, Matches } from './directory/families';
import { formOf } from './directory/forms';
import { type Reader, readerFor } from './reader';

interface Answer {
  readonly groups: readonly EdgeGroup[];
  /** What was looked up, which follows from the policies of the principal alone. */
  readonly queries: readonly Query[];
  /** What there was to be found. */
  readonly seen: number;
}

export function edgesOf(resource: Resource, index: WorkspaceIndex, directory: Directory): readonly EdgeGroup[] {
  const { id, kind } = resource;
  if (kind !== 'role' && kind !== 'user' && kind !== 'group' && kind !== 'permission-set') {
    return index.lasting(`acts as: ${id}`, asked => {
      const now = asked.resource(id) ?? resource;
      return [...runsAsOf(now, asked), ...heldBy(now, asked)];
    });
  }
  const answer = (asked: WorkspaceIndex) => answerFor(asked.resource(id) ?? resource, asked, directory);
  const known = index.lasting(`access of ${id}`, answer);
  const seen = seenBy(known.queries, resource, directory);
  return seen === known.seen ? known.groups : index.lasting(`access of ${id} among ${seen}`, answer).groups;
}

function answerFor(principal: Resource, index: WorkspaceIndex, directory: Directory): Answer {
  const queries = new Map<string, Query>();
  const noting: Directory = {
    entries: directory.entries,
    feeds: directory.feeds,
    holdersAmong: ids => directory.holdersAmong(ids),
    handed: directory.handed,
    naming: id => directory.naming(id),
    matching: query => {
      queries.set(keyOf(query), query);
      return directory.matching(query);
    },
  };
  const groups = groupsBy(readerFor(principal, index, noting));
  const all = [...queries.values()];
  return { groups, queries: all, seen: seenBy(all, principal, directory) };
}

/** All ways of a principal. */
export function groupsBy(reader: Reader): readonly EdgeGroup[] {
  const { home, directory } = reader;
  const touched = [...touchesOf(reader)];
  const fed = feedingBy(touched, directory);
  const held = touched.flatMap(edge => holding(edge, home.account, directory));
  const widened = wideningOf(reader);
  return [...becomingOf(reader), ...codeByPolicy(reader), ...fed, ...held, ...touched, ...widened].filter(
    ({ targets }) => targets.length > 0,
  );
}

/** What any name fits is the same by whatever its kind is called. */
function keyOf({ types, arn, pattern: { refersTo, rest } }: Query): string {
  const form = rest === '*' && refersTo === undefined ? formOf(arn).service : arn;
  return `${types[0]} ${types.length} ${form} ${refersTo} ${rest}`;
}

function seenBy(queries: readonly Query[], principal: Resource, directory: Directory): number {
  let seen = (directory.entries.get(principal.id)?.seen ?? 0) ^ directory.handed;
  const add = ({ seen: one }: List) => {
    seen = (Math.imul(seen, 31) + one) | 0;
  };
  add(directory.naming(principal.id));
  for (const query of queries) addMatches(directory.matching(query), add);
  return seen;
}

function addMatches({ all, homeless }: Matches, add: (list: List) => void): void {
  add(all);
  add(homeless);
}
