import type { Text } from '../../model/model';
import { embeddedIn } from '../../syntax/embedded';
import type { ScalarNode } from '../../syntax/tree';
import type { Place } from '../place';
import type { Inside, PolicyReader } from '../policy-reader';
import { during, type Possible } from '../possible';
import { branchesOf } from './branches';
import { argumentsOf, intrinsicOf } from './intrinsics';
import { lookUp, structuresIn } from './mappings';
import { normalised } from './parts';
import { substituted } from './references';
import { listAt, listParameterAt, partsAt, plainParts, subValues, textAt } from './strings';
import type { Parts, Scope } from './template';

/** Reads policies as CloudFormation writes them. */
export function policyReader(scope: Scope): PolicyReader {
  return {
    alternatives: place => alternativesAt(place, scope),
    texts: place => textsAt(place, scope),
    inside: place => insideOf(place, scope),
    problem: (message, at) => scope.template.problem(message, at),
  };
}

/** What `Fn::If` may put at a place, and `Fn::FindInMap` where it finds lists or maps. */
export function alternativesAt(place: Place, scope: Scope): readonly Possible<Place | undefined>[] {
  if (!intrinsicOf(place)) return [{ value: place }];
  return branchesOf(place, scope).flatMap((branch): readonly Possible<Place | undefined>[] => {
    const call = branch.value && intrinsicOf(branch.value);
    if (call?.name !== 'Fn::FindInMap') return [branch];
    const structures = structuresIn(lookUp(call.argument, scope, key => partsAt(key, scope)));
    return structures ? during(branch.when, structures) : [branch];
  });
}

/** The string at a place, or the strings of what stands for a list: a list parameter, `Fn::Split`. */
export function textsAt(place: Place, scope: Scope): readonly Text[] | undefined {
  const { node, at } = place;
  if (node.kind === 'list' && node.tag === undefined) return undefined;
  if (node.kind === 'scalar' && node.tag === undefined) {
    return node.value === null ? undefined : [{ parts: plainParts(node.raw, scope), at }];
  }
  const list = intrinsicOf(place) && (parameterItems(place, scope) ?? listAt(place, scope));
  if (list) return list.map(parts => ({ parts, at }));
  const text = textAt(place, scope);
  return text && [text];
}

/** A hole for each item of a list parameter's default. */
function parameterItems(place: Place, scope: Scope): readonly Parts[] | undefined {
  const parameter = listParameterAt(place, scope);
  return parameter?.list?.map(value => [{ hole: parameter.name, kind: 'parameter', default: value }]);
}

/** A policy written as JSON in a string, in a `Fn::Sub` with its holes, or as `Fn::ToJsonString` of a map. */
function insideOf(place: Place, scope: Scope): Inside | undefined {
  const call = intrinsicOf(place);
  if (!call) return embedded(place, scope, policyReader(scope));
  if (call.name === 'Fn::ToJsonString') return { place: call.argument, reader: policyReader(scope) };
  if (call.name !== 'Fn::Sub') return undefined;
  const template = call.argument.node.kind === 'list' ? argumentsOf(call.argument)?.[0] : call.argument;
  return template && embedded(template, scope, substitutingReader(scope, subValues(call.argument, scope)));
}

function embedded(place: Place, { template }: Scope, reader: PolicyReader): Inside | undefined {
  const { node, at } = place;
  const found = node.kind === 'scalar' ? embeddedIn(template.tree, node) : undefined;
  return found && { place: { node: found, at }, reader };
}

/** Reads the strings of a JSON text that `Fn::Sub` fills. */
function substitutingReader(scope: Scope, values: ReadonlyMap<string, Parts>): PolicyReader {
  const texts = ({ node, at }: Place): readonly Text[] | undefined =>
    isString(node) ? [{ parts: normalised(substituted(node.raw, values, scope)), at }] : undefined;
  return {
    ...policyReader(scope),
    alternatives: place => [{ value: place }],
    texts,
    inside: () => undefined,
  };
}

function isString(node: Place['node']): node is ScalarNode {
  return node.kind === 'scalar' && node.value !== null;
}
