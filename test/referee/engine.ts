/** What our engine says of a principal's policies. */
import { effective, restrictionsOn } from '../../server/src/engine/policy/decide';
import { denote } from '../../server/src/engine/policy/denote';
import type { Bounds, Given } from '../../server/src/engine/policy/reading';
import { contains, type Request, type RequestSet, requests, union } from '../../server/src/engine/policy/request-set';
import { statement, type WrittenStatement } from '../support/statements';
import { account, type ConcreteRequest, type Policies, principal } from './simulator';

/** Everything that the policies allow. */
export interface Allowed extends Bounds<RequestSet> {
  /** A Deny depends on a variable that the engine does not know; then `certain` is not a lower bound. */
  readonly openDeny: boolean;
  /** A bound cut the sets off: they do not say everything. */
  readonly cut: boolean;
}

/** The engine knows the user's name and ARN, and no tag of it. */
const known = new Map([
  ['aws:username', 'alice'],
  ['aws:principalarn', principal],
]);
const given: Given = { account, variable: name => known.get(name) };
const everything = requests({});

export function allowedByEngine(policies: Policies, asked: RequestSet = everything): Allowed {
  const identity = stated(policies.identity);
  const ceilings = [...(policies.boundary ? [policies.boundary] : []), ...policies.controls].map(statements => ({
    options: [{ statements: stated(statements) }],
  }));
  const restrictions = restrictionsOn(asked, identity, ceilings, given);
  const granted = identity.filter(one => one.statement.effect === 'Allow').map(one => effective(one, restrictions));
  const certain = union(...granted.map(bounds => bounds.certain));
  const possible = union(...granted.map(bounds => bounds.possible));
  const cut = [certain, possible].some(set => set.lacks || set.exceeds);
  return { certain, possible, openDeny: denies(policies).some(isOpen), cut };
}

/** `maybe` where a variable that the engine does not know decides. */
export function answerFor(allowed: Allowed, request: ConcreteRequest): 'yes' | 'no' | 'maybe' {
  if (!contains(allowed.possible, request)) return 'no';
  return contains(allowed.certain, request) && !allowed.openDeny ? 'yes' : 'maybe';
}

const lists = ['aws:TagKeys'];

/** The engine's request with the values of keys that hold lists apart again. */
export function apart({ action, resource, context }: Request): ConcreteRequest {
  const values = Object.entries(context).map(([key, value]) => [key, lists.includes(key) ? value.split(', ') : value]);
  return { action, resource, context: Object.fromEntries(values) };
}

function stated(statements: readonly WrittenStatement[]) {
  return statements.map(written => ({ statement: statement(written) }));
}

function denies({ identity, boundary = [], controls }: Policies): readonly WrittenStatement[] {
  return [...identity, ...boundary, ...controls.flat()].filter(({ Effect }) => Effect === 'Deny');
}

function isOpen(written: WrittenStatement): boolean {
  const { certain, possible } = denote(statement(written), given);
  return certain !== possible;
}
