/** Assuming roles: the role's trust policy decides as well. */
import { standIns } from '../../policy/reading';
import type { Asker } from './asker';
import type { Method, Step } from './escalation';
import { takeWithAny } from './everybody';
import { type Found, few, found } from './found';
import { gainAnywhere, isMeant } from './standing';
import { type Target, unlisted } from './target';
import { known, rolesNamed } from './targets';
import { take } from './ways';

export function* assumingOf({ chains }: Method, asker: Asker): Iterable<Found> {
  const [chain] = chains as [readonly Step[]];
  if (!asker.byAction.has('sts:AssumeRole')) return;
  yield* few(ofKnown(chain, asker));
  // Whom a role trusts that nobody lists, nobody knows.
  const any = takeWithAny(chain, ['role'], asker);
  if (any) yield found(any, { kind: 'any-identity', of: 'role' }, { isCertain: false });
}

function* ofKnown(chain: readonly Step[], asker: Asker): Iterable<Found> {
  for (const role of rolesNamed(['sts:AssumeRole'], asker)) {
    const gain = gainAnywhere(role, asker);
    const way = gain && take(chain, { role: known(role, asker) }, asker);
    if (way && !isMeant(way.answers[0]!.hop, asker, role)) yield found(way, gain);
  }
}

export function* bootstrapOf({ chains }: Method, asker: Asker): Iterable<Found> {
  const [chain] = chains as [readonly Step[]];
  if (!asker.byAction.has('sts:AssumeRole') || takeWithAny(chain, ['role'], asker)) return;
  const way = take(chain, { role: deployRole(asker) }, asker);
  if (way) yield found(way, { kind: 'any-identity', of: 'role' }, { isCertain: false });
}

/**
 * The role that deploys by the CDK's bootstrap, unless it is told another qualifier, and that passes on a role with every right
 * unless somebody limits it (AWS CDK Developer Guide, "Bootstrap environment for use with the AWS CDK").
 */
function deployRole({ permissions: { given } }: Asker): Target {
  const { account, region } = { ...standIns, ...given };
  return unlisted(`cdk-hnb659fds-deploy-role-${account}-${region}`);
}
