/** Accounts that policies write out, where nobody says in which account they are deployed: it may well be one of these. */
import type { PolicyStatement } from '../../model/statement';
import { show } from '../../model/text';
import { statementsIn } from '../../policy/decide';
import { concerns, denote } from '../../policy/denote';
import { standIns } from '../../policy/reading';
import { contains, type Request, requests } from '../../policy/request-set';
import type { Permissions } from './permissions';

/** What limits a principal: its Denies, its boundary and what its organization says. */
export function limitsOn({ policies }: Permissions): readonly PolicyStatement[] {
  const denies = policies.statements.filter(({ statement }) => statement.effect === 'Deny');
  return [...denies, ...[...policies.boundary, ...policies.controls].flatMap(statementsIn)].map(
    ({ statement }) => statement,
  );
}

/**
 * Whether Denies leave a request alone only because nobody knows its account: each that they write out for requests like this, they
 * would deny it in.
 */
export function isDeniedWhereWritten(request: Request, permissions: Permissions): boolean {
  const { given } = permissions;
  if (given.account !== undefined || accountIn(request.resource) !== standIns.account) return false;
  const asked = requests({ action: request.action, resource: request.resource });
  const denies = limitsOn(permissions).filter(one => one.effect === 'Deny' && concerns(one, asked));
  const accounts = new Set(
    denies.flatMap(({ resources }) => resources.list.flatMap(text => accountIn(show(text)) ?? [])),
  );
  accounts.delete(standIns.account);
  if (accounts.size === 0) return false;
  const denied = denies.map(one => denote(one, given).certain);
  return [...accounts].every(account => {
    const there = { ...request, resource: request.resource.replace(standIns.account, account) };
    return denied.some(set => contains(set, there));
  });
}

/** Undefined where none is written out. */
function accountIn(arn: string): string | undefined {
  return /^arn:[^:]*:[^:]*:[^:]*:(\d{12}):/.exec(arn)?.[1];
}
