import { accessGraphOf } from '../../../analysis/access-graph/graph';
import type { WorkspaceIndex } from '../../../analysis/index/workspace-index';
import { part } from '../../../text/text';
import { type Related, type Reported, rule } from '../../rule';
import { fixesOf } from './fixes';
import { placeOf, weakestHop } from './place';
import { type Reach, reachesOf } from './reaches';
import { isToldElsewhere } from './told-elsewhere';
import { hopsInWords, messageOf, wayInWords } from './words';

/** Reports who of another environment reaches production, by which path: once for each principal and environment that it reaches. */
export default rule({
  id: 'reaches-production',
  severity: 'error',
  looksAt: 'workspace',

  *check({ index }) {
    for (const reach of reachesOf(index)) if (!isToldElsewhere(reach, index)) yield reported(reach, index);
  },
});

function reported(reach: Reach, index: WorkspaceIndex): Reported {
  const { start, target, certain } = reach;
  const hop = weakestHop(reach, index);
  const {
    requests: [request],
  } = accessGraphOf(index).edge(hop.group, hop.from.id, hop.to.id);
  return {
    message: messageOf(reach),
    at: placeOf(hop),
    severity: start.isMeant && target.environment.isMeant ? 'error' : 'warning',
    confidence: certain ? 'certain' : 'possible',
    ...(request ? { witness: { principal: hop.from.label, ...request } } : {}),
    related: [...hopsInWords(reach), ...because(reach)],
    joined: [{ message: `${wayInWords(reach)}, too`, at: start.node.at ? part(start.node.at, 'key') : placeOf(hop) }],
    fixes: fixesOf(hop, index),
    about: `${start.node.label} ${target.environment.name} ${hop.group.how}`,
  };
}

/** Why we think so of both ends. */
function because({ start, target }: Reach): readonly Related[] {
  const why = (label: string, of: string, { message, at }: Related): Related => ({
    message: `\`${label}\` is ${of}: ${message}`,
    at,
  });
  const { node, environment } = target;
  return [
    ...(start.because && start.environment ? [why(start.node.label, start.environment.name, start.because)] : []),
    why(node.label, environment.name, environment.because),
  ];
}
