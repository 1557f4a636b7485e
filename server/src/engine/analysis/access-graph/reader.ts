/** A principal whose edges are looked for. */
import type { Resource } from '../../model/model';
import { once } from '../../policy/once';
import { type Asker, askerFor } from '../escalation/asker';
import { concerning } from '../escalation/concerning';
import { beyond } from '../escalation/methods/beyond';
import { methods } from '../escalation/methods/methods';
import type { WorkspaceIndex } from '../index/workspace-index';
import { type Grant, type Permissions, permissionsOf } from '../permissions/permissions';
import { limitsOn } from '../permissions/written-accounts';
import { type Directory, directoryOf, type Entry, type Matches } from './directory';
import { type Home, homeOf } from './homes';
import { type Pattern, patternsIn } from './patterns';

export interface Reader {
  readonly principal: Resource;
  readonly home: Home;
  readonly permissions: Permissions;
  readonly index: WorkspaceIndex;
  readonly directory: Directory;
  /** Asks about all methods of the catalogue. */
  readonly asker: () => Asker;
}

const ways = concerning(
  methods
    .filter(method => !beyond.includes(method))
    .flatMap(({ chains }) => chains.flat().flatMap(({ actions }) => actions)),
);

export function readerFor(principal: Resource, index: WorkspaceIndex): Reader {
  const permissions = permissionsOf(principal, index);
  return {
    principal,
    home: homeOf(principal, index),
    permissions,
    index,
    directory: directoryOf(index),
    asker: once(() => askerFor(permissions, index, ways)),
  };
}

/**
 * Whether an action is allowed on all that a pattern of the grant means, which a glance shows: nothing in the statement is left open
 * or asked of the request, and nothing limits its holder in this.
 */
export function isPlain(
  { statement, ...held }: Grant & { readonly uncertain?: boolean },
  pattern: Pattern,
  action: string,
  { permissions }: Reader,
  actionsIn: (statement: Grant['statement']) => readonly string[],
): boolean {
  if (!pattern.isPlain || held.uncertain || statement.conditions.length > 0) return false;
  const { boundary, controls } = permissions.policies;
  if (boundary.length > 0 || controls.length > 0) return false;
  return !limitsOn(permissions).some(limit => limit.effect === 'Deny' && actionsIn(limit).includes(action));
}

/** Of what a pattern may mean, what stands where the principal does, and what may: another stack's account may be the same. */
export function withinReach(matches: Matches, { account }: Pattern, { home }: Reader) {
  const own = matches.byHome.get(home.key) ?? none;
  if (home.account !== undefined) {
    return account === undefined || account === home.account
      ? { certain: own, possible: matches.homeless }
      : { certain: none, possible: none };
  }
  const possible = account === undefined ? matches.all : (matches.byHome.get(account) ?? none);
  return { certain: own, possible };
}

const none: readonly Entry[] = [];

/** All that the principal's grants for these actions may mean, of these types. */
export function entriesNamed(
  actions: readonly string[],
  types: readonly string[],
  endings: (action: string) => readonly string[],
  reader: Reader,
): readonly Entry[] {
  const { byAction } = reader.asker();
  const found = new Set<Entry>();
  for (const action of actions) {
    for (const { statement } of byAction.get(action) ?? []) {
      for (const pattern of patternsIn(statement)) {
        for (const arn of endings(action)) {
          const { certain, possible } = withinReach(reader.directory.matching(types, arn, pattern), pattern, reader);
          for (const entry of certain) found.add(entry);
          for (const entry of possible) found.add(entry);
        }
      }
    }
  }
  return [...found];
}
