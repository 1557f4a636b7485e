/** Making what acts with a role already do something else. */
import type { Resource } from '../../model/resource';
import { literalOf, matchesWildcards, show, type Text } from '../../model/text';
import { holding } from '../../policy/context';
import { literal, union } from '../../policy/language';
import { type Given, languageOf } from '../../policy/reading';
import type { WorkspaceIndex } from '../index/workspace-index';
import { rolesOf } from '../permissions/compute-roles';
import { limitsOn } from '../permissions/written-accounts';
import { mayBeAsked, placeBy, placeIn } from './arns';
import type { Asker } from './asker';
import type { Method, Step } from './escalation';
import { takeWithAny } from './everybody';
import { type Found, few, found } from './found';
import { gainOf, isMeant } from './standing';
import { nameOf, type Target } from './target';
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
  const asked = clustersAsked(chain, asker);
  const bindings = services.flatMap(service =>
    clustersOf(service, asker.index).map(cluster => ({
      compute: { ...inCluster(target, cluster, asked, asker), name: cluster.name },
      service: inCluster(known(service, asker), cluster, asked, asker),
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

interface Cluster {
  readonly name: string;
  readonly resource?: Resource;
}

function clustersOf({ starts = [], at }: Resource, index: WorkspaceIndex): readonly Cluster[] {
  return starts.map(({ cluster }) => {
    if (!cluster) return { name: 'default' };
    const [named] = index.named(cluster, ['compute'], at.uri);
    if (named) return { name: nameOf(named.resource), resource: named.resource };
    return { name: literalOf(cluster)?.split('/').at(-1) ?? unknownCluster };
  });
}

const CLUSTER = 'ecs:cluster';
const CLUSTERS = 'arn:*:ecs:*:*:cluster/*';

/** The clusters that policies ask for; undefined where none does. */
function clustersAsked(chain: readonly Step[], { byAction, permissions }: Asker): readonly Text[] | undefined {
  const granting = chain.flatMap(({ actions }) => actions.flatMap(action => byAction.get(action) ?? []));
  const said = [...granting.map(({ statement }) => statement), ...limitsOn(permissions)];
  const asking = said.flatMap(({ conditions }) => conditions.filter(({ key }) => key.toLowerCase() === CLUSTER));
  return asking.length === 0 ? undefined : asking.flatMap(({ values }) => values);
}

/** Requests say the cluster's ARN; where a template refers to it, that is what a policy calls it. */
function inCluster(
  target: Target,
  { name, resource }: Cluster,
  asked: readonly Text[] | undefined,
  { permissions: { given }, index }: Asker,
): Target {
  const key = `${target.key} in ${name}`;
  if (!asked) return { ...target, key };
  const account = target.resource && index.accountOf(target.resource);
  const refers = ({ parts }: Text) =>
    resource !== undefined && parts.some(part => typeof part !== 'string' && part.resource === resource.id);
  const references = asked.filter(refers).map(text => languageOf(text, 'literal', given).certain);
  const place = account === undefined ? given : { ...given, account };
  const arns = references.length > 0 ? union(...references) : literal(clusterWritten(name, asked, place));
  return { ...target, key, context: { ...target.context, [CLUSTER]: holding(arns) } };
}

/** Where policies say that it is, as far as nobody knows better; those that may mean it before others. */
function clusterWritten(name: string, asked: readonly Text[], given: Given): string {
  const ending = `cluster/${name}`;
  const texts = asked.map(show);
  const fitting = texts.filter(text => matchesWildcards(text.split(':').slice(5).join(':'), ending));
  const [place = placeBy(CLUSTERS, given)] = [...fitting, ...texts].flatMap(
    text => placeIn(text, CLUSTERS, given) ?? [],
  );
  return place + ending;
}

/** Of what keeps one task running, so much is looked at. */
const MOST_SERVICES = 20;

/** A certain way before an open one. */
function first(bindings: readonly Binding[], wayBy: (binding: Binding) => Way | undefined): Way | undefined {
  const ways = bindings.flatMap(binding => wayBy(binding) ?? []);
  return ways.find(({ isCertain }) => isCertain) ?? ways[0];
}
