import type { Escalation } from '../../../analysis/escalation/escalation';
import { escalationsOf } from '../../../analysis/escalation/escalations';
import type { WorkspaceIndex } from '../../../analysis/index/workspace-index';
import type { Permissions } from '../../../analysis/permissions/permissions';
import type { Severity } from '../../../model/problem';
import { type Reported, rule } from '../../rule';
import { fixesOf } from './fixes';
import { keyOf, placesOf } from './place';
import { alsoHeldBy, relatedTo } from './related';
import { shown } from './requests';
import { severityOf } from './severity';
import { weakestHop } from './weakest-hop';
import { messageOf } from './words';

/** Reports who can rise to what they were not given: once for each entry of a policy that opens ways to do so. */
export default rule({
  id: 'privilege-escalation',
  severity: 'error',
  looksAt: 'principal',

  *check({ permissions, index }) {
    const { principal } = permissions;
    const judged = escalationsOf(permissions, index).flatMap((escalation): readonly Judged[] => {
      const severity = severityOf(escalation, principal, index);
      return severity ? [{ escalation, severity }] : [];
    });
    const told = placesOf(judged.map(({ escalation }) => escalation));
    for (const met of meetingInOnePlace(judged)) yield reported(met, told, permissions, index);
  },
});

/** An escalation that is worth a word. */
interface Judged {
  readonly escalation: Escalation;
  readonly severity: Severity;
}

/** One wildcard opens many ways, and one squiggle is enough for them: of each place all that meet there, the gravest first. */
function meetingInOnePlace(judged: readonly Judged[]): readonly (readonly [Judged, ...Judged[]])[] {
  const byPlace = new Map<string, [Judged, ...Judged[]]>();
  for (const one of [...judged].sort((a, b) => weight(a) - weight(b))) {
    const place = keyOf(weakestHop(one.escalation).at);
    const met = byPlace.get(place);
    if (met) met.push(one);
    else byPlace.set(place, [one]);
  }
  return [...byPlace.values()];
}

const severities: readonly Severity[] = ['error', 'warning', 'information', 'hint'];

function weight({ escalation, severity }: Judged): number {
  return severities.indexOf(severity) + (escalation.confidence === 'possible' ? severities.length : 0);
}

function reported(
  met: readonly [Judged, ...Judged[]],
  told: ReadonlySet<string>,
  permissions: Permissions,
  index: WorkspaceIndex,
): Reported {
  const { principal } = permissions;
  const [{ escalation, severity }, ...others] = met;
  const ways = others.map(other => other.escalation);
  const hop = weakestHop(escalation);
  return {
    message: messageOf(escalation, ways, principal, index),
    severity,
    confidence: escalation.confidence,
    at: hop.at,
    witness: { principal: principal.label, ...shown(escalation.hops[0]!) },
    related: relatedTo(escalation, ways, principal),
    joined: alsoHeldBy(principal, escalation),
    fixes: fixesOf([escalation, ...ways], told, permissions, index),
    about: `${escalation.method.id} ${hop.request.action}`,
  };
}
