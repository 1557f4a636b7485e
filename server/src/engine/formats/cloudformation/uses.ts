import type { PolicyStatement, Text } from '../../model/model';
import type { SyntaxNode } from '../../syntax/tree';
import { concatenated } from '../lists';
import { child, children, items, type Place } from '../place';
import { type Declaration, possibleItems, possibleTexts } from './declaration';
import { wordAt } from './intrinsics';
import { normalised } from './parts';
import { substituted } from './references';
import { textAt } from './strings';
import { type Scope, takeStep } from './template';

/** What a resource's properties name: roles that it acts with, and things that may belong to an environment. */
export interface Uses {
  readonly roles: readonly Text[];
  readonly mentions: readonly Text[];
}

interface Walk {
  readonly scope: Scope;
  readonly uri: Place['at']['uri'];
  /** Where the walk stands; it grows and shrinks. */
  readonly path: (string | number)[];
  readonly roles: Text[];
  readonly mentions: Text[];
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
const passedOver: ReadonlySet<string> = new Set(['Policies', 'PolicyDocument', 'AssumeRolePolicyDocument', 'Tags']);

export function usesOf({ properties, scope, type }: Declaration): Uses {
  if (type.startsWith('AWS::IAM::')) return nothing;
  const roles: Text[] = [];
  const mentions: Text[] = [];
  for (const { node, at } of properties) visit(node, { scope, uri: at.uri, path: [...at.path], roles, mentions }, 0);
  return roles.length === 0 && mentions.length === 0 ? nothing : { roles: roles.slice(), mentions };
}

const nothing: Uses = { roles: [], mentions: [] };

function visit(node: SyntaxNode, walk: Walk, depth: number): void {
  if (depth > MAX_DEPTH || !takeStep(walk.scope.template)) return;
  if (node.kind === 'scalar') {
    if (node.raw.includes('{{resolve:')) walk.mentions.push(...dynamicReferences(here(node, walk), walk.scope));
  } else if (node.kind === 'list') {
    for (let i = 0; i < node.items.length; i++) below(i, node.items[i]!, walk, depth);
  } else {
    for (const { key, value } of node.entries) if (!passedOver.has(key.raw)) below(key.raw, value, walk, depth);
  }
}

function below(step: string | number, node: SyntaxNode, walk: Walk, depth: number): void {
  walk.path.push(step);
  if (typeof step === 'string') noteEntry(step, node, walk);
  visit(node, walk, depth + 1);
  walk.path.pop();
}

function noteEntry(key: string, node: SyntaxNode, walk: Walk): void {
  if (roleKey.test(key)) walk.roles.push(...possibleTexts(here(node, walk), walk.scope).map(({ value }) => value));
  else if (key === 'IamInstanceProfile') walk.roles.push(...instanceProfiles(here(node, walk), walk.scope));
  else if (variableKeys.has(key)) walk.mentions.push(...variables(here(node, walk), walk.scope));
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
function variables(place: Place, scope: Scope): readonly Text[] {
  const { node } = place;
  if (node.kind === 'list') {
    return items(place).flatMap(item => variable(wordAt(child(item, 'Name')), valueIn(item), scope));
  }
  return children(place).flatMap(({ key, place: value }) => variable(key, value, scope));
}

function valueIn(item: Place): Place | undefined {
  return child(item, 'Value') ?? child(item, 'ValueFrom');
}

const naming = /(?:TABLE|BUCKET|QUEUE|TOPIC|STREAM|SECRET|PARAMETER|FUNCTION|DATABASE|DB|HOST|ENDPOINT|URL|URI|ARN)/i;

function variable(name: string | undefined, value: Place | undefined, scope: Scope): readonly Text[] {
  if (name === undefined || value?.node.kind === undefined) return [];
  if (value.node.kind !== 'scalar' && value.node.kind !== 'map' && value.node.tag === undefined) return [];
  const text = textAt(value, scope);
  return text && (namesThing(text) || isImported(text) || (naming.test(name) && hasWord(text))) ? [text] : [];
}

/** An ARN, or a path. */
function namesThing({ parts }: Text): boolean {
  const [first] = parts;
  return typeof first === 'string' && /^(?:arn:|\/\w)/.test(first);
}

/** What another stack exports. */
function isImported({ parts }: Text): boolean {
  return parts.some(part => typeof part === 'object' && part.import !== undefined);
}

function hasWord({ parts }: Text): boolean {
  return parts.some(part => typeof part === 'string' && /[a-z]/i.test(part));
}

/** `{{resolve:<service>:<name>…}}`, in which `Fn::Sub` may have holes. */
const dynamicReference =
  /\{\{resolve:(?:ssm|ssm-secure|secretsmanager):([^{}]{1,300}(?:\$\{[^}]{1,100}\}[^{}]{0,300}){0,9})\}\}/g;

/** The names in `{{resolve:ssm:/prod/db:1}}` and `{{resolve:secretsmanager:prod/db:SecretString:password}}`. */
function dynamicReferences({ node, at }: Place, scope: Scope): readonly Text[] {
  if (node.kind !== 'scalar') return [];
  return [...node.raw.matchAll(dynamicReference)].map(([, written]) => ({
    parts: normalised(substituted(nameIn(written!), new Map(), scope)),
    at,
  }));
}

/** Without version and keys: an ARN has seven fields, of which the last is a secret's name. */
function nameIn(written: string): string {
  const fields = written.split(/:(?!:)(?![^${}]*\})/);
  return fields[0] === 'arn' ? fields.slice(0, 7).join(':') : fields[0]!;
}

/** The resources that grants write out by name. */
export function grantedNames(grants: readonly PolicyStatement[]): readonly Text[] {
  return concatenated(grants.map(({ resources }) => resources.list.filter(namesThing)));
}
