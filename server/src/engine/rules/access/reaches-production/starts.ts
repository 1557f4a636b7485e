/** From where nobody should reach production: principals of other environments, and whom a pipeline's federation lets in. */
import type { AccessGraph, AccessNode } from '../../../analysis/access-graph/access-graph';
import type { NamedEnvironment } from '../../../analysis/environments/environments';
import type { WorkspaceIndex } from '../../../analysis/index/workspace-index';
import { trustsServicesAlone } from '../../../analysis/permissions/trusted-services';
import type { Related } from '../../rule';

export interface Start {
  readonly node: AccessNode;
  /** Undefined for those whom no environment has: anyone, and whoever pushes to a repository. */
  readonly environment: NamedEnvironment | undefined;
  /** Why we think so. */
  readonly because?: Related;
  /** Whether somebody meant to say so, not by a name alone. */
  readonly isMeant: boolean;
}

/** Nobody can start from a role that services alone may assume: it is on the way of others, who come to it by way of its service. */
export function startsIn(graph: AccessGraph, index: WorkspaceIndex): readonly Start[] {
  return [...graph.nodes.values()].flatMap(node => startAt(node, index) ?? []);
}

function startAt(node: AccessNode, index: WorkspaceIndex): Start | undefined {
  switch (node.kind) {
    case 'role':
      return node.resource && trustsServicesAlone(node.resource) ? undefined : principal(node);
    case 'user':
    case 'group':
    case 'permission-set':
    case 'account':
      return principal(node);
    case 'anyone':
      return { node, environment: undefined, isMeant: true };
    case 'federated':
      return pushers(node, index);
    default:
      return undefined;
  }
}

function principal(node: AccessNode): Start | undefined {
  const { environment } = node;
  return environment && { node, environment, because: environment.because, isMeant: environment.isMeant };
}

/** What runs code that people push; whom other providers let in, no subject tells. */
const ofPipelines =
  /^federated:[^:]*(?:githubusercontent\.com|gitlab|bitbucket\.org|circleci\.com|app\.terraform\.io|buildkite\.com|vercel\.com)[^:]*:(.+)$/;

/** Any branch, any pull request, any repository: whoever pushes decides what runs. What guards one branch, no template tells. */
const open =
  /^\*$|^repo:[^:]*(?:\*|:\*)$|^repo:[^:]*\*:|:ref:(?:refs\/heads\/)?\*$|:pull_request$|^project_path:(?:[^:]*\*|[^:]+:\*)/;

const branch = /:(?:environment|ref:refs\/heads|ref_type:branch:ref)[:/]([^*]+)$/;

function pushers(node: AccessNode, index: WorkspaceIndex): Start | undefined {
  const [, written] = ofPipelines.exec(node.id) ?? [];
  // An id that GitHub gives an owner may be anything: nobody chooses it.
  const subject = written?.replaceAll('@*', '');
  if (subject === undefined) return undefined;
  const [, named] = branch.exec(subject) ?? [];
  const environment = named === undefined ? undefined : index.vocabulary.environmentIn(named);
  return environment || open.test(subject) ? { node, environment, isMeant: false } : undefined;
}
