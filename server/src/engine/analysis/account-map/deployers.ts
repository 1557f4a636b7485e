/** Who makes stacks: jobs of CI, and stack sets in other accounts. */
import type { ResourceId } from '../../model/ids';
import type { Resource } from '../../model/resource';
import type { SourcePointer, Uri } from '../../text/text';
import type { Landing, WorkspaceIndex } from '../index/workspace-index';
import type { Member } from './members';
import type { Stack } from './stacks';

export interface Deploying {
  /** Id of the resource that makes it; a workflow's uri where it is one. */
  readonly by: ResourceId | Uri;
  readonly stack: Stack;
  readonly at: SourcePointer;
}

const workflowFile = /\/\.github\/workflows\/[^/]+\.ya?ml$|\/[^/]*\.gitlab-ci\.ya?ml$/i;

/** Each maker of each stack once; a stack that is nested in its maker's is no news. */
export function deployingOf(stacks: readonly Stack[], index: WorkspaceIndex): readonly Deploying[] {
  const found = new Map<string, Deploying>();
  for (const stack of stacks) {
    for (const landing of stack.landings) {
      const by = makerOf(landing, index);
      if (by !== undefined && !found.has(`${by} ${stack.id}`))
        found.set(`${by} ${stack.id}`, { by, stack, at: landing.deployment.at });
    }
  }
  return [...found.values()];
}

function makerOf({ deployment, statedBy }: Landing, index: WorkspaceIndex): ResourceId | Uri | undefined {
  if (workflowFile.test(statedBy)) return statedBy;
  return stackSetOf(deployment.id, statedBy, index)?.id;
}

/** The deployments of a stack set are called after it and numbered. */
function stackSetOf(deployment: string, statedBy: Uri, index: WorkspaceIndex): Resource | undefined {
  const [, label] = /^(.*) \d+$/.exec(deployment) ?? [];
  return label === undefined ? undefined : index.resource(`${statedBy}#${label}` as ResourceId);
}

/** A workflow stands in no stack and in no account. By the id by which it deploys. */
export function workflowsIn(
  deploying: readonly Deploying[],
  index: WorkspaceIndex,
): ReadonlyMap<Deploying['by'], Member> {
  const uris = new Set(deploying.map(({ by }) => by as Uri).filter(by => workflowFile.test(by)));
  const known = [...uris].sort().filter(uri => index.document(uri));
  return new Map(known.map(uri => [uri, workflowOf(uri)]));
}

function workflowOf(uri: Uri): Member {
  const name = uri.slice(uri.lastIndexOf('/') + 1);
  const at: SourcePointer = { uri, path: [], part: 'value' };
  return {
    ...{ id: `${uri}#workflow`, name, type: 'workflow', kind: 'workflow', at },
    ...{ resource: undefined, stack: undefined, account: undefined, environment: undefined },
  };
}
