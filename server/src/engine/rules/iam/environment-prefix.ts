import type { WorkspaceIndex } from '../../analysis/index/workspace-index';
import type { Resource } from '../../model/model';

/** So many roles are looked at for how names begin in an environment. */
const MOST_LOOKED_AT = 200;

/**
 * `dev-`, as the principal's own name begins or else as known roles of its environment do, the nearest first; undefined when neither
 * is so, for a prefix that nobody uses would take away everything.
 */
export function environmentPrefix(principal: Resource, index: WorkspaceIndex): string | undefined {
  const environment = index.environmentOf(principal);
  if (!environment?.tier) return undefined;
  for (const named of fromNearToFar(principal, index)) {
    const words = new Set(named.flatMap(({ name }) => firstWord(name) ?? []));
    for (const word of words) {
      if (index.vocabulary.environmentIn(word)?.name === environment.name) return `${word}-`;
    }
  }
  return undefined;
}

/** The others of the workspace are asked for last: what is made of them is made again when any role is called otherwise. */
function* fromNearToFar(principal: Resource, index: WorkspaceIndex): Iterable<readonly Resource[]> {
  yield [principal];
  const { resources } = index.documentOf(principal);
  yield resources.filter(({ kind }) => kind === 'role').slice(0, MOST_LOOKED_AT);
  yield index.rolesCalled({ beginning: '' }).nearest(principal.at.uri, MOST_LOOKED_AT);
}

function firstWord(name: Resource['name']): string | undefined {
  const [first] = name?.parts ?? [];
  return typeof first === 'string' ? /^([A-Za-z0-9]+)-/.exec(first)?.[1] : undefined;
}
