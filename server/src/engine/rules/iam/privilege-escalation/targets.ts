/** What an action may be limited to instead of everything: what the template itself makes, or the environment's names. */
import type { Escalation } from '../../../analysis/escalation/escalation';
import { resourcesOf } from '../../../analysis/index/resources-of';
import type { WorkspaceIndex } from '../../../analysis/index/workspace-index';
import type { Permissions } from '../../../analysis/permissions/permissions';
import type { DocumentFacts } from '../../../model/document-facts';
import type { Resource } from '../../../model/resource';
import type { PolicyStatement } from '../../../model/statement';
import { intersect, isEmpty } from '../../../policy/language';
import { type Given, languageOf } from '../../../policy/reading';
import { environmentPrefix } from '../environment-prefix';
import { spoken } from '../quoting';
import { dependsOn } from '../references';
import { isOfProduction } from '../tiers';
import { arnOf, isBoundary, isElsewhere } from './boundaries';
import { type Limit, type Said, said } from './limits';
import type { Place } from './place';
import { weakestHop } from './weakest-hop';

export interface Target {
  readonly title: string;
  readonly limit: Limit;
}

/** What the template makes of this kind, without the principal and, for somebody outside it, production. */
export function ownTargets(
  { holder, actions }: Place,
  escalations: readonly Escalation[],
  { principal }: Permissions,
  index: WorkspaceIndex,
): readonly Target[] {
  if (isElsewhere(holder)) return [];
  const document = index.documentOf(holder);
  const holders = new Set([holder.id, principal.id]);
  const ofProduction = isOfProduction(principal, index);
  const fitting = meantBy(escalations, actions, document).filter(
    resource =>
      !holders.has(resource.id) &&
      resource.when === undefined &&
      !(resource.kind === 'policy' && isBoundary(resource, index)) &&
      (ofProduction || !actsForProduction(resource, index)) &&
      !dependsOn(resource, holders, document),
  );
  const named = fitting.flatMap(resource => {
    const arn = arnOf(resource);
    return arn ? [{ label: resource.label, arn }] : [];
  });
  if (named.length === 0 || named.length > MOST_NAMED) return [];
  const title = `Allow ${spoken(actions)} only for ${spoken(named.map(({ label }) => label))}`;
  return [{ title, limit: { resources: named.map(({ arn }) => arn) } }];
}

/** By itself, or by a role that it runs as. */
function actsForProduction(resource: Resource, index: WorkspaceIndex): boolean {
  const roles = resource.runsAs.flatMap(text => index.named(text, ['role'], resource.at.uri));
  return [resource, ...roles.map(named => named.resource)].some(one => isOfProduction(one, index));
}

/** A template that makes more of a kind than this names them by a pattern. */
const MOST_NAMED = 5;

/** Of a template that makes more than this, it is not asked which of them would do. */
const MOST_MADE = 100;

const KINDS: Partial<Record<string, readonly Resource['kind'][]>> = {
  role: ['role'],
  policy: ['policy'],
  compute: ['compute', 'pipeline', 'stack'],
};

/** What a template makes of the kind that the escalations are about. */
function meantBy(
  escalations: readonly Escalation[],
  actions: readonly string[],
  document: DocumentFacts,
): readonly Resource[] {
  const surfaces = new Set(escalations.map(one => weakestHop(one).step.on));
  const kinds = surfaces.size === 1 ? (KINDS[[...surfaces][0]!] ?? []) : [];
  const services = new Set(actions.map(action => `${action.split(':')[0]}.amazonaws.com`));
  const isOfService = ({ kind, service }: Resource) =>
    kind === 'role' || kind === 'policy' || services.has(service ?? '');
  const made = kinds.flatMap(kind => resourcesOf(document, kind)).filter(isOfService);
  return made.length > MOST_MADE ? [] : made;
}

/** What is called as the principal's environment calls its own. */
export function prefixTargets(
  { actions, grant }: Place,
  escalations: readonly Escalation[],
  { principal, given }: Permissions,
  index: WorkspaceIndex,
): readonly Target[] {
  const prefix = environmentPrefix(principal, index);
  const types = new Set(escalations.map(one => resourceType(weakestHop(one).request.resource)));
  const [type] = types;
  if (prefix === undefined || type === undefined || types.size > 1) return [];
  const named = said(`${type}${prefix}*`, grant.statement.at);
  if (!mayMeet(grant.statement, named, given)) return [];
  const title = `Allow ${spoken(actions)} only for names that begin with \`${prefix}\``;
  return [{ title, limit: { resources: [named] } }];
}

/** What the statement says nothing of would be allowed for the first time. */
function mayMeet({ resources: { mode, list } }: PolicyStatement, { text }: Said, given: Given): boolean {
  const [named, ...written] = [text, ...list].map(one => languageOf(one, 'pattern', given).possible);
  return mode === 'except' || written.some(one => isEmpty(intersect(one, named!)) !== 'yes');
}

/** `arn:aws:lambda:*:*:function:` of a function's ARN, `arn:aws:iam::*:role/` of a role's. */
export function resourceType(arn: string): string | undefined {
  const [, partition, service, , type] = /^arn:([^:]*):([^:]*):([^:]*):[^:]*:([a-z-]+[:/])/.exec(arn) ?? [];
  if (service === undefined || type === undefined) return undefined;
  return `arn:${/^aws[a-z-]*$/.test(partition!) ? partition : 'aws'}:${service}:${service === 'iam' ? '' : '*'}:*:${type}`;
}
