/** Whether a chain can be taken about resources that nobody lists, and so about any. */

import type { Asker } from './asking';
import type { Step, Surface } from './escalation';
import type { Target } from './target';
import { looksLikeProduction, nobodyKnows } from './targets';
import { take, type Way } from './ways';

/** Undefined unless each of them will do, or one that is called like production's. */
export function takeWithAny(chain: readonly Step[], surfaces: readonly Surface[], asker: Asker): Way | undefined {
  const bound = (target: Target) => Object.fromEntries(surfaces.map(surface => [surface, target]));
  const [first, ...others] = nobodyKnows.map(target => () => take(chain, bound(target), asker));
  const way = first!();
  if (way && others.every(other => other())) return way;
  if (way || isOfProduction(asker) || !namesByPattern(chain, asker)) return undefined;
  for (const target of looksLikeProduction) {
    const found = take(chain, bound(target), asker);
    if (found) return found;
  }
  return undefined;
}

function isOfProduction({ permissions, index }: Asker): boolean {
  return index.environmentOf(permissions.principal)?.tier === 'production';
}

/** Seen at a glance: without a wildcard, no made-up name is met. */
function namesByPattern(chain: readonly Step[], { byAction }: Asker): boolean {
  return chain.every(({ actions }) =>
    actions.some(action =>
      byAction.get(action)?.some(({ statement: { resources } }) => {
        const open = resources.list.some(({ parts }) =>
          parts.some(part => typeof part === 'string' && /[*?]/.test(part)),
        );
        return resources.mode === 'except' || open;
      }),
    ),
  );
}
