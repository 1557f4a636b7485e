/** From where nobody should reach production: principals of other environments, and who runs code there that they push, and anyone. */
import type { AccessGraph, AccessNode, OpenTo } from '../../../analysis/access-graph/access-graph';
import type { NamedEnvironment } from '../../../analysis/environments/environments';
import type { WorkspaceIndex } from '../../../analysis/index/workspace-index';
import { trustsServicesAlone } from '../../../analysis/permissions/trusted-services';
import type { Related } from '../../rule';

export interface Start {
  readonly node: AccessNode;
  /** Undefined for those whom no environment has: anyone, and whoever pushes to a repository. */
  readonly environment: NamedEnvironment | undefined;
  /** Of these: who decides alone to be one of them. */
  readonly openTo?: OpenTo;
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
    case 'federated':
    case 'repository':
      return stranger(node, index);
    default:
      return undefined;
  }
}

function principal(node: AccessNode): Start | undefined {
  const { environment } = node;
  return environment && { node, environment, because: environment.because, isMeant: environment.isMeant };
}

/** What guards one branch, or who deploys to one environment, no template tells; but its name may say which. */
function stranger(node: AccessNode, index: WorkspaceIndex): Start | undefined {
  const { openTo, deploysTo } = node;
  const environment = deploysTo === undefined ? undefined : index.vocabulary.environmentIn(deploysTo);
  if (openTo) return { node, environment, openTo, isMeant: openTo === 'anyone' || openTo === 'guests' };
  return environment && { node, environment, isMeant: false };
}
