/** Which policies decide what a principal may do, joined across the workspace. */

import { parseArn } from '../../model/arn';
import type { Attachment, Resource } from '../../model/resource';
import type { PolicyStatement } from '../../model/statement';
import { certainReadings, literalOf, type Text } from '../../model/text';
import type { When } from '../../model/when';
import type { Ceiling } from '../../policy/decide';
import { managedPolicy, policyByName } from '../../policy/managed-policies';
import { type Circumstance, conjoin } from '../../policy/when';
import type { SourcePointer, Uri } from '../../text/text';
import type { ParameterValues } from '../deployments/parameter-values';
import { inOwnRegion } from '../deployments/regions';
import type { WorkspaceIndex } from '../index/workspace-index';

/** A statement that reaches a principal. */
export interface HeldStatement {
  /** With the values that a deployment gives for its parameters. */
  readonly statement: PolicyStatement;
  /** As the template has it, where that is different. */
  readonly written?: PolicyStatement;
  /** The resource that it stands in; undefined for a policy that AWS keeps, and for one in a file of its own. */
  readonly holder: Resource | undefined;
  /** Where the statement stands, or the ARN of the policy that AWS keeps. */
  readonly via: SourcePointer;
  /** Of everything between the statement and the principal. */
  readonly when?: When | undefined;
  /** A hole decides whether it reaches the principal at all. */
  readonly uncertain: boolean;
}

/** A policy that is on the principal and that nobody here can read. */
export interface UnreadPolicy {
  readonly policy: Text;
  /** What it says of IAM and STS is known all the same. */
  readonly knownForIam: boolean;
}

export interface Held {
  readonly statements: readonly HeldStatement[];
  readonly unread: readonly UnreadPolicy[];
}

/** All that is said of a principal, whatever comes of it. */
export interface Policies {
  /** Allows and Denies of its own policies. */
  readonly statements: readonly HeldStatement[];
  /** Its permissions boundary, and in a session what that is limited to. */
  readonly boundary: readonly Ceiling[];
  /** What its organization leaves to its account. */
  readonly controls: readonly Ceiling[];
}

const none: Held = { statements: [], unread: [] };

/**
 * The same with the values that a deployment of the principal in `home` gives, and the regions of the stacks that wrote it, without
 * what does not exist there.
 */
export function withValues(held: Held, values: ParameterValues, home: Uri, index: WorkspaceIndex): Held {
  const statements = held.statements.map(one => {
    const filled = values.statement(one.statement);
    const statement = one.holder ? inOwnRegion(filled, one.holder, index) : filled;
    // What stands elsewhere is put on the principal by choices of two templates, whose names mean different things.
    const when = (one.holder?.at ?? one.via).uri === home ? values.when(one.when, home) : one.when;
    if (statement === one.statement && when === one.when) return one;
    return { ...one, ...(statement === one.statement ? {} : { statement, written: one.statement }), when };
  });
  return { ...held, statements: statements.filter(one => !isNever(one.when) && !isNever(one.statement.when)) };
}

function isNever(when: When | undefined): boolean {
  return when?.length === 0;
}

/** The policies of a principal itself and of its groups. A policy that nobody attaches is looked at as if somebody did. */
export function policiesOf(principal: Resource, index: WorkspaceIndex): Held {
  const groups = principal.memberOf.flatMap(text => index.named(text, ['group'], principal.at.uri));
  const own = ownPolicies(principal, index, principal.when);
  const inherited = groups.map(({ resource, certain }) => {
    const held = ownPolicies(resource, index, conjoin(principal.when, resource.when));
    return certain ? held : uncertain(held);
  });
  return distinct(merge([own, ...inherited]));
}

function ownPolicies(resource: Resource, index: WorkspaceIndex, when: Circumstance): Held {
  const attached = resource.attached.map(attachment => attachedPolicy(attachment, resource, index, when));
  const put = index.policiesPutOn(resource).map(policy => written(policy, conjoin(when, policy.when)));
  return merge([written(resource, when), ...attached, ...put]);
}

function written(holder: Resource, when: Circumstance): Held {
  if (holder.grants.length === 0) return none;
  const shared = { holder: holder.declared ? undefined : holder, when, uncertain: false };
  const statements = holder.grants.map(statement => ({ statement, ...shared, via: statement.at }));
  return { statements, unread: [] };
}

/** The policies that come with a session which a resource opens; undefined when there are none. */
export function sessionPolicies(opener: Resource, index: WorkspaceIndex): Held | undefined {
  if (!opener.session) return undefined;
  const attached = opener.session.attached.map(attachment => attachedPolicy(attachment, opener, index, undefined));
  return merge([written({ ...opener, grants: opener.session.statements }, undefined), ...attached]);
}

/** What an attached policy says: one of the workspace, one that AWS keeps, or one that nobody here can read. */
export function attachedPolicy(
  { policy, when }: Attachment,
  principal: Resource,
  index: WorkspaceIndex,
  around: Circumstance,
): Held {
  const circumstance = conjoin(around, when);
  const named = index.named(policy, ['policy'], principal.at.uri);
  if (named.length > 0) {
    return merge(
      named.map(({ resource, certain }) => {
        const held = written(resource, conjoin(circumstance, resource.when));
        return certain ? held : uncertain(held);
      }),
    );
  }
  return keptByAws(policy, circumstance) ?? byName(policy, circumstance);
}

/** One of AWS's that nobody here can read may well do what its name says. */
function byName(policy: Text, when: Circumstance): Held {
  const name = parseArn(policy) ? nameAtAws(policy) : undefined;
  const said = name === undefined ? [] : policyByName(name, policy.at);
  const statements = said.map(statement => ({ statement, holder: undefined, via: policy.at, when, uncertain: true }));
  return { statements, unread: [{ policy, knownForIam: false }] };
}

/** With several readings, each is uncertain: one of them is deployed. */
function keptByAws(policy: Text, when: Circumstance): Held | undefined {
  const only = keptPolicy(policy, when);
  if (only) return only;
  const readings = certainReadings(policy).map(parts => keptPolicy({ ...policy, parts }, when));
  if (readings.some(held => held === undefined)) return undefined;
  const merged = merge(readings.filter(held => held !== undefined));
  return readings.length > 1 ? uncertain(merged) : merged;
}

function keptPolicy(policy: Text, when: Circumstance): Held | undefined {
  const name = nameAtAws(policy);
  const known = name === undefined ? undefined : managedPolicy(name, policy.at);
  if (!known) return undefined;
  const shared = { holder: undefined, via: policy.at, when, uncertain: false };
  return {
    statements: known.statements.map(statement => ({ statement, ...shared })),
    unread: known.complete ? [] : [{ policy, knownForIam: true }],
  };
}

/** `job-function/ViewOnlyAccess` of an ARN in any partition, or a bare name as SAM takes it. */
function nameAtAws(policy: Text): string | undefined {
  const arn = parseArn(policy);
  if (!arn) return literalOf(policy);
  if (literalOf(arn.service) !== 'iam' || literalOf(arn.account) !== 'aws') return undefined;
  return /^policy\/(.+)$/.exec(literalOf(arn.resource) ?? '')?.[1];
}

function uncertain({ statements, unread }: Held): Held {
  return { statements: statements.map(held => ({ ...held, uncertain: true })), unread };
}

function merge(all: readonly Held[]): Held {
  const [first = none, ...others] = all.filter(({ statements, unread }) => statements.length + unread.length > 0);
  if (others.length === 0) return first;
  return { statements: all.flatMap(held => held.statements), unread: all.flatMap(held => held.unread) };
}

/** A policy may be put on a principal in two ways; its statements count once. */
function distinct(held: Held): Held {
  const { statements, unread } = held;
  if (statements.length < 2) return held;
  const seen = new Set<PolicyStatement>();
  const first = statements.filter(({ statement, when, uncertain }) => {
    if (when !== undefined || uncertain) return true;
    if (seen.has(statement)) return false;
    seen.add(statement);
    return true;
  });
  return { statements: first, unread };
}
