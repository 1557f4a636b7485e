/** Becoming an identity that is there already. */
import type { Resource } from '../../model/resource';
import type { Asker } from './asker';
import type { Method, Step } from './escalation';
import { takeWithAny } from './everybody';
import { type Found, found, MOST_WAYS } from './found';
import { gainOf, isMeant, staysAtHome } from './standing';
import { known, resourcesNamed, rolesNamed } from './targets';
import { mayTake, take, type Way } from './ways';

export function* takeoversOf(method: Method, asker: Asker): Iterable<Found> {
  const reached = new Set<Resource>();
  let any: Way | undefined;
  for (const chain of method.chains) {
    if (!mayTake(chain, asker)) continue;
    const [{ on, actions }] = chain as [Step];
    const kind = on as 'role' | 'user' | 'group';
    const named = kind === 'role' ? rolesNamed(actions, asker) : resourcesNamed(kind, actions, asker);
    for (const identity of named) {
      if (reached.has(identity) || reached.size === MOST_WAYS) continue;
      const way = takeIdentity(chain, identity, asker);
      if (!way) continue;
      reached.add(identity);
      yield way;
    }
    if (any) continue;
    any = takeWithAny(chain, [on], asker);
    if (any) yield found(any, { kind: 'any-identity', of: kind });
  }
}

function takeIdentity(chain: readonly Step[], identity: Resource, asker: Asker): Found | undefined {
  const gain = gainOf(identity, asker);
  const way = gain && take(chain, { [chain[0]!.on]: known(identity, asker) }, asker);
  if (!way) return undefined;
  // Nobody means to let others act as an administrator by such means.
  const isOwned = gain.administers ? staysAtHome : isMeant;
  return isOwned(way.answers[0]!.hop, asker, identity) ? undefined : found(way, gain);
}
