/** What our engine says of a world. */
import { readPrincipals } from '../../server/src/engine/formats/policy/principals';
import type { PolicyStatement } from '../../server/src/engine/model/statement';
import { accessOf } from '../../server/src/engine/policy/access';
import { absent, holding } from '../../server/src/engine/policy/context';
import { type Ceiling, effective, restrictionsOn } from '../../server/src/engine/policy/decide';
import { denote } from '../../server/src/engine/policy/denote';
import { glob, type Language, literal, nothing } from '../../server/src/engine/policy/language';
import type { Bounds, Given } from '../../server/src/engine/policy/reading';
import {
  contains,
  intersect,
  type Request,
  type RequestSet,
  requests,
  union,
} from '../../server/src/engine/policy/request-set';
import { statement, text } from '../support/statements';
import {
  account,
  type Caller,
  type ConcreteRequest,
  isShared,
  type Policy,
  type PolicyKind,
  policyKinds,
  principalArn,
  type Statement,
  type World,
  type WrittenPrincipal,
} from './world';

/** Everything that the policies allow. */
export interface Allowed extends Bounds<RequestSet> {
  /** A Deny depends on a variable that the engine does not know; then `certain` is not a lower bound. */
  readonly openDeny: boolean;
  /** A bound cut the sets off: they do not say everything. */
  readonly cut: boolean;
}

const everything = requests({});
const ceilingKinds = ['boundary', 'session', 'endpoint', 'service control', 'resource control'] as const;

export function allowedByEngine(world: World, asked: RequestSet = everything): Allowed {
  const own = intersect(asked, requestsOf(world.caller));
  return isShared(world) ? allowedByBoth(world, own) : allowedByOwn(world, own);
}

/** What a caller says of itself is not its own choice. */
function requestsOf(caller: Caller): RequestSet {
  const context = {
    'aws:PrincipalArn': holding(literal(principalArn(caller))),
    'aws:PrincipalAccount': holding(literal(account)),
  };
  return requests({ context });
}

function allowedByOwn(world: World, asked: RequestSet): Allowed {
  const given = givenFor(world.caller, account);
  const identity = policiesOf(world, 'identity').flatMap(stated);
  const restrictions = restrictionsOn(asked, identity, ceilingsOf(world, ...ceilingKinds), given);
  const granted = identity.filter(one => one.statement.effect === 'Allow').map(one => effective(one, restrictions));
  const certain = union(...granted.map(bounds => bounds.certain));
  const possible = union(...granted.map(bounds => bounds.possible));
  const statements = policyKinds.flatMap(kind => policiesOf(world, kind)).flatMap(policy => policy.statements);
  return { certain, possible, openDeny: statements.some(one => isOpenDeny(one, given)), cut: isCut(certain, possible) };
}

/** What an account's own identities may do to a role or a key, its policy has to let them. */
const guarded: Partial<Record<World['kind'], Language>> = {
  'trust policy': glob('sts:*', { ignoreCase: true }),
  'key policy': glob('kms:*', { ignoreCase: true }),
};

/** The caller's policies and the resource's. */
function allowedByBoth(world: World, asked: RequestSet): Allowed {
  const { caller, owner } = world;
  const identity = policiesOf(world, 'identity').flatMap(stated);
  const allows = identity.filter(one => one.statement.effect === 'Allow');
  const { certain, possible } = accessOf(
    intersect(asked, requests({ principal: literal(caller.arn) })),
    {
      allowed: allows.map(one => ({ set: denote(one.statement, givenFor(caller, account)) })),
      mayBeAllowedMore: false,
      denies: identity.filter(one => one.statement.effect === 'Deny'),
      boundary: ceilingsOf(world, 'boundary'),
      session: ceilingsOf(world, 'session'),
      controls: ceilingsOf(world, 'service control', 'endpoint'),
      given: givenFor(caller, account),
    },
    {
      statements: policiesOf(world, 'resource').flatMap(stated),
      guarded: guarded[world.kind] ?? nothing,
      controls: ceilingsOf(world, 'resource control'),
      given: givenFor(caller, owner),
    },
    owner === account,
  );
  return { certain, possible, openDeny: false, cut: isCut(certain, possible) };
}

function policiesOf({ policies }: World, kind: PolicyKind): readonly Policy[] {
  return policies[kind] ?? [];
}

function ceilingsOf(world: World, ...kinds: readonly PolicyKind[]): readonly Ceiling[] {
  return kinds.flatMap(kind => policiesOf(world, kind)).map(policy => ({ options: [{ statements: stated(policy) }] }));
}

function isCut(...sets: readonly RequestSet[]): boolean {
  return sets.some(set => set.lacks || set.exceeds);
}

/** `maybe` where a variable that the engine does not know decides. */
export function answerFor(allowed: Allowed, { caller }: World, request: ConcreteRequest): 'yes' | 'no' | 'maybe' {
  const asked = { ...request, principal: caller.arn };
  if (!contains(allowed.possible, asked)) return 'no';
  return contains(allowed.certain, asked) && !allowed.openDeny ? 'yes' : 'maybe';
}

const lists = ['aws:TagKeys'];

/** The engine's request with the values of keys that hold lists apart again. */
export function apart({ action, resource, context }: Request): ConcreteRequest {
  const values = Object.entries(context).map(([key, value]) => [key, lists.includes(key) ? value.split(', ') : value]);
  return { action, resource, context: Object.fromEntries(values) };
}

const facts = ['aws:username', 'aws:principaltag/team'];

/** What the engine knows of the caller. `holder`: the account that has the policy. */
function givenFor(caller: Caller, holder: string): Given {
  const known = new Map([
    ['aws:principalarn', principalArn(caller)],
    ['aws:principalaccount', account],
    ...(caller.kind === 'user' ? [['aws:username', caller.name] as const] : []),
    ...(caller.team !== undefined && caller.team !== 'none' ? [['aws:principaltag/team', caller.team] as const] : []),
  ]);
  const isOpen = (key: string) => key === 'aws:principaltag/team' && caller.team === undefined;
  return {
    account: holder,
    variable: name => known.get(name),
    carries: key => (known.has(key) ? 'yes' : isOpen(key) ? 'maybe' : 'no'),
    own: key => {
      const value = known.get(key);
      if (value !== undefined) return holding(literal(value));
      return facts.includes(key) && !isOpen(key) ? absent : undefined;
    },
  };
}

function stated({ version, statements }: Policy) {
  return statements.map(written => ({ statement: read(written, version) }));
}

function read(written: Statement, version?: Policy['version']): PolicyStatement {
  const { Principal, NotPrincipal } = written;
  const named = Principal ?? NotPrincipal;
  return {
    ...statement(written),
    ...(named ? { principals: { mode: Principal ? 'only' : 'except', list: readNamed(named) } } : {}),
    ...(version === '2008-10-17' ? { variables: false as const } : {}),
  };
}

function readNamed(named: WrittenPrincipal) {
  const byKind = named === '*' ? { AWS: ['*'] } : named;
  return Object.entries(byKind).flatMap(([kind, names]) => readPrincipals(kind, names.map(text)));
}

function isOpenDeny(written: Statement, given: Given): boolean {
  const { certain, possible } = denote(read(written), given);
  return written.Effect === 'Deny' && certain !== possible;
}
