/** Assuming roles: the role's trust policy decides as well. */
import type { Resource } from '../../model/model';
import { literalIgnoringCase } from '../../policy/language';
import { requests } from '../../policy/request-set';
import { witness } from '../../policy/witness';
import { accessTo } from '../permissions/access';
import type { Asker } from './asking';
import type { Method, Step } from './escalation';
import { takeWithAny } from './everybody';
import { type Found, found } from './found';
import { gainOf, isMeant } from './standing';
import { resourceOf, unlisted } from './target';
import { known, rolesNamed } from './targets';
import { mayTake, take } from './ways';

export function* assumingOf({ chains }: Method, asker: Asker): Iterable<Found> {
  const [chain] = chains as [readonly Step[]];
  if (!mayTake(chain, asker)) return;
  for (const role of rolesNamed(['sts:AssumeRole'], asker)) {
    const gain = gainOf(role, asker);
    const way = gain && take(chain, { role: known(role, asker) }, asker);
    if (way && !isMeant(way.answers[0]!.hop, role, asker)) yield found(way, gain);
  }
  // Whom a role trusts that nobody lists, nobody knows.
  const any = takeWithAny(chain, ['role'], asker);
  if (any) yield found(any, { kind: 'any-identity', of: 'role' }, { isCertain: false });
}

/** What the CDK's bootstrap calls the role that deploys, and that passes on a role with every right unless somebody limits it. */
const deployRole = unlisted('cdk-*-deploy-role-*zz9f3c');

export function* bootstrapOf({ chains }: Method, asker: Asker): Iterable<Found> {
  const [chain] = chains as [readonly Step[]];
  if (!mayTake(chain, asker) || takeWithAny(chain, ['role'], asker)) return;
  const way = take(chain, { role: deployRole }, asker);
  if (way) yield found(way, { kind: 'any-identity', of: 'role' }, { isCertain: false });
}

/** Whether role and principal agree: for certain, or as far as one can see. */
export function mayAssume(role: Resource, asker: Asker): 'yes' | 'maybe' | 'no' {
  const { permissions, index } = asker;
  const resource = resourceOf(known(role, asker), 'sts:AssumeRole', permissions.given);
  const asked = requests({ action: literalIgnoringCase('sts:AssumeRole'), resource });
  const { bounds } = accessTo(permissions, role, asked, index);
  if (!bounds.certain.exceeds && witness(bounds.certain)) return 'yes';
  return witness(bounds.possible) ? 'maybe' : 'no';
}
