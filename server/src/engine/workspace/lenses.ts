/** What is told above a line: of a template where it lands, of a principal what it can become and reach. */
import { type AccessEdge, type AccessNode, becomes } from '../analysis/access-graph/access-graph';
import { accessGraphOf } from '../analysis/access-graph/graph';
import { reachedFrom } from '../analysis/access-graph/paths/paths';
import type { ResourceId } from '../model/ids';
import type { ResourceKind } from '../model/resource';
import type { SourceRange, Uri } from '../text/text';
import { headsOf } from './landings/head-of';
import { landingLabel } from './landings/inlay-hints';
import type { Snapshot } from './snapshot';

/** What a lens is about: a principal, or the whole document. */
export interface LensSubject {
  readonly principal?: ResourceId;
}

export interface Lens {
  readonly range: SourceRange;
  readonly about: LensSubject;
}

export const principals: ReadonlySet<ResourceKind> = new Set(['role', 'user', 'group', 'permission-set']);

/** In order of place; what they say is worked out when they are seen. */
export function lensesIn(snapshot: Snapshot, uri: Uri): readonly Lens[] {
  const facts = snapshot.facts(uri);
  if (!facts || facts.resources.length === 0) return [];
  const [head] = headsOf(facts, snapshot);
  const above = facts.resources
    .filter(({ kind }) => principals.has(kind))
    .map(({ id, at }) => ({ range: snapshot.range({ ...at, part: 'key' }), about: { principal: id } }));
  return [...(head ? [{ range: head, about: {} }] : []), ...above].sort((a, b) => a.range.start - b.range.start);
}

/** The same object as long as no fact is different: what lenses say does not change without one. */
export function factsOf({ index }: Snapshot): object {
  return index.once('which facts these are', () => ({}));
}

/** Undefined for a principal that is no longer there. */
export function lensTitle(snapshot: Snapshot, uri: Uri, { principal }: LensSubject): string | undefined {
  if (principal !== undefined) return reachTitle(snapshot, principal);
  const facts = snapshot.facts(uri);
  if (!facts) return undefined;
  const label = landingLabel(facts, snapshot.index);
  return label === '' ? 'lands in an account that nothing names' : `lands: ${label}`;
}

/** What is certain; of what is possible, the number. Wherever its template stands, and each resource of a template once. */
function reachTitle({ index }: Snapshot, id: ResourceId): string | undefined {
  const graph = accessGraphOf(index);
  const nodes = graph.nodesOf(id);
  if (nodes.length === 0) return undefined;
  const count = (possible: boolean) => {
    const reached = nodes.flatMap(node => [...reachedFrom(graph, node.id, { possible })]);
    const counted = (isMeant: (kind: AccessNode['kind'], edge: AccessEdge) => boolean) => {
      const ends = reached.map(([to, edge]) => ({ edge, node: graph.nodes.get(to)! }));
      const meant = ends.filter(({ edge, node }) => isMeant(node.kind, edge));
      return new Set(meant.map(({ node }) => node.resource?.id ?? node.id)).size;
    };
    return {
      roles: counted((kind, edge) => kind === 'role' && becomes(edge)),
      data: counted(kind => holders.has(kind)),
      everything: counted(kind => kind === 'administrator') > 0,
    };
  };
  const sure = count(false);
  const perhaps = count(true);
  const more = perhaps.roles + perhaps.data - sure.roles - sure.data;
  return [
    ...(sure.everything ? ['can make itself administrator'] : []),
    `can become ${numbered(sure.roles, 'role')}`,
    `reaches ${numbered(sure.data, 'data store')}`,
    ...(more > 0 ? [`perhaps ${more} more`] : []),
  ].join(' · ');
}

const holders: ReadonlySet<string> = new Set(['data', 'secret', 'key']);

function numbered(count: number, noun: string): string {
  return count === 0 ? `no ${noun}` : `${count} ${noun}${count === 1 ? '' : 's'}`;
}
