/** Assuming roles: the role's trust policy decides as well. */
import { holding } from '../../policy/context';
import { literal } from '../../policy/language';
import { standIns } from '../../policy/reading';
import type { Asker } from './asker';
import type { Hop, IdentityGain, Method, Step } from './escalation';
import { takeWithAny } from './everybody';
import { type Found, few, found } from './found';
import { gainAnywhere, isMeant } from './standing';
import { type Target, unlisted } from './target';
import { known, rolesNamed } from './targets';
import { take } from './ways';

export function* assumingOf({ chains }: Method, asker: Asker): Iterable<Found> {
  const [chain] = chains as [readonly Step[]];
  yield* few(ofKnown(chain, asker));
  // Whom a role trusts that nobody lists, nobody knows.
  const any = takeWithAny(chain, ['role'], asker);
  if (any) yield found(any, { kind: 'any-identity', of: 'role' }, { isCertain: false });
}

function* ofKnown(chain: readonly Step[], asker: Asker): Iterable<Found> {
  const trusting = asker.index.trusting(asker.permissions.principal).slice(0, MOST_TRUSTING);
  for (const role of new Set([...rolesNamed(['sts:AssumeRole'], asker), ...trusting])) {
    const gain = gainAnywhere(role, asker);
    const way = gain && take(chain, { role: known(role, asker) }, asker);
    if (way && !isOnPurpose(way.answers[0]!.hop, gain, asker)) yield found(way, gain);
  }
}

/** Roles of one account that trust a principal by name ask for no policy of its own; so many of them are looked at. */
const MOST_TRUSTING = 20;

/** That an administrator trusts somebody by name shows in none of their own policies, so that is told even where it is meant. */
function isOnPurpose(hop: Hop, { identity, administers }: IdentityGain, asker: Asker): boolean {
  if (hop.grant) return isMeant(hop, asker, identity);
  return !administers && asker.index.environmentOf(asker.permissions.principal)?.tier === undefined;
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
  const role = unlisted(`cdk-hnb659fds-deploy-role-${account}-${region}`);
  const tag = holding(literal('deploy'));
  return { ...role, context: { ...role.context, [BOOTSTRAP_ROLE]: tag } };
}

/** Of a tag that the bootstrap puts on its roles. */
const BOOTSTRAP_ROLE = 'aws:resourcetag/aws-cdk:bootstrap-role';
