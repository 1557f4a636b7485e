import type { PolicyStatement, Text } from '../../../model/model';
import { embeddedValue } from '../values/embedded-value';
import { attribute, literalOf, possibleItems, textOf } from '../values/readings';
import type { Value } from '../values/value';
import type { Declaration } from './declaration';

/** What a resource's attributes name: roles that it acts with, and things that may belong to an environment. */
export interface Uses {
  readonly roles: readonly Text[];
  readonly mentions: readonly Text[];
}

interface Found {
  readonly roles: Text[];
  readonly mentions: Text[];
}

const roleName = /^(?:\w+_)?role(?:_arn)?$/;
const variableNames: ReadonlySet<string> = new Set([
  'default_arguments',
  'environment',
  'environment_variable',
  'environment_variables',
  'runtime_environment_secrets',
  'runtime_environment_variables',
  'secrets',
  'variables',
]);
/** What is read elsewhere, or says nothing of the kind. */
const passedOver: ReadonlySet<string> = new Set(['//', 'access_policies', 'policy', 'tags', 'tags_all']);

export function usesOf(declaration: Declaration): Uses {
  const found: Found = { roles: [], mentions: [] };
  if (!/^aws_(?:iam|ssoadmin|lakeformation|organizations)_/.test(declaration.type)) visit(declaration.body(), found);
  return found;
}

/** Values are nested to a bounded depth, so that recursing is safe. */
function visit(value: Value | undefined, found: Found): void {
  for (const { value: item } of possibleItems(value)) {
    if (item.kind !== 'map') continue;
    for (const [name, held] of item.entries) if (!passedOver.has(name)) note(name, held, found);
  }
}

function note(name: string, value: Value, found: Found): void {
  if (roleName.test(name)) found.roles.push(...texts(value));
  else if (name === 'iam_instance_profile') found.roles.push(...instanceProfiles(value));
  else if (variableNames.has(name)) found.mentions.push(...variables(value));
  visit(name === 'container_definitions' ? documentIn(value) : value, found);
}

function documentIn(value: Value): Value | undefined {
  return value.kind === 'encoded' ? value.value : embeddedValue(value);
}

function texts(value: Value): readonly Text[] {
  return possibleItems(value).flatMap(({ value: item }) => {
    const isText = item.kind === 'scalar' && literalOf(item) !== '';
    return isText ? [textOf(item)] : [];
  });
}

/** A name, or a block with `arn` or `name`. */
function instanceProfiles(value: Value): readonly Text[] {
  return possibleItems(value).flatMap(({ value: item }) => {
    const written = item.kind === 'map' ? (attribute(item, 'arn') ?? attribute(item, 'name')) : item;
    return written ? texts(written) : [];
  });
}

/** What variables say: a map of them, or blocks with a name and a value. */
function variables(value: Value): readonly Text[] {
  return possibleItems(value).flatMap(({ value: item }) => {
    if (item.kind !== 'map') return [];
    const name = literalOf(attribute(item, 'name'));
    const held = attribute(item, 'value') ?? attribute(item, 'valueFrom');
    if (name !== undefined && held) return variable(name, held);
    return [...item.entries].flatMap(([key, entry]) => variable(key, entry));
  });
}

const naming = /(?:TABLE|BUCKET|QUEUE|TOPIC|STREAM|SECRET|PARAMETER|FUNCTION|DATABASE|DB|HOST|ENDPOINT|URL|URI|ARN)/i;

/** What such a variable says is a secret, not the name of one. */
const secretive = /pass(?:word|wd|phrase)|token|credential|(?:api|private|access)_?key/i;

function variable(name: string, value: Value): readonly Text[] {
  if (secretive.test(name)) return [];
  return texts(value).filter(text => namesThing(text) || (naming.test(name) && hasWord(text)));
}

/** An ARN, or a path. */
function namesThing({ parts }: Text): boolean {
  const [first] = parts;
  return typeof first === 'string' && /^(?:arn:|\/\w)/.test(first);
}

function hasWord({ parts }: Text): boolean {
  return parts.some(part => typeof part === 'string' && /[a-z]/i.test(part));
}

/** The resources that grants write out by name. */
export function grantedNames(grants: readonly PolicyStatement[]): readonly Text[] {
  return grants.flatMap(({ resources }) => resources.list.filter(namesThing));
}
