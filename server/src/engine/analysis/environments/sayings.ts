import type { Deployment } from '../../model/deployment';
import type { DocumentFacts } from '../../model/document-facts';
import type { Claim } from '../../model/environment';
import type { Resource } from '../../model/resource';
import { type Hole, isAddress, type Text } from '../../model/text';
import { within } from '../../text/text';
import { resourceAt } from '../deployments/at-landing';
import { claimsFor, type NamedEnvironment, type Vocabulary } from './environments';
import { environmentMentioned } from './mentions';

/** A resource that says its own environment. */
export interface Marked {
  readonly resource: Resource;
  readonly environment: NamedEnvironment;
  /** The strongest claim for it. */
  readonly claim: Claim;
}

/** A resource that names a thing of an environment, which it need not share. */
export interface Mentioning {
  readonly resource: Resource;
  readonly environment: NamedEnvironment;
  readonly text: Text;
}

/** A resource of which each Terraform workspace makes one. */
export interface PerWorkspace {
  readonly resource: Resource;
  /** Where the workspace's name stands: `orders-${terraform.workspace}`. */
  readonly text: Text;
}

/** What the resources of one document say about environments, in order of place. */
export interface Sayings {
  readonly marked: readonly Marked[];
  readonly silent: readonly Resource[];
  /** Roles of services among the silent ones, by their names: what they may do is done in that environment. */
  readonly named: readonly Marked[];
  readonly mentioning: readonly Mentioning[];
  readonly perWorkspace: readonly PerWorkspace[];
}

/** Facts of a document are asked about from every account that it lands in. */
const remembered = new WeakMap<DocumentFacts, { readonly words: Vocabulary; readonly sayings: Sayings }>();

export function sayingsOf(document: DocumentFacts, words: Vocabulary): Sayings {
  const known = remembered.get(document);
  if (known?.words === words) return known.sayings;
  const sayings = readSayings(document, words);
  remembered.set(document, { words, sayings });
  return sayings;
}

/** What all its resources say of themselves, those too that a condition may keep away. */
export function markedIn(document: DocumentFacts, words: Vocabulary): readonly Marked[] {
  const resources = document.resources.map(({ when: _, ...resource }) => resource);
  return readSayings({ ...document, resources }, words).marked;
}

/** What they say where their document lands like this: of those that are made there, with the values that are given. */
export function sayingsAt(landing: Deployment | undefined, document: DocumentFacts, words: Vocabulary): Sayings {
  const resources = landing ? document.resources.flatMap(one => resourceAt(one, landing) ?? []) : document.resources;
  const isSame =
    resources.length === document.resources.length && resources.every((one, i) => one === document.resources[i]);
  return isSame ? sayingsOf(document, words) : readSayings({ ...document, resources }, words);
}

function readSayings(document: DocumentFacts, words: Vocabulary): Sayings {
  const marked: Marked[] = [];
  const silent: Resource[] = [];
  const living = document.resources.filter(livesHere).flatMap(instancesOf);
  for (const resource of living) {
    const own = resource.claims.filter(claim => speaksForItself(resource, claim));
    const said = markedBy(own, resource, words);
    if (said) marked.push(said);
    else silent.push(resource);
  }
  return {
    marked,
    silent,
    named: silent.filter(worksForService).flatMap(role => markedBy(role.claims, role, words) ?? []),
    mentioning: living.flatMap(resource => mentionsOf(resource, words)),
    perWorkspace: living.flatMap(workspacesOf),
  };
}

/** A resource that Terraform makes once for each of some keys says a name for each: `orders-${each.key}`. */
function instancesOf(resource: Resource): readonly Resource[] {
  const holes = resource.claims.flatMap(({ text }) => text.parts.filter(isOpen));
  const each = holes.find(({ hole, oneOf }) => /^each\.(?:key|value)\b/.test(hole) && oneOf);
  if (!each) return [resource];
  return keysOf(each).map(key => {
    const { at } = resource;
    const text = { parts: [key], at };
    const isSet = holes.some(({ hole, cases }) => hole === 'each.value' && !cases);
    const parameters = { 'each.key': text, ...(isSet ? { 'each.value': text } : {}) };
    const made = resourceAt(resource, { id: key, document: at.uri, claims: [], parameters, isWhole: false, at });
    return { ...(made ?? resource), label: `${resource.label}[${JSON.stringify(key)}]` };
  });
}

/** Those of a map stand in the choices between its values. */
function keysOf({ oneOf, cases }: Hole): readonly string[] {
  const chosen = cases?.flatMap(({ when }) => when.flat()).filter(({ of }) => of === 'each.key');
  return [...new Set(chosen?.map(({ value }) => value) ?? oneOf)];
}

function markedBy(claims: readonly Claim[], resource: Resource, words: Vocabulary): Marked | undefined {
  const [strongest] = claims.length === 0 ? [] : claimsFor(claims, words);
  return strongest && { resource, ...strongest };
}

/** Whether only services may become this role, so that no person does. */
function worksForService({ kind, trust }: Resource): boolean {
  const trusted = trust.flatMap(({ principals }) => principals?.list ?? []);
  return kind === 'role' && trusted.length > 0 && trusted.every(principal => principal.kind === 'service');
}

function mentionsOf(resource: Resource, words: Vocabulary): readonly Mentioning[] {
  return usedBy(resource).flatMap(text => {
    const environment = environmentMentioned(text, words);
    return environment ? [{ resource, environment, text }] : [];
  });
}

/** What a resource may use: what it is granted by name, and what else it names. A Deny and a NotResource name what it may not. */
export function usedBy({ grants, mentions: named, variables }: Resource): readonly Text[] {
  const mentions = variables ? [...named, ...variables.filter(isAddress)] : named;
  if (grants.length === 0) return mentions;
  const granted = grants
    .filter(({ effect, resources }) => effect === 'Allow' && resources.mode === 'only')
    .flatMap(({ resources }) => resources.list);
  return [...granted, ...mentions.filter(({ at }) => !grants.some(statement => within(at, statement.at)))];
}

function workspacesOf(resource: Resource): readonly PerWorkspace[] {
  const claim = resource.claims.find(({ source, text }) => source === 'workspace' && text.parts.some(isOpen));
  return claim ? [{ resource, text: claim.text }] : [];
}

function isOpen(part: string | Hole): part is Hole {
  return typeof part === 'object';
}

/**
 * Whether a resource is sure to exist, and lives in the account that its template lands in: an organisation's accounts, policies
 * and permission sets, and the stacks of a stack set, speak for other accounts.
 */
export function livesHere({ type, kind, when, declared }: Resource): boolean {
  if (when !== undefined || declared || type === 'AWS::CDK::Metadata') return false;
  return kind !== 'permission-set' && kind !== 'organization-policy' && !ofOtherAccounts.test(type);
}

const ofOtherAccounts =
  /^(?:AWS::(?:Organizations|SSO|ControlTower|CloudFormation::StackSet|RAM|Account)\b|aws_(?:organizations|ssoadmin|controltower|cloudformation_stack_set|ram|account)_)/;

/**
 * Pipelines deploy elsewhere, a zone delegates names to other accounts, and roles, users and groups are named after who they are
 * for: `dev-readonly`, `bob.dev`, `deploy-prod`. Only their tags say where they are. An API's stage and a function's alias are called `Prod` and `live` everywhere.
 */
function speaksForItself({ type, kind }: Resource, { source }: Claim): boolean {
  if (source !== 'name' && source !== 'path') return true;
  return kind !== 'pipeline' && !namedAfterOthers.test(type);
}

const namedAfterOthers =
  /^(?:AWS::(?:IAM|Route53|CodeBuild|CodeDeploy|CodePipeline|ApiGateway(?:V2)?::(?:Stage|UsagePlan)|Lambda::Alias|Serverless::(?:Http)?Api)\b|aws_(?:iam|route53|codebuild|codedeploy|codepipeline|api_gateway_(?:stage|usage_plan)|apigatewayv2_stage|lambda_alias))/;
