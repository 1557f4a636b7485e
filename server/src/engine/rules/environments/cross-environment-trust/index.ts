import { type Reported, rule } from '../../rule';
import { type Crossing, crossingsIn } from './crossings';
import { removing } from './fixes';
import { aboutOf, messageOf, relatedOf } from './words';

/** Reports who is let in from another environment: by a role's trust policy, or by a resource's own policy. */
export default rule({
  id: 'cross-environment-trust',
  severity: 'error',
  looksAt: 'document',

  *check({ document, index }) {
    for (const crossing of crossingsIn(document, index)) yield report(crossing);
  },
});

function report(crossing: Crossing): Reported {
  const { principal, severity, letIn } = crossing;
  const { principal: who = 'anyone', action, resource, context } = letIn.request;
  return {
    message: messageOf(crossing),
    at: principal.at,
    severity,
    confidence: letIn.certain ? 'certain' : 'possible',
    witness: { principal: who, action, resource, context },
    about: aboutOf(crossing),
    related: relatedOf(crossing),
    fixes: removing(crossing),
  };
}
