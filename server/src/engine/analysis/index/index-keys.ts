import type {
  Claim,
  Deployment,
  DocumentFacts,
  Hole,
  PolicyStatement,
  Resource,
  ResourceId,
  Text,
} from '../../model/model';
import type { Uri } from '../../text/text';
import { folderOf } from '../../text/uri';
import type { KeyValue } from './key-map';
import { resourcesByKind } from './resources-of';

/** What a document contributes to the index under one key. */
export type Contribution =
  | { readonly is: 'document'; readonly document: DocumentFacts }
  | { readonly is: 'claims'; readonly claims: readonly Claim[] }
  | { readonly is: 'resource'; readonly resource: Resource }
  | { readonly is: 'kind'; readonly resources: readonly Resource[]; readonly document: Uri }
  | { readonly is: 'export'; readonly value: Text; readonly document: Uri }
  | { readonly is: 'alias'; readonly alias: string }
  | { readonly is: 'deployment'; readonly deployment: Deployment; readonly statedBy: Uri };

export const documentKey = (uri: Uri) => `document ${uri}`;
export const claimsKey = (uri: Uri) => `claims of ${uri}`;
/** The id itself, which begins with a uri and so like no other key: there are very many of them. */
export const resourceKey = (id: ResourceId): string => id;
export const kindKey = (kind: Resource['kind']) => `kind ${kind}`;
export const nameKey = (kind: Resource['kind'], name: string) => `name ${kind} ${name}`;
export const exportKey = (name: string) => `export ${name}`;
/** What else a target is called: where an export or a parameter hands it on. */
export const aliasKey = (target: string) => `alias of ${target}`;
export const deploymentKey = (uri: Uri) => `deployment ${uri}`;
export const accountKey = (account: string) => `account ${account}`;
export const putOnKey = (target: string) => `put on ${target}`;
export const attachedKey = (target: string) => `attaches ${target}`;
export const boundaryKey = (target: string) => `bounded by ${target}`;
export const runsAsKey = (target: string) => `runs as ${target}`;
export const settingsKey = 'settings';
export const documentsKey = 'documents';

/**
 * What a Text points at, as one word that is equal for equal targets: `#` and the resource's id for a reference, the name of an
 * import, the last segment of a name or ARN else. Undefined when nobody can say. Names that contain a parameter or the stack's own
 * name are equal only within one template.
 */
export function targetOf(text: Text, from: Uri): string | undefined {
  const [only] = text.parts;
  if (text.parts.length === 1 && typeof only === 'object') {
    if (only.resource) return `#${only.resource}`;
    if (only.import !== undefined) return importTarget(only.import);
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
  if (facts.settings) out.push([settingsKey, { is: 'document', document: facts }]);
  contributeKinds(facts, out);
  for (const { name, value } of facts.exports) {
    const target = targetOf(name, facts.uri);
    if (!target) continue;
    out.push([exportKey(target), { is: 'export', value, document: facts.uri }]);
    contributeAlias(value, importTarget(target), facts.uri, out);
  }
  for (const deployment of facts.deployments) {
    const contribution: Contribution = { is: 'deployment', deployment, statedBy: facts.uri };
    out.push([deploymentKey(deployment.document), contribution]);
    const account = deployment.account?.parts[0];
    if (typeof account === 'string') out.push([accountKey(account), contribution]);
    for (const [hole, value] of Object.entries(deployment.parameters)) {
      contributeAlias(value, parameterTarget(hole, deployment.document), facts.uri, out);
    }
  }
  return out;
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
  return out;
}

/** A parameter points at what is handed to it, and at what its default names. */
function targetsOf(text: Text, from: Uri): readonly string[] {
  const [only] = text.parts;
  const usual = text.parts.length === 1 && typeof only === 'object' ? only.default : undefined;
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
