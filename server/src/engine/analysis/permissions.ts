/** What one principal may do, by all the policies that the workspace puts on it. */
import type { Answer, PolicyStatement, Resource } from '../model/model';
import { type Ceiling, effective, type Restrictions, restrictionsOn } from '../policy/decide';
import { glob, surelyIncludes, union as unionOf } from '../policy/language';
import type { Bounds, Given } from '../policy/reading';
import { noRequests, type Request, type RequestSet } from '../policy/request-set';
import { isEmpty, witness } from '../policy/witness';
import type { SourcePointer } from '../text/text';
import { givenFor, readable } from './iam-names';
import { attachedPolicy, type Held, type HeldStatement, policiesOf, type UnreadPolicy } from './principal-policies';
import type { WorkspaceIndex } from './workspace-index';

/** An Allow statement that reaches a principal, and the way it does. */
export interface Grant {
  readonly statement: PolicyStatement;
  /** The resource that the statement stands in: the principal itself, a policy, a group. */
  readonly holder: Resource | undefined;
  /** Where a squiggle for the grant belongs when the statement is not in the workspace: the ARN of the AWS managed policy. */
  readonly via: SourcePointer;
}

/** Everything that decides what one principal may do; asked as sets of requests. */
export interface Permissions {
  readonly principal: Resource;
  readonly grants: readonly Grant[];
  /** Policies on the principal that nobody here can read, or not whole: what they grant is in no answer but `maybe`. */
  readonly unread: readonly UnreadPolicy[];
  /** What stands for the account, and for names that deployment decides, in all requests of this principal. */
  readonly given: Given;
  /** Of what this one grant allows within `asked`, what denies and ceilings leave: for certain, and at most. */
  granted(grant: Grant, asked: RequestSet): Bounds<RequestSet>;
  allows(asked: RequestSet): {
    readonly answer: Answer;
    readonly witness?: Request;
    readonly because: readonly SourcePointer[];
  };
}

export function permissionsOf(principal: Resource, index: WorkspaceIndex): Permissions {
  return new HeldPermissions(principal, policiesOf(principal, index), index);
}

/** Most principals are asked for their grants and nothing more, so the rest is worked out when it is asked for. */
class HeldPermissions implements Permissions {
  readonly grants: readonly HeldStatement[];
  readonly unread: readonly UnreadPolicy[];
  private known: Given | undefined;
  /** Several questions are asked about one set; it is enough to work out once what stands against it. */
  private restrictions: Map<RequestSet, Restrictions> | undefined;

  constructor(
    readonly principal: Resource,
    private readonly held: Held,
    private readonly index: WorkspaceIndex,
  ) {
    this.grants = held.statements.filter(({ statement }) => statement.effect === 'Allow');
    this.unread = held.unread;
  }

  get given(): Given {
    this.known ??= givenFor(this.principal, this.index);
    return this.known;
  }

  granted(grant: Grant, asked: RequestSet): Bounds<RequestSet> {
    return grantedBy(
      this.grants.find(one => one === grant),
      this.restrictionsOn(asked),
    );
  }

  allows(asked: RequestSet): ReturnType<Permissions['allows']> {
    const bounds = this.grants.map(grant => ({ at: grant.via, ...this.granted(grant, asked) }));
    const open = this.unread.some(policy => mayConcern(policy, asked));
    return answerOf(bounds, open);
  }

  private restrictionsOn(asked: RequestSet): Restrictions {
    const known = this.restrictions?.get(asked);
    if (known) return known;
    const denies = this.held.statements.filter(one => one.statement.effect === 'Deny' && !one.uncertain);
    const restrictions = restrictionsOn(asked, denies, ceilingsOf(this.principal, this.index), this.given);
    this.restrictions = (this.restrictions ?? new Map()).set(asked, restrictions);
    return restrictions;
  }
}

function grantedBy(grant: HeldStatement | undefined, restrictions: Restrictions): Bounds<RequestSet> {
  if (!grant) throw new RangeError('this grant is of another principal');
  const bounds = effective(grant, restrictions);
  return grant.uncertain ? { ...bounds, certain: noRequests } : bounds;
}

function answerOf(
  bounds: readonly (Bounds<RequestSet> & { readonly at: SourcePointer })[],
  open: boolean,
): ReturnType<Permissions['allows']> {
  const granting = bounds.flatMap(({ at, certain }) => {
    const request = certain.exceeds ? undefined : witness(certain);
    return request ? [{ at, request }] : [];
  });
  const because = [...new Set(granting.map(({ at }) => at))];
  if (granting[0]) return { answer: 'yes', witness: readable(granting[0].request), because };
  const possible = bounds.filter(one => isEmpty(one.possible) !== 'yes').map(({ at }) => at);
  return { answer: possible.length > 0 || open ? 'maybe' : 'no', because: possible };
}

const ofIam = unionOf(...['iam:*', 'sts:*'].map(pattern => glob(pattern, { ignoreCase: true })));

function mayConcern({ knownForIam }: UnreadPolicy, asked: RequestSet): boolean {
  return !knownForIam || !asked.pieces.every(({ box }) => surelyIncludes(ofIam, box.action));
}

/** A principal's permissions boundary: one, or one of several by circumstances. */
function ceilingsOf(principal: Resource, index: WorkspaceIndex): readonly Ceiling[] {
  if (principal.boundary.length === 0) return [];
  const options = principal.boundary.map(attachment => {
    const { statements, unread } = attachedPolicy(attachment, principal, index, undefined);
    const whole = unread.length === 0 && !statements.some(({ uncertain }) => uncertain);
    return { statements: whole ? statements : undefined, when: attachment.when };
  });
  return [{ options }];
}
