/** What one state of a workspace allows a principal, or lets others do with a resource: statement by statement, and in all. */
import type { Resource } from '../../model/resource';
import type { PolicyStatement } from '../../model/statement';
import { contentOf } from '../../model/statement-content';
import { effective, restrictionsOn, type Stated, statementsIn } from '../../policy/decide';
import { once } from '../../policy/once';
import type { Bounds, Given } from '../../policy/reading';
import { type RequestSet, requests, union } from '../../policy/request-set';
import { type Circumstance, conjoin } from '../../policy/when';
import type { SourcePointer, Uri } from '../../text/text';
import type { WorkspaceIndex } from '../index/workspace-index';
import { givenFor } from '../permissions/iam-names';
import { type Grant, type Permissions, permissionsByDeployment } from '../permissions/permissions';
import { resourcePolicies } from '../permissions/resource-policy';
import { hasOpenParts, namedStatement, type Reading, supposing, withNames } from './suppositions';

/** An Allow, and what comes of it. */
export interface Allowed {
  /** As it stands in the template. */
  readonly written: PolicyStatement;
  /** With what its deployment gives for parameters. */
  readonly stated: PolicyStatement;
  /** With a name for what is open in it. */
  readonly named: PolicyStatement;
  readonly holder: Resource | undefined;
  /** Where it stands; for one that AWS keeps, what attaches it. */
  readonly via: SourcePointer;
  /** Equal for statements that say the same under the same circumstances. */
  readonly content: string;
  /** Of its principal's own policies. */
  readonly grant?: Grant;
  /** As the template leaves it open, and with names for what is open. */
  readonly asIs: () => Bounds<RequestSet>;
  readonly asNamed: () => Bounds<RequestSet>;
}

/** In one way to deploy it. */
export interface State {
  readonly subject: Resource;
  /** Whether it says what others may do with it. */
  readonly use: 'grant' | 'trust';
  readonly allowed: readonly Allowed[];
  /** Contents of all that denies. */
  readonly denied: ReadonlySet<string>;
  /** The policies that nobody here can read, as they are written, and where they are named. */
  readonly unread: ReadonlyMap<string, SourcePointer>;
  readonly given: Given;
  readonly permissions?: Permissions;
  readonly asIs: () => Bounds<RequestSet>;
  readonly asNamed: () => Bounds<RequestSet>;
}

const everything = requests({});

/** One for each way to deploy the principal. `now`: the names and accounts that count. */
export function statesOfPrincipal(
  principal: Resource,
  index: WorkspaceIndex,
  { world }: Pick<Reading, 'world'>,
  now?: Given,
): readonly State[] {
  const read = (named: boolean) =>
    permissionsByDeployment(principal, index, undefined, supposing({ named, world }, now));
  const asIs = read(false);
  const named = asIs.some(isOpen) ? read(true) : asIs;
  return asIs.map((permissions, i) => stateOf(permissions, named[i]!));
}

/** Whether a template leaves open what a policy says, so that it has two readings. */
function isOpen({ policies: { statements, boundary, controls } }: Permissions): boolean {
  const ceilings = [...boundary, ...controls].flatMap(statementsIn);
  return [...statements, ...ceilings].some(({ statement }) => hasOpenParts(statement));
}

function stateOf(permissions: Permissions, named: Permissions): State {
  const allowed = permissions.grants.map((grant, i): Allowed => {
    const other = named.grants[i]!;
    return {
      written: grant.written ?? grant.statement,
      stated: grant.statement,
      named: other.statement,
      holder: grant.holder,
      via: grant.via,
      content: contentIn(other.statement, grant.when),
      grant,
      ...readings(
        () => permissions.granted(grant, everything),
        named === permissions ? undefined : () => named.granted(other, everything),
      ),
    };
  });
  const denies = named.policies.statements.filter(({ statement }) => statement.effect === 'Deny');
  return {
    subject: permissions.principal,
    use: 'grant',
    permissions,
    given: named.given,
    denied: new Set(denies.map(({ statement, when }) => contentIn(statement, when))),
    unread: new Map(permissions.unread.map(({ policy }) => [JSON.stringify(policy.parts), policy.at])),
    ...inAll(allowed),
  };
}

/** What the resource's own policy lets others do, one for each way to deploy it. */
export function statesOfResource(
  resource: Resource,
  index: WorkspaceIndex,
  { world }: Pick<Reading, 'world'>,
  now?: Given,
): readonly State[] {
  return resourcePolicies(resource, index).map(({ statements = [], values }): State => {
    const known = givenFor(resource, index, values);
    const given = now ? withNames(known, now) : known;
    const chosen = supposing({ named: false, world }).values({ ...unchanged, when: when => when });
    const held = statements.map(said => inChosen(said, chosen.when, resource.at.uri)).filter(said => !isNever(said));
    const named = held.map(said => ({ ...said, statement: namedStatement(said.statement) }));
    return { subject: resource, use: 'trust', given, unread: new Map(), ...saying(held, named, resource, given) };
  });
}

const unchanged = {
  text: <T>(text: T) => text,
  statement: <T>(statement: T) => statement,
};

type WhenIn = (when: Circumstance, document: Uri) => Circumstance;

function inChosen({ statement, when, ...said }: Stated, chosen: WhenIn, uri: Uri): Stated {
  const { when: own, ...rest } = statement;
  const kept = chosen(own, uri);
  return { ...said, statement: kept ? { ...rest, when: kept } : rest, when: chosen(when, uri) };
}

function isNever({ statement, when }: Stated): boolean {
  return conjoin(statement.when, when)?.length === 0;
}

function saying(held: readonly Stated[], named: readonly Stated[], holder: Resource, given: Given) {
  const denies = (said: readonly Stated[]) => said.filter(({ statement }) => statement.effect === 'Deny');
  const isSame = !held.some(({ statement }) => hasOpenParts(statement));
  const against = (said: readonly Stated[]) => once(() => restrictionsOn(everything, denies(said), [], given));
  const [stated, ofNamed] = [against(held), against(named)];
  const allowed = held.flatMap((said, i): readonly Allowed[] => {
    if (said.statement.effect !== 'Allow') return [];
    const other = named[i]!;
    const { statement } = said;
    return [
      {
        written: statement,
        stated: statement,
        named: other.statement,
        holder,
        via: statement.at,
        content: contentIn(other.statement, said.when),
        ...readings(() => effective(said, stated()), isSame ? undefined : () => effective(other, ofNamed())),
      },
    ];
  });
  return {
    denied: new Set(denies(named).map(({ statement, when }) => contentIn(statement, when))),
    ...inAll(allowed),
  };
}

function inAll(allowed: readonly Allowed[]) {
  const all = (sets: readonly Bounds<RequestSet>[]): Bounds<RequestSet> => ({
    certain: union(...sets.map(({ certain }) => certain)),
    possible: union(...sets.map(({ possible }) => possible)),
  });
  return {
    allowed,
    asIs: once(() => all(allowed.map(one => one.asIs()))),
    asNamed: once(() => all(allowed.map(one => one.asNamed()))),
  };
}

/** `named` is undefined where both are the same. */
function readings(asIs: () => Bounds<RequestSet>, named: (() => Bounds<RequestSet>) | undefined) {
  const known = once(asIs);
  return { asIs: known, asNamed: named ? once(named) : known };
}

function contentIn(statement: PolicyStatement, when: Circumstance): string {
  return JSON.stringify([contentOf(statement), conjoin(statement.when, when) ?? null]);
}
