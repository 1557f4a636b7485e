/** What the steps of a chain are about: one resource, known or made up, as requests name it. */
import type { Resource } from '../../model/resource';
import { literalOf } from '../../model/text';
import { absent, holding, type KeyStates } from '../../policy/context';
import { contextKey } from '../../policy/context-keys';
import { documentedKey } from '../../policy/key-table';
import { accepts, literal, union } from '../../policy/language';
import { type Given, languageOf } from '../../policy/reading';
import { regionsOf } from '../deployments/regions';
import type { WorkspaceIndex } from '../index/workspace-index';
import { arnOf } from '../permissions/iam-names';

export interface Target {
  /** One word for it, to remember answers by. */
  readonly key: string;
  /** `self`: the principal. `known`: another resource of the workspace. `any`: stands for all that nobody lists. */
  readonly is: 'self' | 'known' | 'any';
  readonly resource?: Resource;
  /** A pattern of what its ARN has after the type: `orders`, `prod-*zz9f3c`. */
  readonly name: string;
  /** Its ARN, and texts that mean it in the template that has it. */
  readonly spellings: readonly string[];
  /** By key in lower case. */
  readonly context: Readonly<Record<string, KeyStates>>;
  /** In which it stands, where they are known. */
  readonly regions?: readonly string[];
}

/** A resource that nobody lists; it has no tags, and no boundary. */
export function unlisted(name: string): Target {
  return { key: name, is: 'any', name, spellings: [], context: { [BOUNDARY]: absent } };
}

export const BOUNDARY = 'iam:permissionsboundary';

/** Before a tag's own key, as all services know it. */
const ANY_TAG = 'aws:resourcetag/';

export function knownTarget(resource: Resource, is: 'self' | 'known', given: Given, index: WorkspaceIndex): Target {
  const account = index.accountOf(resource);
  const arn = arnOf(resource, account === undefined ? given : { ...given, account });
  const regions = regionsOf(resource, index);
  return {
    key: resource.id,
    is,
    resource,
    name: nameOf(resource),
    spellings: arn === undefined ? [] : [arn],
    context: factsOf(resource, given, index),
    ...(regions ? { regions } : {}),
  };
}

/** A request names the region in which it is made. */
export function inEachRegion(target: Target): readonly Target[] {
  return target.regions?.map(region => ({ ...target, regions: [region] })) ?? [target];
}

/** Where deployment decides it, a name of its own stands for it. */
export function nameOf({ name, id }: Resource): string {
  return (name && literalOf(name)) ?? `\${${id}}`;
}

/** What requests on it say of it. */
function factsOf(resource: Resource, given: Given, index: WorkspaceIndex): Readonly<Record<string, KeyStates>> {
  const tags = Object.entries(resource.tags).flatMap(([tag, text]) => {
    const value = literalOf(text);
    if (value === undefined) return [];
    return [[`${ANY_TAG}${tag.toLowerCase()}`, holding(literal(value))] as const];
  });
  return { ...Object.fromEntries(tags), [BOUNDARY]: boundaryOf(resource, given, index) };
}

/** Where circumstances decide, any of them. */
function boundaryOf({ boundary, at }: Resource, given: Given, index: WorkspaceIndex): KeyStates {
  if (boundary.length === 0) return absent;
  const policies = boundary.map(({ policy }) => {
    const [found] = index.named(policy, ['policy'], at.uri);
    const arn = found && arnOf(found.resource, given);
    return arn === undefined ? languageOf(policy, 'literal', given).possible : literal(arn);
  });
  return holding(union(...policies));
}

/** What requests for the action say of the target, as far as they carry it and `tagKeys` ask for it. */
export function contextFor(
  { context }: Pick<Target, 'context'>,
  action: string,
  tagKeys: ReadonlySet<string>,
): Readonly<Record<string, KeyStates>> {
  const others = Object.keys(context).filter(key => !key.startsWith(ANY_TAG));
  const asked = [...others, ...tagKeys].flatMap(key => {
    const states = context[tagKeys.has(key) ? `${ANY_TAG}${tagIn(key, action)}` : key];
    return states && accepts(contextKey(key).actions, action) ? [[key, states] as const] : [];
  });
  return Object.fromEntries(asked);
}

/**
 * Which tag a key asks for, if requests for the action carry it: many services have a key of their own for it besides that of all,
 * `ssm:resourceTag/env`, and roles that are assumed have that of IAM.
 */
function tagIn(key: string, action: string): string | undefined {
  const [, prefix, tag] = /^([^:]+):resourcetag\/(.+)$/.exec(key) ?? [];
  if (prefix === 'aws' || prefix === 'iam') return tag;
  return prefix === action.split(':')[0] && documentedKey(key) ? tag : undefined;
}
