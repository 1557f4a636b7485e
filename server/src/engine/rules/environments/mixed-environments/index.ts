import { saidAt } from '../../../analysis/environments/residents';
import type { WorkspaceIndex } from '../../../analysis/index/workspace-index';
import { type SourcePointer, within } from '../../../text/text';
import { type Reported, rule } from '../../rule';
import { leadOf, type Mix, mixesOf } from '../mixes';
import { contradictionReport, contradictionsIn } from './contradictions';
import { fixesOf } from './fixes';
import { undeclaredIn } from './undeclared';
import { aboutOf, messageOf, relatedOf } from './words';
import { workspacesIn } from './workspaces';

/** Reports environments that share an account although a wall belongs between them. */
export default rule({
  id: 'mixed-environments',
  severity: 'error',
  looksAt: 'document',

  *check({ document, index }) {
    for (const { household, mixes } of mixesOf(document, index)) {
      for (const mix of mixes) yield report(mix, index);
      yield* workspacesIn(household, index);
    }
    const contradictions = contradictionsIn(document, index);
    yield* contradictions.map(contradictionReport);
    yield* undeclaredIn(
      document,
      contradictions.map(({ account }) => account.at),
      index,
    );
  },
});

function report(mix: Mix, index: WorkspaceIndex): Reported {
  const at = placeOf(mix);
  return {
    message: messageOf(mix),
    at,
    severity: mix.severity,
    about: aboutOf(mix),
    sameIn: mix.household.account === undefined ? 'document' : 'workspace',
    related: relatedOf(mix, index.vocabulary),
    fixes: fixesOf(mix, at.uri, index),
  };
}

/** The first resource of the side; of one template that lands twice, what tells its two landings apart. */
function placeOf({ side, other }: Mix): SourcePointer {
  const [lead, otherLead] = [leadOf(side), leadOf(other)];
  const isSame = within(lead.at, otherLead.at) && within(otherLead.at, lead.at);
  return isSame ? saidAt(lead.claim) : lead.at;
}
