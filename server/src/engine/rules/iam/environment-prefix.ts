import type { WorkspaceIndex } from '../../analysis/index/workspace-index';
import type { Resource } from '../../model/model';

/** So many roles of the workspace, the nearest, are looked at for how names begin in an environment. */
const MOST_LOOKED_AT = 200;

/**
 * `dev-`, as the principal's own name begins or else as known roles of its environment do; undefined when neither is so, for a
 * prefix that nobody uses would take away everything.
 */
export function environmentPrefix(principal: Resource, index: WorkspaceIndex): string | undefined {
  const environment = index.environmentOf(principal);
  if (!environment?.tier) return undefined;
  const named = [principal, ...index.rolesCalled({ beginning: '' }).nearest(principal.at.uri, MOST_LOOKED_AT)];
  const words = [...new Set(named.flatMap(({ name }) => firstWord(name) ?? []))];
  const word = words.find(said => index.vocabulary.environmentIn(said)?.name === environment.name);
  return word === undefined ? undefined : `${word}-`;
}

function firstWord(name: Resource['name']): string | undefined {
  const [first] = name?.parts ?? [];
  return typeof first === 'string' ? /^([A-Za-z0-9]+)-/.exec(first)?.[1] : undefined;
}
