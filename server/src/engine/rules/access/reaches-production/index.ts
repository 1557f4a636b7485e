import type { AccessNode } from '../../../analysis/access-graph/access-graph';
import { accessGraphOf } from '../../../analysis/access-graph/graph';
import { called } from '../../../analysis/access-graph/paths/in-words';
import type { WorkspaceIndex } from '../../../analysis/index/workspace-index';
import { part } from '../../../text/text';
import { type Related, type Reported, rule } from '../../rule';
import { fixesOf } from './fixes';
import { placeOf, weakestHop } from './place';
import type { Reach } from './reaches';
import { type Told, toldIn } from './telling';
import { hopsInWords, messageOf, wayInWords } from './words';

/** Reports who of another environment reaches production, by which path: once for each principal and environment that it reaches. */
export default rule({
  id: 'reaches-production',
  severity: 'error',
  looksAt: 'workspace',

  *check({ index }) {
    for (const told of toldIn(index)) yield reported(told, index);
  },
});

function reported({ reach, followers }: Told, index: WorkspaceIndex): Reported {
  const { start, target, certain } = reach;
  const hop = weakestHop(reach, index);
  const {
    requests: [request],
  } = accessGraphOf(index).edge(hop.group, hop.from.id, hop.to.id);
  const too = followers.map(inWords);
  return {
    message: messageOf(reach),
    at: placeOf(hop),
    severity: start.isMeant && target.environment.isMeant ? 'error' : 'warning',
    confidence: certain ? 'certain' : 'possible',
    ...(request ? { witness: { principal: hop.from.label, ...request } } : {}),
    related: [...hopsInWords(reach), ...because(reach), ...too],
    joined: [inWords(reach), ...too],
    fixes: fixesOf(reach, hop, index),
    about: `${start.node.label} ${target.environment.name} ${hop.group.how}`,
  };
}

function inWords(reach: Reach): Related {
  const { at } = reach.start.node;
  return { message: wayInWords(reach), at: at ? part(at, 'key') : placeOf(reach.hops[0]) };
}

/** Why we think so of both ends. */
function because({ start, target }: Reach): readonly Related[] {
  const why = (node: AccessNode, of: string, { message, at }: Related): Related => ({
    message: `${called(node)} is ${of}: ${message}`,
    at,
  });
  const { node, environment } = target;
  return [
    ...(start.because && start.environment ? [why(start.node, start.environment.name, start.because)] : []),
    why(node, environment.name, environment.because),
  ];
}
