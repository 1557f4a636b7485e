import type { Resource } from '../../../model/resource';
import { literalOf as literalText, type Text } from '../../../model/text';
import { credentials, keysIn } from '../../credentials';
import { isThingElsewhere, type Mentions, noteVariable } from '../../mentions';
import { embeddedValue } from '../values/embedded-value';
import { attribute, literalOf, possibleItems, textOf } from '../values/readings';
import type { Value } from '../values/value';
import type { Declaration } from './declaration';
import { permissionTypes } from './resource-policies';

/** What a resource's attributes name: roles that it acts with, and things that may belong to an environment. */
export interface Uses {
  readonly roles: readonly Text[];
  readonly mentions: readonly Text[];
  /** As `Resource` has them. */
  readonly more: Pick<Resource, 'variables' | 'elsewhere' | 'credentials'>;
}

interface Found extends Pick<Declaration, 'lookedUp'> {
  readonly roles: Text[];
  readonly mentions: Mentions;
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
/** Where an ARN is no thing that is used: the resource's own, whom it lets in, what is published for all, prose and programs. */
const idle: ReadonlySet<string> = new Set([
  ...['allowed_principals', 'arn', 'description', 'id', 'layers', 'principal', 'principals', 'user_data'],
]);
/** Attributes that name an account: of a bucket that is replicated into, of a network's peer. */
const accountNames: ReadonlySet<string> = new Set(['account', 'peer_owner_id']);

export function usesOf(declaration: Declaration): Uses {
  const { type, lookedUp } = declaration;
  const found: Found = {
    roles: [],
    mentions: { mentions: [], variables: [], elsewhere: [], credentials: [] },
    ...(lookedUp ? { lookedUp } : {}),
  };
  if (!/^aws_(?:iam|ssoadmin|lakeformation|organizations)_/.test(type)) {
    visit(declaration.body(), found, permissionTypes.has(type));
  }
  const { mentions, variables, elsewhere, credentials: keys } = found.mentions;
  const more = {
    ...(variables.length > 0 ? { variables } : {}),
    ...(elsewhere.length > 0 ? { elsewhere } : {}),
    ...credentials(keys),
  };
  return { roles: found.roles, mentions, more };
}

/** Values are nested to a bounded depth, so that recursing is safe. `isNoted`: no ARN here is to be noted for itself. */
function visit(value: Value | undefined, found: Found, isNoted: boolean): void {
  for (const { value: item } of possibleItems(value)) {
    if (item.kind === 'scalar') noteText(item.text, found, isNoted);
    if (item.kind !== 'map') continue;
    for (const [name, held] of item.entries) if (!passedOver.has(name)) note(name, held, found, isNoted);
  }
}

function noteText(text: Text, { mentions, lookedUp }: Found, isNoted: boolean): void {
  const [first] = text.parts;
  for (const part of text.parts) {
    const name = typeof part === 'object' && part.hole.startsWith('data.') ? lookedUp?.(part) : undefined;
    if (name && !mentions.mentions.includes(name)) mentions.mentions.push(name);
  }
  if (isNoted) return;
  if (typeof first === 'string' && first.startsWith('arn:') && isThingElsewhere(text)) mentions.elsewhere.push(text);
}

function note(name: string, value: Value, found: Found, isNoted: boolean): void {
  if (roleName.test(name)) found.roles.push(...texts(value));
  else if (name === 'iam_instance_profile') found.roles.push(...instanceProfiles(value));
  else if (variableNames.has(name)) noteVariables(value, found);
  else if (accountNames.has(name)) noteAccount(value, found);
  const inside = name === 'container_definitions' ? documentIn(value) : value;
  visit(inside, found, isNoted || idle.has(name) || variableNames.has(name));
}

function noteAccount(value: Value, { mentions }: Found): void {
  mentions.elsewhere.push(...texts(value).filter(text => /^\d{12}$/.test(literalText(text) ?? '')));
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
function noteVariables(value: Value, found: Found): void {
  for (const { value: item } of possibleItems(value)) {
    if (item.kind !== 'map') continue;
    const name = literalOf(attribute(item, 'name'));
    const held = attribute(item, 'value') ?? attribute(item, 'valueFrom');
    if (name !== undefined && held) variable(name, held, found);
    else for (const [key, entry] of item.entries) variable(key, entry, found);
  }
}

/** What such a variable says is a secret, not the name of one. */
const secretive = /pass(?:word|wd|phrase)|token|credential|(?:api|private|access)_?key/i;

function variable(name: string, value: Value, { mentions }: Found): void {
  for (const text of texts(value)) {
    if (!secretive.test(name)) noteVariable(name, text, mentions);
    mentions.credentials.push(...keysIn(text));
  }
}
