import { show } from '../../../model/text';
import type { Related } from '../../rule';
import type { Crossing } from './crossings';
import type { Door } from './doors';

export function messageOf(crossing: Crossing): string {
  const { resource, environment, other } = crossing;
  const verb = resource.kind === 'role' ? 'trusts' : 'lets in';
  const here = `\`${resource.label}\` is ${environment.name} and ${verb} ${whoIs(crossing)}, which is ${other.name}`;
  return `${here}: whoever works in ${other.name} can reach ${environment.name}`;
}

/** As the policy names it. */
export function whoIs({ principal, other }: Crossing): string {
  if (principal.kind === 'account') return `account \`${other.account ?? show(principal.account)}\``;
  if (other.resource) return `\`${other.resource.label}\``;
  return principal.kind === 'identity' ? `\`${show(principal.arn)}\`` : 'it';
}

/** More of one account than this convince nobody further. */
const MOST_NAMED = 5;

/** Why we think so of both, and who else of the same account is let in. */
export function relatedOf({ first, others }: Door): readonly Related[] {
  const { resource, environment, other } = first;
  const why = (name: string, of: string, because: Related): Related => ({
    message: `${name} is ${of}: ${because.message}`,
    at: because.at,
  });
  return [
    why(whoIs(first), other.name, other.because),
    why(`\`${resource.label}\``, environment.name, environment.because),
    ...others.slice(0, MOST_NAMED).map(one => ({
      message: `${whoIs(one)} of the same account ${one.letIn.certain ? 'is' : 'may be'} let in too`,
      at: one.principal.at,
    })),
  ];
}

/** What the fingerprint is made of: whose account, and which two. */
export function aboutOf(crossing: Crossing): string {
  const { resource, environment, other } = crossing;
  return `${resource.label} ${other.account ?? whoIs(crossing)} ${environment.name} ${other.name}`;
}
