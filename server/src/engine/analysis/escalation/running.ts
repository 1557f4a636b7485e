/** Acting as a role by way of a service, once it has been given rights: passed on, or by what runs as it already. */
import type { Resource } from '../../model/resource';
import { trustedServices } from '../permissions/trusted-services';
import type { Asker } from './asker';
import { bindingsOf, isOfKind } from './compute';
import type { Step } from './escalation';
import { existing, pipelines } from './methods/existing';
import { everydayLaunches, launches } from './methods/launches';
import { known } from './targets';
import { type Binding, mayTake, take, type Way } from './ways';

/** The first way to take the step, about what `binding` says, and then act as the role. */
export function runAfter(widening: Step, binding: Binding, role: Resource, asker: Asker): Way | undefined {
  const bound = { ...binding, role: known(role, asker) };
  const launched = launchAfter(widening, bound, role, asker);
  return launched?.isCertain ? launched : (changeAfter(widening, bound, role, asker) ?? launched);
}

const launching = launches.flatMap(({ chains, isLimited = false }) => chains.map(chain => ({ chain, isLimited })));
const changing = [...existing, ...pipelines]
  .filter(({ forGraphAlone }) => !forGraphAlone)
  .flatMap(({ chains }) => chains);

function launchAfter(widening: Step, binding: Binding, role: Resource, asker: Asker): Way | undefined {
  const trusted = trustedServices(role);
  if (trusted.length === 0) return undefined;
  let open: Way | undefined;
  for (const { chain, isLimited } of launching) {
    if (!mayTake(chain, asker)) continue;
    const [passing, ...rest] = chain as [Step, ...Step[]];
    const services = trusted.filter(({ name }) => passing.to?.includes(name));
    if (services.length === 0) continue;
    const isSure = !isLimited && services.some(({ certain }) => certain);
    const toThese = { ...passing, to: services.map(({ name }) => name) };
    const way = take([widening, toThese, ...rest], binding, asker);
    if (way?.isCertain && isSure) return way;
    if (way) open ??= { ...way, isCertain: false };
  }
  return open;
}

function changeAfter(widening: Step, binding: Binding, role: Resource, asker: Asker): Way | undefined {
  const chains = changing.filter(chain => mayTake(chain, asker));
  if (chains.length === 0) return undefined;
  for (const compute of asker.index.runningAs(role).slice(0, MOST_RUNNING)) {
    for (const chain of chains.filter(([step]) => isOfKind(compute, step!))) {
      for (const bound of bindingsOf(compute, chain, asker)) {
        const way = take([widening, ...chain], { ...binding, ...bound }, asker);
        if (way) return way;
      }
    }
  }
  return undefined;
}

/** Of what runs as one role, so much is looked at. */
const MOST_RUNNING = 20;

const everyday = everydayLaunches.flatMap(({ chains }) => chains);

/** The same with a role that nobody lists: who may pass what a pattern names means roles that are there. */
export function runUnlisted(widening: Step, asker: Asker): Way | undefined {
  const named = (step: Step): Step => ({ ...step, on: 'named-role' });
  for (const [passing, ...rest] of everyday) {
    const chain = [named(widening), named(passing!), ...rest];
    const way = mayTake(chain, asker) ? take(chain, {}, asker) : undefined;
    if (way) return way;
  }
  return undefined;
}
