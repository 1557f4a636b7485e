import { show } from '../../../model/text';
import type { Related } from '../../rule';
import type { Crossing } from './crossings';

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

/** Why we think so of both, and the resource that is let in. */
export function relatedOf(crossing: Crossing): readonly Related[] {
  const { resource, environment, other } = crossing;
  const why = (name: string, of: string, because: Related): Related => ({
    message: `${name} is ${of}: ${because.message}`,
    at: because.at,
  });
  return [
    why(whoIs(crossing), other.name, other.because),
    why(`\`${resource.label}\``, environment.name, environment.because),
  ];
}

/** What the fingerprint is made of: who, and which two. */
export function aboutOf(crossing: Crossing): string {
  const { resource, environment, other } = crossing;
  return `${resource.label} ${whoIs(crossing)} ${environment.name} ${other.name}`;
}
