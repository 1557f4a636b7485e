/** What is known of all requests of a principal, whatever it asks for, against what its policies want to know of them. */
import type { Resource } from '../../model/resource';
import type { Condition } from '../../model/statement';
import { anyState, holding, type KeyStates } from '../../policy/context';
import { type Ceiling, type Stated, statementsIn } from '../../policy/decide';
import { complement, glob, type Language, literal } from '../../policy/language';
import type { Given } from '../../policy/reading';
import { intersect, type RequestSet, requests, union } from '../../policy/request-set';
import { type Identity, identityIn, isDecided, ownKey, settled } from './identity';
import type { HeldStatement, Policies } from './principal-policies';

/** The policies of a principal as they speak of its own requests. */
export interface OwnPolicies {
  readonly ceilings: readonly Ceiling[];
  /** The statement that speaks for one that was written. */
  of(statement: HeldStatement): HeldStatement;
  /** Those of its own among these requests. */
  ownAmong(asked: RequestSet): RequestSet;
}

/**
 * Who writes a policy for a principal means its own account and its own organization, and that it shows a second factor does not make
 * it another.
 */
const meant: ReadonlySet<string> = new Set([
  ...['aws:principalaccount', 'kms:calleraccount', 'aws:principalorgid', 'aws:principalorgpaths'],
  ...['aws:multifactorauthpresent', 'aws:multifactorauthage'],
]);

export function ownPolicies(principal: Resource, given: Given, policies: Policies): OwnPolicies {
  const { statements } = policies;
  const ceilings = [...policies.boundary, ...policies.controls];
  const identity = identityIn(given.account, { principal, given });
  const asking = [...statements, ...ceilings.flatMap(statementsIn)].flatMap(({ statement: { conditions } }) =>
    conditions.filter(({ key }) => isAbout(key.toLowerCase(), identity)),
  );
  if (asking.length === 0) return { ceilings, of: statement => statement, ownAmong: asked => asked };
  const read = <S extends Stated>(said: S) => settled(said, identity, given, meant);
  const known = new Map(statements.map(said => [said, read(said)] as const));
  const own = ownRequests(asking, identity, given);
  return {
    ceilings: ceilings.map(({ options }) => ({
      options: options.map(one => (one.statements ? { ...one, statements: one.statements.map(read) } : one)),
    })),
    of: statement => known.get(statement) ?? statement,
    ownAmong: asked => (own ? intersect(asked, own) : asked),
  };
}

const ACCOUNT_OF_RESOURCE = 'aws:resourceaccount';

function isAbout(key: string, identity: Identity): boolean {
  return key === ACCOUNT_OF_RESOURCE || ownKey(key, identity) !== undefined;
}

/** Undefined where nothing is asked of them that is not decided where it is read. */
function ownRequests(asking: readonly Condition[], identity: Identity, given: Given): RequestSet | undefined {
  const undecided = asking.filter(condition => !isDecided(condition, given)).map(({ key }) => key.toLowerCase());
  const context = [...new Set(undecided)].flatMap((key): readonly (readonly [string, KeyStates])[] => {
    const states = ownKey(key, identity)?.states ?? anyState;
    return states === anyState ? [] : [[key, states]];
  });
  const account = undecided.includes(ACCOUNT_OF_RESOURCE) ? identity.account : undefined;
  if (context.length === 0 && account === undefined) return undefined;
  const all = requests({ context: Object.fromEntries(context) });
  return account === undefined ? all : intersect(all, sayingTheAccount(account));
}

/** Requests on resources whose ARNs tell the account tell the same in their context. */
function sayingTheAccount(account: string): RequestSet {
  const own: Language = glob(`arn:*:*:*:${account}:*`);
  const inOwn = requests({ resource: own, context: { [ACCOUNT_OF_RESOURCE]: holding(literal(account)) } });
  return union(inOwn, requests({ resource: complement(own) }));
}
