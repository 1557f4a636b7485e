/** Ways to break a path where it is weakest. */
import { dataKinds } from '../../../analysis/access-graph/data-kinds';
import { patternsIn } from '../../../analysis/access-graph/patterns';
import { formsOf } from '../../../analysis/escalation/arns';
import type { WorkspaceIndex } from '../../../analysis/index/workspace-index';
import { type Grant, permissionsOf } from '../../../analysis/permissions/permissions';
import type { PolicyStatement, Resource, Text } from '../../../model/model';
import { literalOf } from '../../../model/text';
import { type SourcePointer, samePlace, within } from '../../../text/text';
import { fixesOf as narrowedPassing } from '../../iam/broad-pass-role/fixes';
import { arnOf } from '../../iam/privilege-escalation/boundaries';
import { deniedOn, type Said, said, writtenIn } from '../../iam/privilege-escalation/limits';
import { spoken } from '../../iam/quoting';
import { dependsOn } from '../../iam/references';
import type { Fix } from '../../rule';
import { placeOf } from './place';
import type { Hop } from './reaches';

/** None in what a tool made, and in a policy that AWS keeps. */
export function fixesOf(hop: Hop, index: WorkspaceIndex): readonly Fix[] {
  const at = placeOf(hop);
  const { resource: principal } = hop.from;
  const grant = principal && grantAt(at, principal, index);
  if (!principal || !grant?.holder || index.documentOf(grant.holder).generated) return [];
  if (hop.group.how === 'passes') return narrowedPassing(grant, entryAt(at, grant), principal, index);
  return namesAlone(hop, grant) ? removing(hop, grant, grant.holder) : denying(hop, grant, grant.holder, index);
}

function grantAt(at: SourcePointer, principal: Resource, index: WorkspaceIndex): Grant | undefined {
  return permissionsOf(principal, index).grants.find(grant => within(at, writtenIn(grant).at));
}

function entryAt(at: SourcePointer, { statement: { actions } }: Grant): Text | undefined {
  return actions.mode === 'only' ? actions.list.find(entry => samePlace(entry.at, at)) : undefined;
}

function namesAlone({ to }: Hop, grant: Grant): boolean {
  const patterns = patternsIn(writtenIn(grant));
  return patterns.length > 0 && patterns.every(({ refersTo }) => refersTo === to.id);
}

/** A policy of no statements is none. */
function removing({ to, group }: Hop, grant: Grant, { grants }: Resource): readonly Fix[] {
  const { at } = writtenIn(grant);
  const list = { ...at, path: at.path.slice(0, -1) };
  const inList = typeof at.path.at(-1) === 'number' && grants.filter(one => within(one.at, list)).length > 1;
  if (!inList) return [];
  const actions = [...new Set(group.asked.map(({ action }) => action))];
  const title = `Allow ${spoken(actions)} on ${spoken([to.label])} no more`;
  return [{ id: 'remove-statement', title, kind: 'review', edits: [{ kind: 'remove', at }] }];
}

/** What the statement allows of the same service, on what is reached. */
function denying({ to, group }: Hop, grant: Grant, holder: Resource, index: WorkspaceIndex): readonly Fix[] {
  const [asked] = group.asked;
  const target = asked && to.resource && named(to.resource, asked.action, holder, index);
  if (!target) return [];
  const actions = actionsLike(asked.action, grant.statement);
  const title = `Deny ${spoken(actions)} on ${spoken([to.label])}`;
  return [{ id: 'deny-on-target', title, kind: 'review', edits: deniedOn(grant, actions, target).edits }];
}

function actionsLike(action: string, { actions }: PolicyStatement): readonly string[] {
  const service = `${action.split(':')[0]}:`;
  const written = actions.mode === 'only' ? actions.list.flatMap(entry => literalOf(entry) ?? []) : [];
  const own = written.filter(entry => entry.toLowerCase().startsWith(service.toLowerCase()));
  return own.length > 0 ? own : [`${service}*`];
}

/** By its name, in whichever account; by reference where it has no name of its own and the template can refer to it. */
function named(target: Resource, action: string, holder: Resource, index: WorkspaceIndex): readonly Said[] | undefined {
  const forms = formsFor(target, action);
  const name = target.name && literalOf(target.name);
  if (name !== undefined) return forms.map(form => said(written(form, name), target.at));
  const isReferable =
    target.at.uri === holder.at.uri &&
    target.when === undefined &&
    forms.length === 1 &&
    !dependsOn(target, new Set([holder.id]), index.documentOf(holder));
  const arn = isReferable ? arnOf(target) : undefined;
  return arn && [arn];
}

/** How requests name data, what is in it too, or what else it is. */
function formsFor({ type }: Resource, action: string): readonly string[] {
  const kinds = dataKinds.filter(({ types, method }) => types.includes(type) && method === undefined);
  const forms = kinds.map(({ arn }) => arn).filter(arn => !/:table\/\*\/|\/\.\.$/.test(arn));
  if (forms.length === 0) return formsOf(action).slice(0, 1);
  return [...new Set(forms.flatMap(form => (form.includes(':table/') ? [form, `${form}/*`] : [form])))];
}

/** `arn:aws:s3:::orders/*`, of how requests name what is in a bucket. */
function written(form: string, name: string): string {
  const fields = form.replace(/^arn:\*/, 'arn:aws').split(':');
  const own = name.replace(/^\//, '');
  const ending = fields
    .slice(5)
    .join(':')
    .replace('*', () => own);
  return [...fields.slice(0, 5), ending.replace(/[~^]/g, '*')].join(':');
}
