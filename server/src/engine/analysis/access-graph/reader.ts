/** A principal whose edges are looked for, and what of the workspace that was looked at for it. */
import type { Resource } from '../../model/resource';
import type { PolicyStatement } from '../../model/statement';
import { literalOf } from '../../model/text';
import { once } from '../../policy/once';
import { regionsMeantBy } from '../deployments/regions';
import { type Asker, askerFor } from '../escalation/asker';
import { type Concerning, concerning } from '../escalation/concerning';
import { beyond } from '../escalation/methods/beyond';
import { methods } from '../escalation/methods/methods';
import type { WorkspaceIndex } from '../index/workspace-index';
import { type Grant, type Permissions, permissionsOf } from '../permissions/permissions';
import { limitsOn } from '../permissions/written-accounts';
import { dataActions } from './data/data-kinds';
import type { Directory, Query } from './directory/directory';
import type { Entry } from './directory/entries';
import { type List, type Matches, noEntries } from './directory/families';
import { mayLetInAccount } from './directory/guards';
import { EVERYWHERE, type Home, homeOf } from './directory/homes';
import { type Pattern, patternsIn } from './directory/patterns';
import { areKnown, byRegion, type Side } from './directory/regions';

export interface Reader {
  readonly principal: Resource;
  readonly home: Home;
  readonly permissions: Permissions;
  readonly index: WorkspaceIndex;
  readonly directory: Directory;
  /** Statements that take away. */
  readonly limits: () => readonly PolicyStatement[];
  /** Asks about the methods of the catalogue. */
  readonly asker: () => Asker;
  /** Asks about data. */
  readonly dataAsker: () => Asker;
}

export const ways: Concerning = concerning(
  methods
    .filter(method => !beyond.includes(method))
    .flatMap(({ chains }) => chains.flat().flatMap(({ actions }) => actions)),
);

export const touching: Concerning = concerning(dataActions);

export function readerFor(principal: Resource, index: WorkspaceIndex, directory: Directory): Reader {
  const permissions = permissionsOf(principal, index);
  return {
    principal,
    home: homeOf(principal, index),
    permissions,
    index,
    directory,
    limits: once(() => limitsOn(permissions)),
    asker: once(() => askerFor(permissions, index, ways)),
    dataAsker: once(() => askerFor(permissions, index, touching)),
  };
}

/** What a grant may mean by one of its patterns. */
export interface Meant {
  readonly grant: Grant;
  readonly pattern: Pattern;
  /** Where the principal stands, and where it may, an account that nobody knows; none is empty. */
  readonly sides: readonly Side[];
  /** In other accounts, which may let in the principal's: both decide. */
  readonly across: readonly Entry[];
  /** Of all of these; undefined where they are not known. */
  readonly regions: readonly string[] | undefined;
}

/** Of resources of these types, what the grants may mean. */
export function* meantBy(
  grants: readonly Grant[],
  { types, arn }: Pick<Query, 'types' | 'arn'>,
  reader: Reader,
): Iterable<Meant> {
  for (const grant of grants) {
    for (const pattern of patternsIn(grant.statement)) {
      const matches = reader.directory.matching({ types, arn, pattern });
      const { near, far, across } = withinReach(matches, pattern, reader.home);
      const sides = sidesOf(near, far);
      if (sides.length + across.length === 0) continue;
      if (!areKnown(sides, across)) yield { grant, pattern, sides, across, regions: undefined };
      else {
        const own = () => regionsMeantBy(grant.holder ?? reader.principal, reader.index);
        for (const part of byRegion(sides, across, pattern, own)) yield { grant, pattern, ...part };
      }
    }
  }
}

function sidesOf(near: List, far: List): readonly Side[] {
  const sides: Side[] = [];
  if (near.entries.length > 0) sides.push({ list: near, isNear: true });
  if (far.entries.length > 0) sides.push({ list: far, isNear: false });
  return sides;
}

/** In its account, where that or theirs is not known, and in others that may let it in. */
interface Within {
  readonly near: List;
  readonly far: List;
  readonly across: Meant['across'];
}

function withinReach(matches: Matches, { account, refersTo }: Pattern, home: Home): Within {
  if (home.key === EVERYWHERE) {
    const near = account === undefined ? matches.all : (matches.byHome.get(account) ?? noEntries);
    return { near, far: account === undefined ? noEntries : matches.homeless, across: [] };
  }
  const near = matches.byHome.get(home.key) ?? noEntries;
  if (home.account === undefined) {
    // Exports and outputs do not leave their account.
    if (refersTo !== undefined) return { near: matches.all, far: noEntries, across: [] };
    const far = account === undefined ? matches.all : (matches.byHome.get(account) ?? noEntries);
    const isNear = far.entries.length === near.entries.length && account === undefined;
    return { near, far: isNear ? noEntries : far, across: [] };
  }
  if (account === undefined) {
    const across = lettingIn(home.account, matches).filter(entry => entry.home.account !== undefined);
    return { near, far: matches.homeless, across };
  }
  if (account === home.account) return { near, far: matches.homeless, across: [] };
  const across = lettingIn(home.account, matches).filter(entry => (entry.home.account ?? account) === account);
  return { near: noEntries, far: noEntries, across };
}

const welcoming = new WeakMap<Matches, Map<string, readonly Entry[]>>();

/** Those not of this account whose own policies may let it in. */
function lettingIn(account: string, matches: Matches): readonly Entry[] {
  if (matches.hosts.length === 0) return matches.hosts;
  const known = welcoming.get(matches) ?? new Map<string, readonly Entry[]>();
  welcoming.set(matches, known);
  const isHost = ({ home, policies }: Entry) => home.account !== account && mayLetInAccount(policies, account);
  const found = known.get(account) ?? matches.hosts.filter(isHost);
  known.set(account, found);
  return found;
}

/** Whether a statement says just what it allows: nothing in it is open, or asked of the request. */
export function isPlain({ statement, ...held }: Grant & { readonly uncertain?: boolean }, pattern: Pattern): boolean {
  return pattern.isPlain && !held.uncertain && statement.conditions.length === 0;
}

/** The same, if nothing is asked but to which services a role is passed, and these are written out: to these of `to`. */
export function servicesAllowed(
  grant: Grant & { readonly uncertain?: boolean },
  pattern: Pattern,
  to: readonly string[],
): readonly string[] | undefined {
  const { conditions } = grant.statement;
  const [only, ...others] = conditions;
  if (conditions.length === 0) return isPlain(grant, pattern) ? to : undefined;
  if (!pattern.isPlain || grant.uncertain || others.length > 0) return undefined;
  if (!/^iam:PassedToService$/i.test(only!.key) || !/^StringEquals(?:IfExists)?$/.test(only!.operator))
    return undefined;
  const values = only!.values.map(literalOf);
  if (values.some(value => value === undefined || value.includes('${'))) return undefined;
  return to.filter(service => values.includes(service));
}

/** Those that may take away from what is allowed of an action. */
export function limitsOf(action: string, { limits }: Reader, { actionsIn }: Concerning): readonly PolicyStatement[] {
  const all = limits();
  return all.length === 0 ? all : all.filter(limit => actionsIn(limit).has(action));
}

/** Whether nothing takes anything away from what is allowed of an action. */
export function isUnlimited(action: string, reader: Reader, concerning: Concerning): boolean {
  const { boundary, controls } = reader.permissions.policies;
  return boundary.length === 0 && controls.length === 0 && limitsOf(action, reader, concerning).length === 0;
}

/** It is about all resources alike. */
export function isAboutAll({ resources: { mode, list } }: PolicyStatement): boolean {
  return mode === 'only' ? list.some(text => literalOf(text) === '*') : list.length === 0;
}
