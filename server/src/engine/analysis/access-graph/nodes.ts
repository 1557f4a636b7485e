/** What of the workspace stands in the graph, and what only its policies speak of. */
import type { ResourceId } from '../../model/ids';
import type { Resource } from '../../model/resource';
import { literalOf } from '../../model/text';
import type { SourcePointer, Uri } from '../../text/text';
import { type KnownEnvironment, knownEverywhere } from '../environments/known-environment';
import type { WorkspaceIndex } from '../index/workspace-index';
import type { Landed } from '../landed/landed';
import type { AccessNode, NodeId, NodeKind } from './access-graph';

/** Provider's words for those who can be become by IAM alone. */
export const identityTypes = {
  role: ['AWS::IAM::Role', 'aws_iam_role'],
  user: ['AWS::IAM::User', 'aws_iam_user'],
  group: ['AWS::IAM::Group', 'aws_iam_group'],
} as const;

/** Undefined for what is no node: nobody acts with it, and it holds nothing. */
export function nodeKindOf({ kind, type, runsAs }: Resource): NodeKind | undefined {
  switch (kind) {
    case 'role':
    case 'user':
    case 'group':
    case 'permission-set':
    case 'compute':
    case 'pipeline':
      return kind;
    case 'data':
      return repositories.has(type) ? 'repository' : 'data';
    case 'secret':
      return keys.test(type) ? 'key' : type === 'aws_kms_alias' ? undefined : 'secret';
    case 'stack':
    case 'other':
      return runsAs.length > 0 ? 'compute' : undefined;
    default:
      return undefined;
  }
}

const repositories = new Set(['AWS::CodeCommit::Repository', 'aws_codecommit_repository']);
const keys = /^(?:AWS::KMS::(?:Replica)?Key|aws_kms_(?:replica_)?(?:external_)?key)$/;

/** Of the resources of one document. */
export type Environments = ReadonlyMap<ResourceId, KnownEnvironment>;

/** Remembered for a whole document, for who looks for those of production asks of each node. */
export function environmentsIn(document: Uri, index: WorkspaceIndex): Environments {
  return index.lasting(`environments in ${document}`, asked => {
    const shown = (asked.document(document)?.resources ?? []).filter(one => nodeKindOf(one) !== undefined);
    return new Map(
      shown.flatMap(one => {
        const known = knownEverywhere(one, asked);
        return known ? [[one.id, known] as const] : [];
      }),
    );
  });
}

/** Account and environment are worked out when they are first asked for: most nodes are never looked at. */
class ResourceNode implements AccessNode {
  constructor(
    /** As it is where it stands. */
    private readonly standing: Resource,
    readonly kind: NodeKind,
    private readonly environments: () => Environments,
    private readonly landed: Landed,
    private readonly index: WorkspaceIndex,
  ) {}

  get id(): NodeId {
    return this.standing.id;
  }

  get resource(): Resource {
    return this.index.resource(this.landed.written(this.id as ResourceId))!;
  }

  get label(): string {
    const { name, label, type } = this.standing;
    const written = name && literalOf(name);
    // IAM's names have a path.
    return (/iam/i.test(type) ? written?.split('/').at(-1) : written) || label;
  }

  get account(): string | undefined {
    return this.landed.index.accountOf(this.standing);
  }

  get environment(): KnownEnvironment | undefined {
    const known = this.environments().get(this.standing.id);
    if (!known || this.landed.isAsWritten) return known;
    return { ...known, because: { ...known.because, at: this.landed.place(known.because.at) } };
  }

  get at(): SourcePointer {
    return this.landed.place(this.standing.at);
  }
}

/** Of a resource where it stands, with what is asked for its document; `index` has it as its template does. */
export function nodeOf(
  standing: Resource,
  environments: () => Environments,
  landed: Landed,
  index: WorkspaceIndex,
): AccessNode | undefined {
  const kind = nodeKindOf(standing);
  return kind && new ResourceNode(standing, kind, environments, landed, index);
}

/** Of what no document defines. */
export function outsideNode(
  id: string,
  kind: NodeKind,
  label: string,
  { account, environment }: Partial<Pick<AccessNode, 'account' | 'environment'>> = {},
): AccessNode {
  return { id: id as NodeId, kind, label, resource: undefined, account, environment, at: undefined };
}
