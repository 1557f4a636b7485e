/** Edges of one node that are alike but for their targets: there may be very many, so each is made when it is asked for. */
import { once } from '../../policy/once';
import type { Request } from '../../policy/request-set';
import type { SourcePointer } from '../../text/text';
import { readable } from '../permissions/iam-names';
import type { AccessEdge, EdgeGroup, How, NodeId } from './access-graph';

/** How requests for an action name a target. */
export type NameOf = (target: NodeId, action: string, part?: string) => string;

export function edgeIn(group: EdgeGroup, from: NodeId, to: NodeId, nameOf: NameOf): AccessEdge {
  return new GroupedEdge(group, from, to, nameOf);
}

/** Most are only looked at on the way to others, so requests are written out when they are asked for. */
class GroupedEdge implements AccessEdge {
  readonly how: How;
  readonly method: string | undefined;
  readonly certain: boolean;
  readonly says: string;
  readonly because: readonly SourcePointer[];
  readonly conditions: readonly string[];
  readonly #requests: () => readonly Request[];

  constructor(
    { how, method, certain, says, because, conditions, asked }: EdgeGroup,
    readonly from: NodeId,
    readonly to: NodeId,
    nameOf: NameOf,
  ) {
    this.how = how;
    this.method = method;
    this.certain = certain;
    this.says = says;
    this.because = because;
    this.conditions = conditions;
    this.#requests = once(() =>
      asked.map(one => {
        if ('resource' in one) return one;
        const { part, ...request } = one;
        return readable({ ...request, resource: nameOf(to, one.action, part) });
      }),
    );
  }

  get requests(): readonly Request[] {
    return this.#requests();
  }
}
