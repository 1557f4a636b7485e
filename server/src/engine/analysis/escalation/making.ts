/** Making an identity with rights of one's choice; whether a permissions boundary that it must have holds. */

import { absent } from '../../policy/context';
import type { Asker } from './asking';
import type { Method } from './escalation';
import { type Found, found } from './found';
import { BOUNDARY } from './target';
import { mayTake, take } from './ways';

export function* makingOf(method: Method, asker: Asker): Iterable<Found> {
  for (const chain of method.chains) {
    if (!mayTake(chain, asker)) continue;
    const free = take(chain, {}, asker, { [BOUNDARY]: absent });
    if (free) yield found(free, { kind: 'anything' });
  }
}
