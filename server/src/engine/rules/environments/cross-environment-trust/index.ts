import { type Reported, rule } from '../../rule';
import { type Door, doorsIn } from './doors';
import { removing } from './fixes';
import { aboutOf, messageOf, relatedOf } from './words';

/** Reports who is let in from another environment: by a role's trust policy, or by a resource's own policy. */
export default rule({
  id: 'cross-environment-trust',
  severity: 'error',
  looksAt: 'document',

  *check({ document, index }) {
    for (const door of doorsIn(document, index)) yield report(door);
  },
});

function report(door: Door): Reported {
  const { principal, severity, letIn } = door.first;
  const { principal: who = 'anyone', action, resource, context } = letIn.request;
  return {
    message: messageOf(door.first),
    at: principal.at,
    severity,
    confidence: letIn.certain ? 'certain' : 'possible',
    witness: { principal: who, action, resource, context },
    about: aboutOf(door.first),
    related: relatedOf(door),
    fixes: removing(door),
  };
}
