import { householdsOf } from '../../../analysis/households';
import type { WorkspaceIndex } from '../../../analysis/workspace-index';
import { type Reported, rule } from '../../rule';
import { fixesOf } from './fixes';
import { type Mix, mixesIn } from './mixes';
import { referencesIn } from './references';
import { undeclaredIn } from './undeclared';
import { aboutOf, messageOf, relatedOf } from './words';

/** Reports environments that share an account although a wall belongs between them. */
export default rule({
  id: 'mixed-environments',
  severity: 'error',
  looksAt: 'document',

  *check({ document, index }) {
    for (const household of householdsOf(document, index)) {
      const mixes = mixesIn(household, index);
      for (const mix of mixes) yield report(mix, index);
      yield* referencesIn(household, mixes, index);
    }
    yield* undeclaredIn(document, index);
  },
});

function report(mix: Mix, index: WorkspaceIndex): Reported {
  const { side, other, severity } = mix;
  const { lead } = side;
  // One template that lands twice: only the landings tell the two sides apart.
  const isSame = lead.at.uri === other.lead.at.uri && lead.at.path.join('\n') === other.lead.at.path.join('\n');
  const at = isSame ? lead.claim.text.at : lead.at;
  return {
    message: messageOf(mix),
    at,
    severity,
    about: aboutOf(mix),
    related: relatedOf(mix),
    fixes: fixesOf(mix, at.uri, index),
  };
}
