import { resourcesOf } from '../../analysis/index/resources-of';
import type { WorkspaceIndex } from '../../analysis/index/workspace-index';
import type { Environment } from '../../model/environment';
import type { Resource } from '../../model/resource';

/** So many roles are looked at for how names begin in an environment. */
const MOST_LOOKED_AT = 200;

/**
 * `dev-`, as the principal's own name begins or else as known roles of its environment do, the nearest first; undefined when neither
 * is so, for a prefix that nobody uses would take away everything.
 */
export function environmentPrefix(principal: Resource, index: WorkspaceIndex): string | undefined {
  const environment = index.environmentOf(principal);
  if (!environment?.tier) return undefined;
  return prefixIn([principal], environment, index) ?? prefixOfOthers(principal, environment, index);
}

/** The others of the workspace are asked for last: what is made of them is made again when any role is called otherwise. */
function prefixOfOthers(principal: Resource, environment: Environment, index: WorkspaceIndex): string | undefined {
  const { uri } = principal.at;
  return index.once(`prefix of ${environment.name} in ${uri}`, asked => {
    const near = resourcesOf(asked.documentOf(principal), 'role').slice(0, MOST_LOOKED_AT);
    const far = () => asked.rolesCalled({ beginning: '' }).nearest(uri, MOST_LOOKED_AT);
    return prefixIn(near, environment, asked) ?? prefixIn(far(), environment, asked);
  });
}

function prefixIn(named: readonly Resource[], environment: Environment, index: WorkspaceIndex): string | undefined {
  const words = new Set(named.flatMap(({ name }) => firstWord(name) ?? []));
  const own = [...words].find(word => index.vocabulary.environmentIn(word)?.name === environment.name);
  return own === undefined ? undefined : `${own}-`;
}

function firstWord(name: Resource['name']): string | undefined {
  const [first] = name?.parts ?? [];
  return typeof first === 'string' ? /^([A-Za-z0-9]+)-/.exec(first)?.[1] : undefined;
}
