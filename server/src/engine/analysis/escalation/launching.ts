/** Passing a role to a service that does what one says. */
import type { Resource } from '../../model/resource';
import { trustedServices } from '../permissions/trusted-services';
import type { Asker } from './asker';
import type { Method, Step } from './escalation';
import { takeWithAny } from './everybody';
import { type Found, few, found } from './found';
import { gainOf, isMeant } from './standing';
import { known, rolesNamed } from './targets';
import { mayTake, take } from './ways';

export function* launchesOf(method: Method, asker: Asker): Iterable<Found> {
  const chains = method.chains.filter(chain => mayTake(chain, asker));
  if (chains.length === 0) return;
  const worthy = rolesNamed(['iam:PassRole'], asker);
  for (const chain of chains) {
    yield* few(launchesWith(worthy, chain, method, asker));
    const any = takeWithAny(chain, ['role'], asker);
    if (any) yield found(any, { kind: 'any-identity', of: 'role' }, { isCertain: !method.isLimited });
  }
}

function* launchesWith(
  roles: readonly Resource[],
  chain: readonly Step[],
  method: Method,
  asker: Asker,
): Iterable<Found> {
  for (const role of roles) {
    const one = launchWith(role, chain, method, asker);
    if (one) yield one;
  }
}

function launchWith(role: Resource, chain: readonly Step[], { isLimited }: Method, asker: Asker): Found | undefined {
  const [passing] = chain as [Step];
  const trusted = trustedServices(role).filter(({ name }) => passing.to?.includes(name));
  const gain = trusted.length > 0 ? gainOf(role, asker) : undefined;
  if (!gain) return undefined;
  const toThese = { ...passing, to: trusted.map(({ name }) => name) };
  const way = take([toThese, ...chain.slice(1)], { role: known(role, asker) }, asker);
  if (!way || isMeant(way.answers[0]!.hop, asker, role)) return undefined;
  return found(way, gain, { isCertain: !isLimited && trusted.some(({ certain }) => certain) });
}
