/**
 * Who reaches what, through what: principals, the compute that acts with them, and data, with the ways from one to another.
 *
 * Two kinds of edges: over one that *becomes*, all that its target may do is gained as well; over one that *touches*, only what the
 * target holds. A path is edges that become, and at most one that touches at its end.
 */
import type { ResourceId } from '../../model/ids';
import type { Resource } from '../../model/resource';
import type { PolicyStatement } from '../../model/statement';
import type { Request } from '../../policy/request-set';
import type { SourcePointer } from '../../text/text';
import type { KnownEnvironment } from '../environments/known-environment';
import type { Landing } from '../index/workspace-index';

/**
 * A resource's own id, and one for each place where its template stands, if these are several; of what no document defines,
 * `account:111122223333`, `anyone`, `service:lambda.amazonaws.com`.
 */
export type NodeId = ResourceId | (string & { readonly __node: never });

export type NodeKind =
  | 'role'
  | 'user'
  | 'group'
  | 'permission-set'
  | 'compute'
  | 'pipeline'
  | 'data'
  | 'secret'
  | 'key'
  /** From outside the documents: whoever a federation, an account or a repository lets in. */
  | 'federated'
  | 'service'
  | 'account'
  | 'repository'
  | 'anyone'
  /**
   * What a principal can grant itself: everything of its account, or of its stack where nobody knows the account. Only this node has
   * edges to all that is there; who administers has one to it, and paths lead through it.
   */
  | 'administrator';

export interface AccessNode {
  readonly id: NodeId;
  readonly kind: NodeKind;
  /** As people call it: `orders-prod`. */
  readonly label: string;
  /** As its template has it; undefined for what no document defines. */
  readonly resource: Resource | undefined;
  /** Twelve digits, where they are known. */
  readonly account: string | undefined;
  readonly environment: KnownEnvironment | undefined;
  readonly at: SourcePointer | undefined;
  /** Of those from outside: who decides alone to be one of them. */
  readonly openTo?: OpenTo;
  /** Of those from outside: the branch, environment or workspace to which they deploy, by its name. */
  readonly deploysTo?: string;
}

export type OpenTo =
  | 'anyone'
  /** Who has shown nothing, and is given a role that is made for such. */
  | 'guests'
  /** Who works in any account of an organization. */
  | 'organization'
  /** Who pushes to a repository, opens a pull request there, or plans. */
  | 'contributors';

export type How =
  /** Becomes: takes a role's session, by its trust policy or by `sts:AssumeRole`, or is let in by a federation. */
  | 'assumes'
  /** Becomes: passes the role to new compute of its own. */
  | 'passes'
  /** Becomes: compute acts with its role. */
  | 'runs-as'
  /** Becomes: changes what existing compute runs. */
  | 'changes-code'
  /** Becomes: a session, a command or a key on existing compute. */
  | 'gets-shell'
  /** Becomes: changes the policy, the trust or the credentials of an identity, or makes one. */
  | 'rewrites-policy'
  /** Becomes: reads a secret that is somebody's credential. */
  | 'holds-credential'
  /** Touches. */
  | 'reads'
  | 'writes'
  | 'administers';

export interface AccessEdge {
  readonly from: NodeId;
  readonly to: NodeId;
  readonly how: How;
  /** The catalogue's method, `update-function-code`; undefined for what is no method: `runs-as`, data. */
  readonly method: string | undefined;
  readonly certain: boolean;
  /** The hop in words, after the names of its ends: `may change the code of`. */
  readonly says: string;
  /** Requests that AWS would allow one after the other; empty for what a template wires itself. */
  readonly requests: readonly Request[];
  /** Statements, or entries of them, that make it, the most telling first; one at least. */
  readonly because: readonly SourcePointer[];
  /** Conditions that a caller must meet, in words. */
  readonly conditions: readonly string[];
}

/** A request; without a resource, it is about the target, or about a part of it where one is told. */
export type Asked = Request | (Omit<Request, 'resource'> & { readonly part?: string });

/** Edges of one node that are alike but for their targets. */
export interface EdgeGroup extends Omit<AccessEdge, 'from' | 'to' | 'requests'> {
  /** In no order that tells; groups that name the same targets mostly share one list. */
  readonly targets: readonly NodeId[];
  readonly asked: readonly Asked[];
}

/** A change of what a principal's policies say. */
export interface Supposed {
  /** A statement that is gone. */
  readonly without?: SourcePointer;
  readonly besides: readonly PolicyStatement[];
}

/** Edges of a node are computed when first asked for, and remembered. */
export interface AccessGraph {
  readonly nodes: ReadonlyMap<NodeId, AccessNode>;
  /** One for each account and environment in which the template of the resource stands. */
  nodesOf(resource: ResourceId): readonly AccessNode[];
  /** The one for a landing of the template. */
  nodeAt(resource: ResourceId, landing: Landing | undefined): AccessNode | undefined;
  from(id: NodeId): readonly AccessEdge[];
  /** Unlike `from`, what is alike but for its target together: all edges of a workspace may be more than anybody can hold. */
  groupsFrom(id: NodeId): readonly EdgeGroup[];
  /** What `groupsFrom` would be if the policies of a principal said otherwise. */
  groupsSupposing(id: NodeId, supposed: Supposed): readonly EdgeGroup[];
  /** One edge of a group of `from`. */
  edge(group: EdgeGroup, from: NodeId, to: NodeId): AccessEdge;
  /** All edges of the workspace must be known to answer. */
  to(id: NodeId): readonly AccessEdge[];
}

/** Whether who goes over the edge can do what its target can. */
export function becomes({ how }: { readonly how: string }): boolean {
  return becoming.has(how);
}

const becoming: ReadonlySet<string> = new Set<How>([
  ...(['assumes', 'passes', 'runs-as', 'changes-code', 'gets-shell', 'rewrites-policy', 'holds-credential'] as const),
]);
