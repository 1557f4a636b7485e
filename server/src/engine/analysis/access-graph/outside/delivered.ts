/** Who chooses what runs in builds and pipelines from beyond AWS: anyone with push access to a repository that these take code from. */
import type { CodeSource, Delivery, DeliveryStep } from '../../../model/delivery';
import type { ResourceId } from '../../../model/ids';
import type { Resource } from '../../../model/resource';
import { certainReadings, literalOf, show, type Text } from '../../../model/text';
import type { WorkspaceIndex } from '../../index/workspace-index';
import type { EdgeGroup } from '../access-graph';
import type { Entry } from '../directory/entries';
import type { Entrance, Outsider } from './outsiders';

/** A build or a pipeline in which the code of a source comes to run. */
interface Runner {
  readonly resource: Resource;
  /** Nobody is asked, and nothing else decides. */
  readonly isSure: boolean;
  readonly isApproved: boolean;
}

export function deliveriesTo({ resource, asides }: Entry, index: WorkspaceIndex): readonly Entrance[] {
  const { delivery } = resource;
  if (!delivery || delivery.sources.length === 0) return none;
  const runners = runnersOf(resource, delivery, index);
  return sourcesOf(resource, delivery, asides).flatMap((source): readonly Entrance[] => {
    const who = giverOf(source);
    return who ? runners.map(runner => ({ into: resource.id, who, edge: edgeTo(runner, source) })) : none;
  });
}

const none: readonly never[] = [];

/** What webhooks start, nobody has to. */
function sourcesOf({ kind }: Resource, { sources }: Delivery, asides: readonly Resource[]): readonly CodeSource[] {
  const webhooks = asides.flatMap(({ delivery }) => delivery?.sources ?? none);
  return sources.flatMap(source => {
    if (source.runs !== 'when-started' || webhooks.length === 0) return [source];
    const { repository, branch, at } = source;
    const kept = { ...(repository ? { repository } : {}), ...(branch && kind === 'pipeline' ? { branch } : {}) };
    return webhooks.map(webhook => ({ ...kept, ...webhook, at }));
  });
}

function giverOf({ repository, branch, by }: CodeSource): Outsider | undefined {
  if (!repository) return undefined;
  const name = inWords(repository);
  // What only deployment names may be another repository in each document.
  const id = `repository:${name}${literalOf(repository) === undefined ? ` ${repository.at.uri}` : ''}`;
  if (by === 'pull-request') {
    const label = `anyone who opens a pull request in ${name}`;
    return { id: `${id} pull-request`, kind: 'repository', label, openTo: 'contributors' };
  }
  const ref = branch && inWords(branch).replace(/^refs\/heads\//, '');
  const label = `anyone with push access to ${name}`;
  return ref === undefined
    ? { id, kind: 'repository', label, openTo: 'contributors' }
    : { id: `${id} ${ref}`, kind: 'repository', label: `${label} (${ref})`, deploysTo: ref };
}

/** By its default, where it has one. */
function inWords(text: Text): string {
  const [only, ...others] = certainReadings(text);
  return show(only && others.length === 0 ? { ...text, parts: only } : text);
}

function runnersOf(resource: Resource, { steps, ownCommands }: Delivery, index: WorkspaceIndex): readonly Runner[] {
  if (resource.kind !== 'pipeline') return [{ resource, isSure: !ownCommands, isApproved: false }];
  const found = new Map<ResourceId, Runner>();
  for (const runner of steps.flatMap(step => runnersIn(step, resource, index))) {
    const before = found.get(runner.resource.id);
    if (!before || (runner.isSure && !before.isSure)) found.set(runner.resource.id, runner);
  }
  return [...found.values()];
}

function runnersIn(
  { does, by, isApproved, when }: DeliveryStep,
  pipeline: Resource,
  index: WorkspaceIndex,
): readonly Runner[] {
  const isSure = !isApproved && when === undefined;
  if (does === 'deploy') return [{ resource: pipeline, isSure, isApproved }];
  const projects = by ? index.named(by, ['compute'], pipeline.at.uri) : none;
  return projects.map(({ resource, certain }) => ({
    resource,
    isSure: isSure && certain && !resource.delivery?.ownCommands,
    isApproved,
  }));
}

function edgeTo({ resource, isSure, isApproved }: Runner, { runs, at }: CodeSource): EdgeGroup {
  const approved = isApproved || runs === 'when-approved' ? ['somebody approves it first'] : [];
  const started = runs === 'when-started' ? ['somebody starts it'] : [];
  return {
    targets: [resource.id],
    how: 'changes-code',
    method: 'pipeline-source',
    certain: isSure && runs === 'at-once',
    says: 'may write what runs in',
    asked: [],
    because: [at],
    conditions: [...approved, ...started],
  };
}
