/** Making what acts with a role already do something else. */
import type { Resource } from '../../model/model';
import type { WorkspaceIndex } from '../index/workspace-index';
import { mayBeAsked } from './arns';
import type { Asker } from './asker';
import type { Method, Step } from './escalation';
import { takeWithAny } from './everybody';
import { type Found, few, found } from './found';
import { gainOf, isMeant } from './standing';
import { nameOf } from './target';
import { known, resourcesNamed } from './targets';
import { mayTake, take } from './ways';

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
  const way = take(chain, { compute: known(compute, asker) }, asker);
  if (!way || isMeant(way.answers[0]!.hop, asker, compute)) return undefined;
  const gains = rolesOf(compute, asker.index).flatMap(role => gainOf(role, asker) ?? []);
  const gain = gains.find(({ ofProduction }) => ofProduction) ?? gains[0];
  return gain && found(way, gain);
}

function rolesOf({ runsAs, at }: Resource, index: WorkspaceIndex): readonly Resource[] {
  const named = runsAs.flatMap(text => index.named(text, ['role', 'instance-profile'], at.uri));
  return named.flatMap(({ resource }) =>
    resource.kind === 'role'
      ? [resource]
      : resource.memberOf.flatMap(text => index.named(text, ['role'], resource.at.uri)).map(one => one.resource),
  );
}
