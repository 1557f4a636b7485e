import type { Text } from '../../model/text';
import { embeddedIn } from '../../syntax/embedded';
import { parse } from '../../syntax/parse';
import type { ScalarNode } from '../../syntax/tree';
import type { Uri } from '../../text/text';
import { type Place, readAs } from '../place';
import type { Inside, PolicyReader } from '../policy/reader';
import { during, type Possible } from '../possible';
import { branchesOf } from './branches';
import { argumentsOf, functionAt, intrinsicOf } from './intrinsics';
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

/** Functions that may put different things at a place, or nothing: `Ref` may name `AWS::NoValue`. */
const choosing: ReadonlySet<string> = new Set(['Ref', 'Fn::If', 'Fn::FindInMap']);

/** What `Fn::If` may put at a place, and `Fn::FindInMap` where it finds lists or maps. */
export function alternativesAt(place: Place, scope: Scope): readonly Possible<Place | undefined>[] {
  const name = functionAt(place.node);
  if (name === undefined || !choosing.has(name)) return [{ value: place }];
  return branchesOf(place, scope).flatMap((branch): readonly Possible<Place | undefined>[] => {
    const call = branch.value && intrinsicOf(branch.value);
    if (call?.name !== 'Fn::FindInMap') return [branch];
    const structures = structuresIn(lookUp(call.argument, scope, key => partsAt(key, scope)));
    return structures ? during(branch.when, structures) : [branch];
  });
}

/** The string at a place, or the strings of what stands for a list: a list parameter, `Fn::Split`. */
export function textsAt(place: Place, scope: Scope): readonly Text[] | undefined {
  const { node } = place;
  if (node.kind === 'list' && node.tag === undefined) return undefined;
  if (node.kind === 'scalar' && node.tag === undefined) {
    return node.value === null ? undefined : [{ parts: plainParts(node.raw, scope), at: place.at }];
  }
  if (functionAt(node) === undefined) return undefined;
  const list = parameterItems(place, scope) ?? listAt(place, scope);
  if (list) return list.map(parts => ({ parts, at: place.at }));
  const text = textAt(place, scope);
  return text && [text];
}

/** A hole for each item of a list parameter's default. */
function parameterItems(place: Place, scope: Scope): readonly Parts[] | undefined {
  const parameter = listParameterAt(place, scope);
  return parameter?.list?.map(value => [{ hole: parameter.name, kind: 'parameter', default: value }]);
}

/** A policy written as JSON in a string, in a `Fn::Sub` or `Fn::Join` with its holes, or as `Fn::ToJsonString` of a map. */
function insideOf(place: Place, scope: Scope): Inside | undefined {
  const call = intrinsicOf(place);
  if (!call) return embedded(place, scope, policyReader(scope));
  if (call.name === 'Fn::ToJsonString') return { place: call.argument, reader: policyReader(scope) };
  if (call.name === 'Fn::Join') return joinedJson(place, scope);
  if (call.name !== 'Fn::Sub') return undefined;
  const template = call.argument.node.kind === 'list' ? argumentsOf(call.argument)?.[0] : call.argument;
  return template && embedded(template, scope, substitutingReader(scope, subValues(call.argument, scope)));
}

function embedded(place: Place, { template }: Scope, reader: PolicyReader): Inside | undefined {
  const { node } = place;
  const found = node.kind === 'scalar' ? embeddedIn(template.tree, node) : undefined;
  return found && { place: readAs(place, found), reader };
}

/** Reads the strings of a JSON text that `Fn::Sub` fills. */
function substitutingReader(scope: Scope, values: ReadonlyMap<string, Parts>): PolicyReader {
  return jsonReader(scope, raw => normalised(substituted(raw, values, scope)));
}

/** JSON joined from pieces, as the CDK writes it: while the text is parsed, a hole is a word that nobody writes. */
function joinedJson(place: Place, scope: Scope): Inside | undefined {
  const parts = partsAt(place, scope) ?? [];
  if (typeof parts[0] !== 'string' || !parts[0].trimStart().startsWith('{')) return undefined;
  const text = parts.map((part, i) => (typeof part === 'string' ? part : `\uE000${i}\uE001`)).join('');
  const { root, problems } = parse({ uri: 'joined.json' as Uri, text });
  if (!root || problems.length > 0) return undefined;
  const reader = jsonReader(scope, raw =>
    normalised(raw.split(/\uE000(\d+)\uE001/).map((piece, i) => (i % 2 === 0 ? piece : (parts[Number(piece)] ?? '')))),
  );
  return { place: readAs(place, root), reader };
}

/** Reads JSON in which only strings hold anything of the template. */
function jsonReader(scope: Scope, partsOf: (raw: string) => Parts): PolicyReader {
  return {
    ...policyReader(scope),
    alternatives: place => [{ value: place }],
    texts: ({ node, at }) => (isString(node) ? [{ parts: partsOf(node.raw), at }] : undefined),
    inside: () => undefined,
  };
}

function isString(node: Place['node']): node is ScalarNode {
  return node.kind === 'scalar' && node.value !== null;
}
