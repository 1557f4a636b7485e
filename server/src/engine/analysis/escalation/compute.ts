/** Making what acts with a role already do something else. */
import type { Resource } from '../../model/model';
import { rolesOf } from '../permissions/compute-roles';
import { mayBeAsked } from './arns';
import type { Asker } from './asker';
import type { Method, Step } from './escalation';
import { takeWithAny } from './everybody';
import { type Found, few, found } from './found';
import { gainOf, isMeant } from './standing';
import { nameOf } from './target';
import { known, resourcesNamed } from './targets';
import { type Binding, mayTake, take, type Way } from './ways';

/** By the service of an action, the kind of what it works on and the first part of the service's principal. */
const workedOn: Readonly<Record<string, readonly [kind: Resource['kind'], service: string]>> = {
  lambda: ['compute', 'lambda'],
  codebuild: ['compute', 'codebuild'],
  ecs: ['compute', 'ecs-tasks'],
  ec2: ['compute', 'ec2'],
  ssm: ['compute', 'ec2'],
  'ec2-instance-connect': ['compute', 'ec2'],
  cloudformation: ['stack', 'cloudformation'],
  codepipeline: ['pipeline', 'codepipeline'],
};

export function* changesOf(method: Method, asker: Asker): Iterable<Found> {
  for (const chain of method.chains) {
    if (!mayTake(chain, asker)) continue;
    yield* few(ofKnown(chain, asker));
    const any = takeWithAny(chain, ['compute'], asker);
    if (any) yield found(any, { kind: 'any-identity', of: 'role' });
  }
}

function* ofKnown(chain: readonly Step[], asker: Asker): Iterable<Found> {
  for (const compute of computeNamed(chain[0]!, asker)) {
    const one = takeCompute(chain, compute, asker);
    if (one) yield one;
  }
}

function computeNamed(step: Step, asker: Asker): readonly Resource[] {
  const [kind] = worksOn(step) ?? [];
  if (kind === undefined) return [];
  const named = resourcesNamed(kind, step.actions, asker);
  return named.filter(resource => resource.runsAs.length > 0 && isOfKind(resource, step));
}

function worksOn({ actions }: Step) {
  return workedOn[actions[0]!.split(':')[0]!];
}

/** Whether the step is about things like this one. */
export function isOfKind({ kind, service: user }: Resource, step: Step): boolean {
  const [expected, service] = worksOn(step) ?? [];
  return kind === expected && (user === undefined || user.startsWith(`${service}.`));
}

function takeCompute(chain: readonly Step[], compute: Resource, asker: Asker): Found | undefined {
  const name = nameOf(compute);
  if (!chain[0]!.actions.some(action => mayBeAsked(name, action, asker, compute))) return undefined;
  const way = first(bindingsOf(compute, chain, asker), binding => take(chain, binding, asker));
  if (!way || isMeant(way.answers[0]!.hop, asker, compute)) return undefined;
  const gains = rolesOf(compute, asker.index).flatMap(({ resource }) => gainOf(resource, asker) ?? []);
  const gain = gains.find(({ ofProduction }) => ofProduction) ?? gains[0];
  return gain && found(way, gain);
}

/** With each of the services that keep it running, where the chain is about these as well. */
export function bindingsOf(compute: Resource, chain: readonly Step[], asker: Asker): readonly Binding[] {
  const target = known(compute, asker);
  if (!chain.some(({ on }) => on === 'service')) return [{ compute: target }];
  const services = asker.index.starting(compute).slice(0, MOST_SERVICES);
  return services.map(service => ({ compute: target, service: known(service, asker) }));
}

/** Of what keeps one task running, so much is looked at. */
const MOST_SERVICES = 20;

/** A certain way before an open one. */
function first(bindings: readonly Binding[], wayBy: (binding: Binding) => Way | undefined): Way | undefined {
  const ways = bindings.flatMap(binding => wayBy(binding) ?? []);
  return ways.find(({ isCertain }) => isCertain) ?? ways[0];
}
