import type { Deployment } from '../../model/deployment';
import type { DocumentFacts } from '../../model/document-facts';
import type { Claim } from '../../model/environment';
import type { ResourceId } from '../../model/ids';
import type { Resource } from '../../model/resource';
import type { PolicyStatement } from '../../model/statement';
import type { Hole, Text } from '../../model/text';
import type { Uri } from '../../text/text';
import { folderOf } from '../../text/uri';
import { profileOf } from '../deployments/profiles';
import { mayNameProduction } from '../environments/says-production';
import type { KeyValue } from './key-map';
import { resourcesByKind } from './resources-of';

/** What a document contributes to the index under one key. */
export type Contribution =
  | { readonly is: 'document'; readonly document: DocumentFacts }
  | { readonly is: 'format'; readonly format: DocumentFacts['format'] }
  | { readonly is: 'claims'; readonly claims: readonly Claim[] }
  | { readonly is: 'resource'; readonly resource: Resource }
  | { readonly is: 'kind'; readonly resources: readonly Resource[]; readonly document: Uri }
  /** With its name where deployment completes that. */
  | { readonly is: 'export'; readonly value: Text; readonly document: Uri; readonly name?: Text }
  | { readonly is: 'alias'; readonly alias: string }
  | { readonly is: 'deployment'; readonly deployment: Deployment; readonly statedBy: Uri };

export const documentKey = (uri: Uri) => `document ${uri}`;
export const claimsKey = (uri: Uri) => `claims of ${uri}`;
/** The id itself, which begins with a uri and so like no other key: there are very many of them. */
export const resourceKey = (id: ResourceId): string => id;
export const kindKey = (kind: Resource['kind']) => `kind ${kind}`;
export const nameKey = (kind: Resource['kind'], name: string) => `name ${kind} ${name}`;
export const exportKey = (name: string) => `export ${name}`;
/** Of imports and exports whose names deployment completes: the last word that stands whole in their names. */
export const endingKey = (name: Text['parts']) => `exports ending ${lastWord(name)}`;
export const stackKey = (id: string) => `stack ${id}`;
export const outputKey = (document: Uri, name: string) => `output ${name} of ${document}`;
/** What else a target is called: where an export or a parameter hands it on. */
export const aliasKey = (target: string) => `alias of ${target}`;
export const deploymentKey = (uri: Uri) => `deployment ${uri}`;
export const accountKey = (account: string) => `account ${account}`;
export const profileKey = (name: string) => `profile ${name}`;
export const putOnKey = (target: string) => `put on ${target}`;
export const attachedKey = (target: string) => `attaches ${target}`;
export const boundaryKey = (target: string) => `bounded by ${target}`;
export const runsAsKey = (target: string) => `runs as ${target}`;
export const startsKey = (target: string) => `starts ${target}`;
export const profileOfKey = (target: string) => `profile of ${target}`;
export const trustsKey = (target: string) => `trusts ${target}`;
export const settingsKey = 'settings';
/** Apart from the document, which every edit changes. */
export const formatKey = (uri: Uri) => `format of ${uri}`;
export const documentsKey = 'documents';
export const productionKey = 'documents that may name production';

/** `Role` of the attribute `Outputs.Role`. */
export function outputOf(attribute: string | undefined): string | undefined {
  return attribute?.startsWith('Outputs.') ? attribute.slice('Outputs.'.length) : undefined;
}

/** The output that a target is; undefined for any other target. */
export function outputIn(target: string): { readonly name: string; readonly document: Uri } | undefined {
  if (!target.startsWith('output ')) return undefined;
  const [, name, document] = /^output (\S+) of (.*)$/s.exec(target) ?? [];
  return name === undefined ? undefined : { name, document: document as Uri };
}

/** An output as it is said where its template is nested. */
export function stackOutput(stack: string, name: string): string {
  return `#${stack} ${name}`;
}

/** Such targets are only alike: whether one is meant, its name says. */
export function isAlike(target: string): boolean {
  return target.startsWith('imports ending ');
}

/** Empty where the last word is not whole. */
function lastWord(name: Text['parts']): string {
  const last = name.at(-1);
  if (typeof last !== 'string') return '';
  const from = last.search(/[-:_/.][^-:_/.]*$/);
  return from < 0 ? (name.length === 1 ? last : '') : last.slice(from + 1);
}

/**
 * What a Text points at, as one word that is equal for equal targets: `#` and the resource's id for a reference, the name of an
 * import, the last segment of a name or ARN else. Undefined when nobody can say. Names that contain a parameter or the stack's own
 * name are equal only within one template.
 */
export function targetOf(text: Text, from: Uri): string | undefined {
  const [only] = text.parts;
  if (text.parts.length === 1 && typeof only === 'object') {
    const output = outputOf(only.attribute);
    if (only.resource) return output === undefined ? `#${only.resource}` : stackOutput(only.resource, output);
    if (only.import !== undefined) return importTarget(only.import);
    if (only.importNamed) return alikeTarget(only.importNamed);
  }
  let name = '';
  let home = '';
  for (const part of text.parts) {
    if (typeof part === 'string') name += part;
    else if (part.kind === 'ambient' || part.kind === 'parameter') {
      name += `{${part.hole}}`;
      if (!deploymentWide.has(part.hole)) home = homeOf(part, from);
    } else return undefined;
  }
  const last = lastSegment(name);
  return last === '' ? undefined : home === '' ? last : `${home} ${last}`;
}

/** Where a hole has one value: in its template; a Terraform variable, in all files of its module. */
function homeOf({ hole }: Pick<Hole, 'hole'>, from: Uri): string {
  return hole.startsWith('var.') ? folderOf(from) : from;
}

function importTarget(name: string): string {
  return `import ${name}`;
}

function alikeTarget(name: Text['parts']): string {
  return `imports ending ${lastWord(name)}`;
}

/** As `targetOf` says a parameter that stands alone. */
function parameterTarget(hole: string, document: Uri): string {
  return `${homeOf({ hole }, document)} {${hole}}`;
}

/** Ambient holes that stacks of one account and region share. */
const deploymentWide = new Set(['AWS::AccountId', 'AWS::Partition', 'AWS::Region', 'AWS::URLSuffix']);

/** `orders` of `arn:aws:iam::111122223333:role/service/orders`, of `service/orders` and of `orders`. */
function lastSegment(name: string): string {
  const resource = name.startsWith('arn:') ? name.split(':').slice(5).join(':') : name;
  if (name.startsWith('arn:') && /^arn:[^:]*:s3:/.test(name)) return resource.split('/')[0]!;
  return resource.slice(Math.max(resource.lastIndexOf('/'), resource.lastIndexOf(':')) + 1);
}

/** What a document contributes besides its resources: itself, its kinds of resources, its exports and deployments. */
export function documentContributions(facts: DocumentFacts): readonly KeyValue<Contribution>[] {
  const out: KeyValue<Contribution>[] = [];
  out.push([documentKey(facts.uri), { is: 'document', document: facts }]);
  if (facts.claims.length > 0) out.push([claimsKey(facts.uri), { is: 'claims', claims: facts.claims }]);
  if (mayNameProduction(facts)) out.push([productionKey, { is: 'document', document: facts }]);
  out.push([formatKey(facts.uri), { is: 'format', format: facts.format }]);
  if (facts.settings) out.push([settingsKey, { is: 'document', document: facts }]);
  contributeKinds(facts, out);
  for (const one of facts.exports) contributeExport(one, facts.uri, out);
  for (const [name, value] of Object.entries(facts.outputs ?? {})) {
    out.push([outputKey(facts.uri, name), { is: 'export', value, document: facts.uri }]);
    contributeAlias(value, outputKey(facts.uri, name), facts.uri, out);
  }
  for (const deployment of facts.deployments) {
    const contribution: Contribution = { is: 'deployment', deployment, statedBy: facts.uri };
    out.push([deploymentKey(deployment.document), contribution]);
    out.push([stackKey(`${facts.uri}#${deployment.id}`), contribution]);
    const account = deployment.account?.parts[0];
    if (typeof account === 'string') out.push([accountKey(account), contribution]);
    const profile = profileOf(deployment);
    if (profile) out.push([profileKey(profile.name), contribution]);
    for (const [hole, value] of Object.entries(deployment.parameters)) {
      contributeAlias(value, parameterTarget(hole, deployment.document), facts.uri, out);
    }
  }
  return out;
}

function contributeExport(
  { name, value }: DocumentFacts['exports'][number],
  document: Uri,
  out: KeyValue<Contribution>[],
): void {
  const [only, ...more] = name.parts;
  if (more.length === 0 && typeof only === 'string') {
    out.push([exportKey(only), { is: 'export', value, document }]);
    contributeAlias(value, importTarget(only), document, out);
  } else out.push([endingKey(name.parts), { is: 'export', value, document, name }]);
  contributeAlias(value, alikeTarget(name.parts), document, out);
}

function contributeAlias(value: Text, alias: string, from: Uri, out: KeyValue<Contribution>[]): void {
  const target = targetOf(value, from);
  if (target && target !== alias) out.push([aliasKey(target), { is: 'alias', alias }]);
}

/** What one of its resources contributes. */
export function resourceContributions(resource: Resource): readonly KeyValue<Contribution>[] {
  const document = resource.at.uri;
  const contribution: Contribution = { is: 'resource', resource };
  const out: KeyValue<Contribution>[] = [[resourceKey(resource.id), contribution]];
  const name = resource.name && targetOf(resource.name, document);
  if (name) out.push([nameKey(resource.kind, name), contribution]);
  const point = (key: (target: string) => string, text: Text) => {
    for (const target of targetsOf(text, document)) out.push([key(target), contribution]);
  };
  for (const text of resource.attachedTo) point(putOnKey, text);
  for (const { policy } of resource.attached) point(attachedKey, policy);
  for (const { policy } of resource.boundary) point(boundaryKey, policy);
  for (const text of demandedBoundaries(resource)) point(boundaryKey, text);
  for (const text of resource.runsAs) point(runsAsKey, text);
  for (const { what } of resource.starts ?? none) point(startsKey, what);
  for (const text of profiled(resource)) point(profileOfKey, text);
  for (const text of trustedByName(resource)) point(trustsKey, text);
  return out;
}

/** Every text by which a resource points at another. */
export function pointersOf(resource: Resource): readonly Text[] {
  const { attachedTo, attached, boundary, runsAs } = resource;
  const policies = [...attached, ...boundary].map(({ policy }) => policy);
  const started = (resource.starts ?? none).map(({ what }) => what);
  const others = [...demandedBoundaries(resource), ...runsAs, ...started, ...profiled(resource)];
  return [...attachedTo, ...policies, ...others, ...trustedByName(resource)];
}

const none: readonly never[] = [];

/** The roles of an instance profile. */
function profiled({ kind, memberOf }: Resource): readonly Text[] {
  return kind === 'instance-profile' ? memberOf : none;
}

/** The roles and users that a trust policy allows something by their own names. */
function trustedByName({ trust }: Resource): readonly Text[] {
  return trust.flatMap(({ effect, principals }) => {
    if (effect === 'Deny' || principals?.mode !== 'only') return [];
    return principals.list.flatMap(one => (one.kind === 'identity' ? [one.arn] : []));
  });
}

/** A parameter points at what is handed to it, and at what its default names. */
function targetsOf(text: Text, from: Uri): readonly string[] {
  const [only] = text.parts;
  const hole = text.parts.length === 1 && typeof only === 'object' ? only : undefined;
  if (hole?.import !== undefined) return [importTarget(hole.import), alikeTarget([hole.import])];
  const usual = hole?.default;
  const texts = usual === undefined ? [text] : [text, { ...text, parts: [usual] }];
  return texts.flatMap(one => targetOf(one, from) ?? []);
}

/** The permissions boundaries that a policy asks others to have: `Condition: { StringEquals: { iam:PermissionsBoundary: … } }`. */
function demandedBoundaries({ grants, trust }: Resource): readonly Text[] {
  return [grants, trust].flatMap(statements => statements.flatMap(boundariesIn));
}

function boundariesIn({ conditions }: PolicyStatement): readonly Text[] {
  return conditions.flatMap(({ key, values }) => (key.toLowerCase() === 'iam:permissionsboundary' ? values : []));
}

function contributeKinds(facts: DocumentFacts, out: KeyValue<Contribution>[]): void {
  for (const [kind, resources] of resourcesByKind(facts)) {
    out.push([kindKey(kind), { is: 'kind', resources, document: facts.uri }]);
  }
}
