/** Assuming roles: the role's trust policy decides as well, and it may stand in another account. */
import type { PolicyStatement, Principal } from '../../../model/statement';
import { covers, literalOf } from '../../../model/text';
import { placeOf } from '../../escalation/asking';
import { assumeRole } from '../../escalation/methods/chains';
import { takeovers } from '../../escalation/methods/identities';
import { take } from '../../escalation/ways';
import { trustsServicesAlone } from '../../permissions/trusted-services';
import type { EdgeGroup } from '../access-graph';
import type { Entry } from '../directory/entries';
import type { List } from '../directory/families';
import { isOpen } from '../directory/guards';
import { isSame } from '../directory/homes';
import { identityTypes } from '../nodes';
import { isPlain, isUnlimited, type Meant, meantBy, type Reader, ways } from '../reader';
import { edgeBy, targetOf } from './taking';

const ASSUME = 'sts:AssumeRole';
const method = takeovers.find(({ id }) => id === 'assume-role')!;
const roles = { types: identityTypes.role, arn: 'arn:*:iam::*:role/*' };

/** Who administers its own account needs to assume nobody there. */
export function* assumesOf(reader: Reader, isAdministrator: boolean): Iterable<EdgeGroup> {
  const asked = new Set<Entry>();
  for (const meant of meantBy(reader.asker().byAction.get(ASSUME) ?? [], roles, reader)) {
    for (const { list, isNear } of meant.sides) {
      if (isNear && isAdministrator) continue;
      const { open, others } = byTrust(list);
      if (open.entries.length > 0 && isPlain(meant.grant, meant.pattern) && isUnlimited(ASSUME, reader, ways)) {
        yield byAccount(open, meant, isNear);
      } else for (const entry of open.entries) asked.add(entry);
      for (const entry of others) asked.add(entry);
    }
    for (const entry of meant.across) asked.add(entry);
  }
  for (const { id } of reader.index.trusting(reader.principal)) {
    const entry = reader.directory.entries.get(id);
    if (entry?.resource.kind === 'role') asked.add(entry);
  }
  yield* oneByOne(asked, reader, isAdministrator);
}

/** More roles than these, each with a trust policy of its own, are not asked. */
const MOST_ASKED = 300;

function* oneByOne(asked: ReadonlySet<Entry>, reader: Reader, isAdministrator: boolean): Iterable<EdgeGroup> {
  for (const entry of [...asked].slice(0, MOST_ASKED)) {
    if (entry.resource.id === reader.principal.id || (isAdministrator && isSame(entry.home, reader.home))) continue;
    const way = take([assumeRole], { role: targetOf(entry, reader) }, reader.asker());
    if (way) yield { ...edgeBy(way, 'assumes', method), targets: [entry.resource.id] };
  }
}

function byAccount({ ids }: List, { grant }: Meant, certain: boolean): EdgeGroup {
  return {
    targets: ids,
    how: 'assumes',
    method: method.id,
    certain,
    says: 'may assume',
    asked: [{ action: ASSUME, context: {} }],
    because: [placeOf(grant, ASSUME)],
    conditions: [],
  };
}

interface Trusting {
  /** They leave it to the policies of their account. */
  readonly open: List;
  /** Those that let in somebody else than services. */
  readonly others: readonly Entry[];
}

const split = new WeakMap<List, Trusting>();

function byTrust(list: List): Trusting {
  const known = split.get(list);
  if (known) return known;
  const open = list.entries.filter(leavesToAccount);
  const others = list.entries.filter(entry => !leavesToAccount(entry) && mayLetIn(entry));
  const found = { open: { ...list, entries: open, ids: open.map(({ resource }) => resource.id) }, others };
  split.set(list, found);
  return found;
}

function leavesToAccount({ resource: { trust }, home }: Entry): boolean {
  if (trust.some(({ effect }) => effect === 'Deny')) return false;
  return trust.some(
    statement => isUnconditional(statement) && statement.principals!.list.some(one => isOwn(one, home.account)),
  );
}

function isUnconditional({ principals, actions, conditions, when }: PolicyStatement): boolean {
  return (
    principals?.mode === 'only' &&
    conditions.length === 0 &&
    when === undefined &&
    covers(actions, ASSUME, true) === 'yes'
  );
}

function isOwn(principal: Principal, account: string | undefined): boolean {
  if (principal.kind !== 'account') return false;
  const [only, ...others] = principal.account.parts;
  if (typeof only === 'object')
    return others.length === 0 && only.kind === 'ambient' && /account_?id$/i.test(only.hole);
  return account !== undefined && literalOf(principal.account) === account;
}

/** Whom it names by name, `trusting` tells; what is open in a name may be anybody's. */
function mayLetIn({ resource }: Entry): boolean {
  if (resource.trust.length === 0) return true;
  if (trustsServicesAlone(resource)) return false;
  return resource.trust.some(({ effect, principals }) => {
    if (effect === 'Deny') return false;
    if (principals?.mode !== 'only') return true;
    return principals.list.some(one => one.kind === 'anyone' || one.kind === 'account' || isNamedOpenly(one));
  });
}

function isNamedOpenly(principal: Principal): boolean {
  return principal.kind === 'identity' && isOpen(principal.arn);
}
