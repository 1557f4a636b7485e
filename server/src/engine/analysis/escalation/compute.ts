/** Making what acts with a role already do something else. */
import type { Resource } from '../../model/model';
import { literalOf } from '../../model/text';
import type { WorkspaceIndex } from '../index/workspace-index';
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
  const mayBeMeant = ({ compute: target }: Binding) =>
    chain[0]!.actions.some(action => mayBeAsked(target!.name, action, asker, compute));
  const bindings = bindingsOf(compute, chain, asker).filter(mayBeMeant);
  const way = first(bindings, binding => take(chain, binding, asker));
  if (!way || isMeant(way.answers[0]!.hop, asker, compute)) return undefined;
  const gains = rolesOf(compute, asker.index).flatMap(({ resource }) => gainOf(resource, asker) ?? []);
  const gain = gains.find(({ ofProduction }) => ofProduction) ?? gains[0];
  return gain && found(way, gain);
}

/** Once, or once for each of the services that keep it running, where the chain is about these as well. */
export function bindingsOf(compute: Resource, chain: readonly Step[], asker: Asker): readonly Binding[] {
  const target = known(compute, asker);
  if (!isOfTask(chain)) return [{ compute: target }];
  const services = asker.index.starting(compute).slice(0, MOST_SERVICES);
  const bindings = services.flatMap(service =>
    clustersOf(service, asker.index).map(cluster => ({
      compute: { ...target, key: `${target.key} in ${cluster}`, name: cluster },
      service: known(service, asker),
    })),
  );
  const isAboutService = chain.some(({ on }) => on === 'service');
  return bindings.length > 0 || isAboutService ? bindings : [{ compute: { ...target, name: unknownCluster } }];
}

/** Requests name running tasks by their clusters. */
export function isOfTask(chain: readonly Step[]): boolean {
  return chain.some(({ on, actions }) => on === 'compute' && actions.includes('ecs:ExecuteCommand'));
}

const unknownCluster = `\${cluster}`;

function clustersOf({ starts = [], at }: Resource, index: WorkspaceIndex): readonly string[] {
  return starts.map(({ cluster }) => {
    if (!cluster) return 'default';
    const [named] = index.named(cluster, ['compute'], at.uri);
    return named ? nameOf(named.resource) : (literalOf(cluster)?.split('/').at(-1) ?? unknownCluster);
  });
}

/** Of what keeps one task running, so much is looked at. */
const MOST_SERVICES = 20;

/** A certain way before an open one. */
function first(bindings: readonly Binding[], wayBy: (binding: Binding) => Way | undefined): Way | undefined {
  const ways = bindings.flatMap(binding => wayBy(binding) ?? []);
  return ways.find(({ isCertain }) => isCertain) ?? ways[0];
}
