import type { Resource } from '../../model/resource';
import { literalOf, type Text } from '../../model/text';
import type { ScalarNode, SyntaxNode } from '../../syntax/tree';
import { credentials, keysIn } from '../credentials';
import { isThingElsewhere, type Mentions, noteVariable } from '../mentions';
import { child, children, items, type Place } from '../place';
import { type Declaration, possibleItems, possibleTexts } from './declaration';
import { functionAt, wordAt } from './intrinsics';
import { normalised } from './parts';
import { substituted } from './references';
import { permissionTypes, policyProperties } from './resource-policies';
import { textAt } from './strings';
import { type Scope, takeStep } from './template';

/** What a resource's properties name: roles that it acts with, and things that may belong to an environment. */
export interface Uses {
  readonly roles: readonly Text[];
  readonly mentions: readonly Text[];
  /** As `Resource` has them. */
  readonly more: Pick<Resource, 'variables' | 'elsewhere' | 'credentials'>;
}

interface Walk {
  readonly scope: Scope;
  readonly uri: Place['at']['uri'];
  /** Where the walk stands; it grows and shrinks. */
  readonly path: (string | number)[];
  readonly roles: Text[];
  readonly mentions: Mentions;
  /** Whether something is known of all that stands here, so that no ARN in it is noted for itself. */
  isNoted: boolean;
}

const MAX_DEPTH = 60;

const roleKey = /^(?:\w*RoleA(?:rns?|RN)|(?:Service|Job|Execution|Task|Iam|AutoScaling|Instance)?Role)$/;
const variableKeys: ReadonlySet<string> = new Set([
  'DefaultArguments',
  'Environment',
  'EnvironmentVariables',
  'RuntimeEnvironmentSecrets',
  'RuntimeEnvironmentVariables',
  'Secrets',
  'Variables',
]);
/** What is read elsewhere, or says nothing of the kind. */
const passedOver: ReadonlySet<string> = new Set([
  ...policyProperties,
  ...['Policies', 'AssumeRolePolicyDocument', 'Tags'],
]);
/** Where an ARN is no thing that is used: whom something lets in, what is published for all, prose and programs. */
const idle: ReadonlySet<string> = new Set([
  ...['AllowedPrincipals', 'Description', 'InlineCode', 'Layers', 'Principal', 'Principals', 'UserData', 'ZipFile'],
]);
/** Properties that name an account: of a bucket that is replicated into, of a network's peer. */
const accountKeys: ReadonlySet<string> = new Set(['Account', 'PeerOwnerId']);

export function usesOf({ properties, scope, type }: Declaration): Uses {
  if (type.startsWith('AWS::IAM::')) return nothing;
  const roles: Text[] = [];
  const found = { mentions: [], variables: [], elsewhere: [], credentials: [] } satisfies Mentions;
  const isNoted = permissionTypes.has(type);
  for (const { node, at } of properties) {
    visit(node, { scope, uri: at.uri, path: [...at.path], roles, mentions: found, isNoted }, 0);
  }
  const { mentions, variables, elsewhere, credentials: keys } = found;
  if (roles.length + mentions.length + variables.length + elsewhere.length + keys.length === 0) return nothing;
  const more = {
    ...(variables.length > 0 ? { variables: variables.slice() } : {}),
    ...(elsewhere.length > 0 ? { elsewhere: elsewhere.slice() } : {}),
    ...credentials(keys.slice()),
  };
  return { roles: roles.slice(), mentions, more };
}

const nothing: Uses = { roles: [], mentions: [], more: {} };

function visit(node: SyntaxNode, walk: Walk, depth: number): void {
  if (depth > MAX_DEPTH || !takeStep(walk.scope.template)) return;
  if (node.kind === 'scalar') {
    noteScalar(node, walk);
    return;
  }
  const { isNoted } = walk;
  walk.isNoted ||= isJoinedArn(node, walk);
  if (node.kind === 'list') {
    for (let i = 0; i < node.items.length; i++) below(i, node.items[i]!, walk, depth);
  } else {
    for (const { key, value } of node.entries) if (!passedOver.has(key.raw)) below(key.raw, value, walk, depth);
  }
  walk.isNoted = isNoted;
}

function below(step: string | number, node: SyntaxNode, walk: Walk, depth: number): void {
  const { isNoted } = walk;
  walk.path.push(step);
  if (typeof step === 'string') noteEntry(step, node, walk);
  visit(node, walk, depth + 1);
  walk.path.pop();
  walk.isNoted = isNoted;
}

function noteEntry(key: string, node: SyntaxNode, walk: Walk): void {
  if (roleKey.test(key)) walk.roles.push(...possibleTexts(here(node, walk), walk.scope).map(({ value }) => value));
  else if (key === 'IamInstanceProfile') walk.roles.push(...instanceProfiles(here(node, walk), walk.scope));
  else if (variableKeys.has(key)) noteVariables(here(node, walk), walk);
  else if (accountKeys.has(key)) noteAccount(here(node, walk), walk);
  walk.isNoted ||= variableKeys.has(key) || idle.has(key);
}

function noteAccount(place: Place, { scope, mentions }: Walk): void {
  const text = textAt(place, scope);
  if (text && /^\d{12}$/.test(literalOf(text) ?? '')) mentions.elsewhere.push(text);
}

function noteScalar(node: ScalarNode, walk: Walk): void {
  const { raw } = node;
  if (raw.includes('{{resolve:')) walk.mentions.mentions.push(...dynamicReferences(here(node, walk), walk.scope));
  if (walk.isNoted || !raw.includes('arn:')) return;
  for (const [written] of raw.matchAll(arnOfAccount)) noteArn(partsIn(written, walk.scope), node, walk);
}

/** An ARN with its account, wherever it stands in a text in which `Fn::Sub` may have holes. */
const arnOfAccount =
  /\barn:(?:[\w-]+|\$\{[^}]{1,100}\}):[\w-]+:(?:[\w-]*|\$\{[^}]{1,100}\}):\d{12}:(?:\$\{[^}]{1,100}\}|[^\s"'\\,;<>{}$]){1,500}/g;

function noteArn(parts: Text['parts'], node: SyntaxNode, walk: Walk): void {
  const text: Text = { parts, at: here(node, walk).at };
  if (isThingElsewhere(text)) walk.mentions.elsewhere.push(text);
}

function partsIn(written: string, scope: Scope): Text['parts'] {
  return normalised(substituted(written, new Map(), scope));
}

/** Whether `Fn::Join` makes an ARN with its account here, which is noted then: CDK writes most of them like this. */
function isJoinedArn(node: SyntaxNode, walk: Walk): boolean {
  if (walk.isNoted || functionAt(node) !== 'Fn::Join' || !hasAccount(node)) return false;
  const text = textAt(here(node, walk), walk.scope);
  if (text) noteArn(text.parts, node, walk);
  return true;
}

function hasAccount(call: SyntaxNode): boolean {
  const argument = call.kind === 'map' ? call.entries[0]!.value : call;
  const joined = argument.kind === 'list' ? argument.items[1] : undefined;
  return joined?.kind === 'list' && joined.items.some(item => item.kind === 'scalar' && /\b\d{12}\b/.test(item.raw));
}

function here(node: SyntaxNode, { uri, path }: Walk): Place {
  return { node, at: { uri, path: [...path], part: 'value' } };
}

/** A name, or `{ Arn }` or `{ Name }`. */
function instanceProfiles(place: Place, scope: Scope): readonly Text[] {
  return possibleItems(place, scope).flatMap(({ value }) => {
    const written = child(value, 'Arn') ?? child(value, 'Name') ?? value;
    return textAt(written, scope) ?? [];
  });
}

/** What variables say: a map of them, or a list of `{ Name, Value }`. */
function noteVariables(place: Place, walk: Walk): void {
  if (place.node.kind === 'list') {
    for (const item of items(place)) variable(wordAt(child(item, 'Name')), valueIn(item), walk);
  } else for (const { key, place: value } of children(place)) variable(key, value, walk);
}

function valueIn(item: Place): Place | undefined {
  return child(item, 'Value') ?? child(item, 'ValueFrom');
}

function variable(name: string | undefined, value: Place | undefined, { scope, mentions }: Walk): void {
  if (name === undefined || value?.node.kind === undefined) return;
  if (value.node.kind !== 'scalar' && value.node.kind !== 'map' && value.node.tag === undefined) return;
  const text = textAt(value, scope);
  if (!text) return;
  noteVariable(name, text, mentions);
  mentions.credentials.push(...keysIn(text));
}

/** `{{resolve:<service>:<name>…}}`, in which `Fn::Sub` may have holes. */
const dynamicReference =
  /\{\{resolve:(?:ssm|ssm-secure|secretsmanager):([^{}]{1,300}(?:\$\{[^}]{1,100}\}[^{}]{0,300}){0,9})\}\}/g;

/** The names in `{{resolve:ssm:/prod/db:1}}` and `{{resolve:secretsmanager:prod/db:SecretString:password}}`. */
function dynamicReferences({ node, at }: Place, scope: Scope): readonly Text[] {
  if (node.kind !== 'scalar') return [];
  return [...node.raw.matchAll(dynamicReference)].map(([, written]) => ({
    parts: partsIn(nameIn(written!), scope),
    at,
  }));
}

/** Without version and keys: an ARN has seven fields, of which the last is a secret's name. */
function nameIn(written: string): string {
  const fields = written.split(/:(?!:)(?![^${}]*\})/);
  return fields[0] === 'arn' ? fields.slice(0, 7).join(':') : fields[0]!;
}
