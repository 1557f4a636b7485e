/** What one principal may do, by all the policies that the workspace puts on it. */
import type { Attachment, Resource } from '../../model/resource';
import type { PolicyStatement } from '../../model/statement';
import type { Answer } from '../../model/text';
import type { When } from '../../model/when';
import { type Ceiling, effective, type Restrictions, restrictionsOn } from '../../policy/decide';
import { type Denotation, denoting } from '../../policy/denote';
import {
  type Budget,
  combiningBudget,
  decisionBudget,
  Effort,
  glob,
  isSpent,
  surelyIncludes,
  union as unionOf,
} from '../../policy/language';
import { once } from '../../policy/once';
import type { Bounds, Given } from '../../policy/reading';
import { isCut, noRequests, type Request, type RequestSet } from '../../policy/request-set';
import { isEmpty, witness } from '../../policy/witness';
import type { SourcePointer } from '../../text/text';
import { type ParameterValues, textsOf, valuesFor } from '../deployments/parameter-values';
import type { WorkspaceIndex } from '../index/workspace-index';
import { givenFor, readable } from './iam-names';
import { identityIn, ownKey } from './identity';
import { controlPoliciesOn } from './organization';
import { ownPolicies } from './own-requests';
import {
  attachedPolicy,
  type Held,
  type HeldStatement,
  type Policies,
  policiesOf,
  sessionPolicies,
  type UnreadPolicy,
  withValues,
} from './principal-policies';

/** An Allow statement that reaches a principal, and the way it does. */
export interface Grant {
  /** With the values that a deployment gives for its parameters. */
  readonly statement: PolicyStatement;
  /** As the template has it, where that is different. */
  readonly written?: PolicyStatement;
  /** The resource that the statement stands in: the principal itself, a policy, a group. */
  readonly holder: Resource | undefined;
  /** Where a squiggle for the grant belongs when the statement is not in the workspace: the ARN of the AWS managed policy. */
  readonly via: SourcePointer;
  /** Of everything between the statement and the principal. */
  readonly when?: When | undefined;
}

/** Everything that decides what one principal may do; asked as sets of requests. */
export interface Permissions {
  readonly principal: Resource;
  readonly grants: readonly Grant[];
  /** For who holds them against those of a resource. */
  readonly policies: Policies;
  /** Policies on the principal that nobody here can read, or not whole: what they grant is in no answer but `maybe`. */
  readonly unread: readonly UnreadPolicy[];
  /** What stands for the account, and for names that deployment decides, in all requests of this principal. */
  readonly given: Given;
  /** For all that is asked of it. */
  readonly effort: Effort;
  /** Of what this one grant allows within `asked`, what denies and ceilings leave: for certain, and at most. */
  granted(grant: Grant, asked: RequestSet): Bounds<RequestSet>;
  /** The same principal with these statements in its own policies and no others: as an edit would leave it. */
  having(statements: readonly HeldStatement[]): Permissions;
  allows(asked: RequestSet): {
    readonly answer: Answer;
    readonly witness?: Request;
    readonly because: readonly SourcePointer[];
    /** Of `maybe`: there is too much to work out, or it is too intricate. */
    readonly isCut?: true;
  };
}

/** In one of its deployments. */
export function permissionsOf(principal: Resource, index: WorkspaceIndex): Permissions {
  return permissionsByDeployment(principal, index)[0]!;
}

/** What is supposed of a deployment besides what is known of it. */
export interface Supposition {
  values(known: ParameterValues): ParameterValues;
  given(known: Given): Given;
}

/**
 * For each of the ways to deploy it that give other values for parameters in its policies; one at least. With an `opener`, in a session
 * that this makes of it: with the policies that come with that, if there are any (`Resource.session`).
 */
export function permissionsByDeployment(
  principal: Resource,
  index: WorkspaceIndex,
  opener?: Resource,
  supposed?: Supposition,
): readonly Permissions[] {
  const home = principal.at.uri;
  const held = policiesOf(principal, index);
  const session = opener && sessionPolicies(opener, index);
  const attachments = [...principal.attached, ...principal.boundary].map(({ policy }) => policy);
  const limits = principal.boundary.flatMap(one => attachedPolicy(one, principal, index, undefined).statements);
  const all = [...held.statements, ...limits, ...(session?.statements ?? [])];
  const deciding = all.flatMap(({ statement }) => textsOf(statement));
  const circumstances = all.flatMap(({ statement, when }) => [statement.when, when]);
  return valuesFor(principal, [...attachments, ...deciding], index, circumstances).map(known => {
    const values = supposed?.values(known) ?? known;
    const deployed = deployedWith(values, principal);
    const { statements, unread } = withValues(
      deployed === principal ? held : policiesOf(deployed, index),
      values,
      home,
      index,
    );
    const controls = controlPoliciesOn(homeOf(principal, index), 'service', index);
    const limited = session ? [{ options: [ceilingOf(withValues(session, values, home, index))] }] : [];
    const policies = { statements, boundary: [...boundaryOf(deployed, values, index), ...limited], controls };
    return new HeldPermissions(principal, policies, unread, index, { values, given: supposed?.given });
  });
}

/** The principal with the policies that are handed to its template. */
function deployedWith(values: ParameterValues, principal: Resource): Resource {
  const filled = (all: readonly Attachment[]) => all.map(one => ({ ...one, policy: values.text(one.policy) }));
  const { attached, boundary } = principal;
  const isSame = [...attached, ...boundary].every(({ policy }) => values.text(policy) === policy);
  return isSame ? principal : { ...principal, attached: filled(attached), boundary: filled(boundary) };
}

/** Most principals are asked for their grants and nothing more, so the rest is worked out when it is asked for. */
class HeldPermissions implements Permissions {
  readonly grants: readonly HeldStatement[];
  readonly effort = new Effort();
  private known: Given | undefined;
  private readonly own = once(() => ownPolicies(this.principal, this.given, this.policies));
  private denoted: Denotation | undefined;
  /** Several questions are asked about one set; it is enough to work out once what stands against it. */
  private restrictions: Map<RequestSet, Restrictions> | undefined;

  constructor(
    readonly principal: Resource,
    readonly policies: Policies,
    readonly unread: readonly UnreadPolicy[],
    private readonly index: WorkspaceIndex,
    private readonly deployment: { readonly values: ParameterValues; readonly given: Supposition['given'] | undefined },
  ) {
    this.grants = policies.statements.filter(({ statement }) => statement.effect === 'Allow');
  }

  get given(): Given {
    this.known ??= this.read();
    return this.known;
  }

  granted(grant: Grant, asked: RequestSet): Bounds<RequestSet> {
    const held = this.grants.find(one => one === grant);
    if (!held) throw new RangeError('this grant is of another principal');
    return grantedBy(this.own().of(held), this.restrictionsOn(asked), this.effort.budget());
  }

  having(statements: readonly HeldStatement[]): Permissions {
    const policies = { ...this.policies, statements };
    return new HeldPermissions(this.principal, policies, this.unread, this.index, this.deployment);
  }

  allows(asked: RequestSet): ReturnType<Permissions['allows']> {
    const restrictions = this.restrictionsOn(asked);
    const budget = combiningBudget();
    const bounds: Granted[] = [];
    for (const grant of this.grants) {
      if (!isSpent(budget)) bounds.push({ at: grant.via, ...grantedBy(this.own().of(grant), restrictions, budget) });
    }
    const isOpen = this.unread.some(policy => mayConcern(policy, asked));
    return answerOf(bounds, isOpen, bounds.length < this.grants.length);
  }

  private read(): Given {
    const { values, given } = this.deployment;
    const known = givenFor(this.principal, this.index, values);
    return ofItself(this.principal, given?.(known) ?? known);
  }

  private restrictionsOn(asked: RequestSet): Restrictions {
    const known = this.restrictions?.get(asked);
    if (known) return known;
    this.denoted ??= denoting(this.given);
    const { ceilings, of, ownAmong } = this.own();
    const denies = this.policies.statements.filter(one => one.statement.effect === 'Deny' && !one.uncertain);
    const restrictions = restrictionsOn(ownAmong(asked), denies.map(of), ceilings, this.given, this.denoted);
    this.restrictions = (this.restrictions ?? new Map()).set(asked, restrictions);
    return restrictions;
  }
}

/** With what its requests say of itself. */
function ofItself(principal: Resource, given: Given): Given {
  const identity = identityIn(given.account, { principal, given });
  return { ...given, own: key => ownKey(key, identity)?.states };
}

function grantedBy(grant: HeldStatement, restrictions: Restrictions, budget: Budget): Bounds<RequestSet> {
  const bounds = effective(grant, restrictions, budget);
  return grant.uncertain ? { ...bounds, certain: noRequests } : bounds;
}

interface Granted extends Bounds<RequestSet> {
  readonly at: SourcePointer;
}

/** `isOpen`: policies that nobody can read may allow it. `isShort`: more may be granted than these. */
function answerOf(bounds: readonly Granted[], isOpen: boolean, isShort: boolean): ReturnType<Permissions['allows']> {
  const budget = decisionBudget();
  const granting = bounds.flatMap(({ at, certain }) => {
    const request = certain.exceeds ? undefined : witness(certain, {}, budget);
    return request ? [{ at, request }] : [];
  });
  const because = [...new Set(granting.map(({ at }) => at))];
  if (granting[0]) return { answer: 'yes', witness: readable(granting[0].request), because };
  const possible = bounds.filter(one => isEmpty(one.possible, budget) !== 'yes');
  if (possible.length === 0 && !isOpen && !isShort) return { answer: 'no', because: [] };
  const cut = isShort || isSpent(budget) || possible.some(one => isCut(one.possible) || isCut(one.certain));
  return { answer: 'maybe', because: possible.map(({ at }) => at), ...(cut ? { isCut: true } : {}) };
}

const ofIam = unionOf(...['iam:*', 'sts:*'].map(pattern => glob(pattern, { ignoreCase: true })));

/** Whether what the policy says may be about this. */
export function mayConcern({ knownForIam }: UnreadPolicy, asked: RequestSet): boolean {
  return !knownForIam || !asked.pieces.every(({ box }) => surelyIncludes(ofIam, box.action));
}

/** A permission set lives in the management account and is a role of others. */
function homeOf(principal: Resource, index: WorkspaceIndex): string | undefined {
  return principal.kind === 'permission-set' ? undefined : index.accountOf(principal);
}

/** A principal's permissions boundary: one policy, or one of several by circumstances. */
function boundaryOf(principal: Resource, values: ParameterValues, index: WorkspaceIndex): readonly Ceiling[] {
  if (principal.boundary.length === 0) return [];
  const options = principal.boundary.map(attachment => {
    const held = withValues(attachedPolicy(attachment, principal, index, undefined), values, principal.at.uri, index);
    return { ...ceilingOf(held), when: attachment.when };
  });
  return [{ options }];
}

function ceilingOf({ statements, unread }: Held): Ceiling['options'][number] {
  const whole = unread.length === 0 && !statements.some(({ uncertain }) => uncertain);
  return { statements: whole ? statements : undefined };
}
