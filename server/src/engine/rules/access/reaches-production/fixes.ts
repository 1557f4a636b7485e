/** Ways to break a path where it is weakest. */
import { accessGraphOf } from '../../../analysis/access-graph/graph';
import type { WorkspaceIndex } from '../../../analysis/index/workspace-index';
import { type Grant, permissionsOf } from '../../../analysis/permissions/permissions';
import type { Resource } from '../../../model/resource';
import type { Principal } from '../../../model/statement';
import { show, type Text } from '../../../model/text';
import { type SourcePointer, samePlace, within } from '../../../text/text';
import { fixesOf as narrowedPassing } from '../../iam/broad-pass-role/fixes';
import { passedRoles } from '../../iam/broad-pass-role/passed-roles';
import { environmentPrefix } from '../../iam/environment-prefix';
import { arnOf } from '../../iam/privilege-escalation/boundaries';
import { denied, type Said, said, writtenIn } from '../../iam/privilege-escalation/limits';
import { quoted, spoken } from '../../iam/quoting';
import type { Fix } from '../../rule';
import { type Attempt, besides, namesAlone, PASS_ROLE, type Weak } from './attempt';
import { denying, forbidding } from './denying';
import { placeOf } from './place';
import type { Hop, Reach } from './reaches';
import { shutting } from './shutting';
import { ends } from './trying';

/** None in what a tool made, and in a policy that AWS keeps. What takes least away comes first, the others where that is not enough. */
export function fixesOf(reach: Reach, hop: Hop, index: WorkspaceIndex): readonly Fix[] {
  const { resource: principal } = hop.from;
  const graph = accessGraphOf(index);
  if (!principal) return shutting(reach, hop, index, graph);
  const grant = grantAt(placeOf(hop), principal, index);
  if (!grant) return distrusting(hop, principal, index);
  if (!grant.holder || index.documentOf(grant.holder).generated) return [];
  const weak: Weak = { reach, hop, grant, holder: grant.holder, index };
  const all = [narrowing(weak, principal), removing(weak), ...denying(weak), ...forbidding(weak)];
  for (const attempts of all) {
    const helping = attempts.filter(({ supposed }) => ends(reach, hop, supposed, graph));
    if (helping.length > 0) return helping.map(({ fix }) => fix);
  }
  return [];
}

/** The trust policy alone lets it in: by its name, in a list of several. */
function distrusting(
  { from, to: { resource: role, label } }: Hop,
  principal: Resource,
  index: WorkspaceIndex,
): readonly Fix[] {
  if (role?.kind !== 'role' || index.documentOf(role).generated) return [];
  const statements = role.trust.filter(({ effect }) => effect === 'Allow');
  const lists = statements.flatMap(({ principals }) => (principals?.mode === 'only' ? [principals.list] : []));
  const isIt = (one: Principal) =>
    one.kind === 'identity' &&
    index.named(one.arn, ['role', 'user'], role.at.uri).some(({ resource }) => resource.id === principal.id);
  const [named, ...others] = lists.flatMap(list => list.filter(isIt));
  const isOnly = lists.length === statements.length && others.length === 0;
  if (!named || !isOnly || lists.flat().some(({ kind }) => kind === 'anyone')) return [];
  const { at } = named;
  const around = { ...at, path: at.path.slice(0, -1) };
  const isOneOfList =
    typeof at.path.at(-1) === 'number' && lists.flat().filter(one => within(one.at, around)).length > 1;
  if (!isOneOfList) return [];
  const title = `Let ${quoted(label)} trust ${quoted(from.label)} no more`;
  return [{ id: 'remove-principal', title, kind: 'review', edits: [{ kind: 'remove', at }] }];
}

function grantAt(at: SourcePointer, principal: Resource, index: WorkspaceIndex): Grant | undefined {
  return permissionsOf(principal, index).grants.find(grant => within(at, writtenIn(grant).at));
}

function entryAt(at: SourcePointer, { statement: { actions } }: Grant): Text | undefined {
  return actions.mode === 'only' ? actions.list.find(entry => samePlace(entry.at, at)) : undefined;
}

/** Roles that may still be passed are all that is left of it. */
function narrowing({ hop, grant, holder, index }: Weak, principal: Resource): readonly Attempt[] {
  if (hop.group.how !== 'passes') return [];
  const prefix = environmentPrefix(principal, index);
  const kept: Readonly<Record<string, readonly Said[]>> = {
    'scope-to-passed-roles': passedRoles(writtenIn(grant), holder, principal, index).flatMap(
      ({ role }) => arnOf(role) ?? [],
    ),
    'scope-to-environment': prefix === undefined ? [] : [said(`arn:*:iam::*:role/${prefix}*`, grant.via)],
  };
  return narrowedPassing(grant, entryAt(placeOf(hop), grant), principal, index).map(fix => ({
    fix,
    supposed: besides(denied(grant, [PASS_ROLE], { resources: kept[fix.id] ?? [] })),
  }));
}

/** A statement about nothing else; a policy of no statements is none. */
function removing({ hop: { to }, grant, holder: { grants } }: Weak): readonly Attempt[] {
  const statement = writtenIn(grant);
  const { at } = statement;
  const list = { ...at, path: at.path.slice(0, -1) };
  const inList = typeof at.path.at(-1) === 'number' && grants.filter(one => within(one.at, list)).length > 1;
  if (!inList || statement.actions.mode !== 'only' || !namesAlone(statement, to)) return [];
  const actions = statement.actions.list.map(show);
  const title = `Allow ${spoken(actions)} on ${spoken([to.label])} no more`;
  const fix: Fix = { id: 'remove-statement', title, kind: 'review', edits: [{ kind: 'remove', at }] };
  return [{ fix, supposed: { without: at, besides: [] } }];
}
