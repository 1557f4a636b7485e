/** Whether a chain can be taken about resources that nobody lists, and so about any. */

import { once } from '../../policy/once';
import { limitsOn } from '../permissions/written-accounts';
import type { Asker } from './asker';
import type { Step, Surface } from './escalation';
import { mayNameProduction } from './glance';
import { staysAtHome } from './standing';
import type { Target } from './target';
import { looksLikeProduction, nobodyKnows } from './targets';
import { take, type Way } from './ways';

/** Undefined unless each of them will do, or one that is called like production's. */
export function takeWithAny(chain: readonly Step[], surfaces: readonly Surface[], asker: Asker): Way | undefined {
  const bound = (target: Target) => Object.fromEntries(surfaces.map(surface => [surface, target]));
  const [first, ...others] = nobodyKnows.map(target => () => take(chain, bound(target), asker));
  const way = first!();
  if (way && others.every(other => other())) return way;
  const about = chain.filter(({ on }) => surfaces.includes(on));
  if (way || !namesByPattern(about, asker) || isOfProduction(asker)) return undefined;
  for (const target of looksLikeProduction) {
    const found = take(chain, bound(target), asker);
    if (found && !staysAtHome(found.answers[0]!.hop, asker)) return found;
  }
  return undefined;
}

function isOfProduction({ permissions, index }: Asker): boolean {
  return index.environmentOf(permissions.principal)?.tier === 'production';
}

/** By a grant, or by what leaves no more of a wider one. */
function namesByPattern(chain: readonly Step[], { byAction, permissions }: Asker): boolean {
  const limited = once(() => limitsOn(permissions).some(mayNameProduction));
  return chain.every(({ actions }) => actions.some(mayMeet));

  function mayMeet(action: string): boolean {
    const grants = byAction.get(action) ?? [];
    return grants.length > 0 && (grants.some(({ statement }) => mayNameProduction(statement)) || limited());
  }
}
