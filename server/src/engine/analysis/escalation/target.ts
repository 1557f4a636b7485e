/** What the steps of a chain are about: one resource, known or made up, as requests name it. */
import type { Resource } from '../../model/model';
import { literalOf } from '../../model/text';
import { actionFacts } from '../../policy/actions';
import { absent, holding, type KeyStates } from '../../policy/context';
import { contextKey } from '../../policy/context-keys';
import { accepts, glob, type Language, literal, patternOf, union, wildcards } from '../../policy/language';
import { type Given, languageOf, standIns } from '../../policy/reading';
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
}

/** A resource that nobody lists; it has no tags, and no boundary. */
export function unlisted(name: string): Target {
  return { key: name, is: 'any', name, spellings: [], context: { [BOUNDARY]: absent } };
}

export const BOUNDARY = 'iam:permissionsboundary';

export function knownTarget(resource: Resource, is: 'self' | 'known', given: Given, index: WorkspaceIndex): Target {
  const account = index.accountOf(resource);
  const arn = arnOf(resource, account === undefined ? given : { ...given, account });
  const name = (resource.name && literalOf(resource.name)) ?? `\${${resource.id}}`;
  return {
    key: resource.id,
    is,
    resource,
    name,
    spellings: arn === undefined ? [] : [arn],
    context: factsOf(resource, given, index),
  };
}

/** What requests on it say of it. */
function factsOf(resource: Resource, given: Given, index: WorkspaceIndex): Readonly<Record<string, KeyStates>> {
  const tags = Object.entries(resource.tags).flatMap(([tag, text]) => {
    const value = literalOf(text);
    if (value === undefined) return [];
    const states = holding(literal(value));
    return ['aws', 'iam'].map(prefix => [`${prefix}:resourcetag/${tag.toLowerCase()}`, states] as const);
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

/** The resources that a request for an action on the target may name. */
export function resourceOf(target: Target, action: string, given: Given): Language {
  const named = arnPatterns(action).map(pattern => withName(pattern, target.name, given.account ?? '*'));
  return union(...named.map(text => patternOf(wildcards(text, true))), ...target.spellings.map(text => literal(text)));
}

/** The same for something that need not be there yet, by any name. */
export function anyResource(action: string, { account = '*' }: Given): Language {
  const all = actionFacts(action)?.resourceTypes.flatMap(({ arns }) => arns) ?? [];
  if (all.length === 0) return unnamed;
  return union(...all.map(pattern => glob(inAccount(pattern, account))));
}

/** Of actions that cannot be granted on less than `*`. */
const unnamed = literal('*');

/** How a person would write it. */
export function likelyArn(target: Target, action: string, given: Given): string | undefined {
  const [pattern] = arnPatterns(action);
  if (pattern === undefined) return target.spellings[0];
  const { account = standIns.account, partition = standIns.partition, region = standIns.region } = given;
  const [, , service, ofRegion] = pattern.split(':');
  const rest = withName(pattern, target.name, account).split(':').slice(4).join(':');
  return `arn:${partition}:${service}:${ofRegion === '*' ? region : ofRegion}:${rest.replaceAll('*', 'zz9f3c')}`;
}

/** Types of which an action may name several, and that one is which counts. */
const telling = ['instance', 'task', 'task-definition', 'function', 'stack', 'stackset', 'project'];

function arnPatterns(action: string): readonly string[] {
  const types = actionFacts(action)?.resourceTypes ?? [];
  const found = types.find(({ name }) => telling.includes(name));
  return (found ? [found] : types).flatMap(({ arns }) => arns);
}

/** `arn:*:iam::*:role/*` with this name and account: the name stands for the first part that is open. */
function withName(pattern: string, name: string, account: string): string {
  const fields = inAccount(pattern, account).split(':');
  return [
    ...fields.slice(0, 5),
    fields
      .slice(5)
      .join(':')
      .replace('*', () => name),
  ].join(':');
}

function inAccount(pattern: string, account: string): string {
  const fields = pattern.split(':');
  return fields.map((field, i) => (i === 4 && field === '*' ? account : field)).join(':');
}

/** What requests for the action say of the target: only keys that they carry. */
export function contextFor({ context }: Target, action: string): Readonly<Record<string, KeyStates>> {
  return Object.fromEntries(Object.entries(context).filter(([key]) => accepts(contextKey(key).actions, action)));
}

/** What kind of thing an action makes or uses; undefined for one that names none. */
export function newKind(action: string): string | undefined {
  return arnPatterns(action)[0];
}
