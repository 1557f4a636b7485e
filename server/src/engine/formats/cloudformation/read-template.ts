import { get, type SyntaxTree } from '../../syntax/tree';
import type { Uri } from '../../text/text';
import { child, children, items, type Place } from '../place';
import { conditionsOf } from './conditions';
import { type Declared, declarations } from './declarations';
import { entriesOf, type SectionEntry } from './for-each';
import { wordAt } from './intrinsics';
import type { ProblemList } from './problems';
import { isImplicitRoleOwner } from './serverless-roles';
import { type Assets, type Parameter, resourceId, type Scope, type Template } from './template';

/** Steps of work for a text: some for each character, so that a long template is read whole. */
const WORK_PER_CHARACTER = 4;
const LEAST_WORK = 200_000;

/** A template with its sections in order. */
export interface TemplateReading {
  readonly root: Place;
  readonly template: Template;
  readonly scope: Scope;
  readonly resources: readonly SectionEntry[];
  readonly outputs: readonly SectionEntry[];
  readonly isServerless: boolean;
}

export function readTemplate(tree: SyntaxTree, root: Place, problems: ProblemList, assets: Assets): TemplateReading {
  const macros = macrosOf(root);
  const declared = new Map<string, Declared>();
  const template: Template = {
    uri: tree.document.uri,
    tree,
    parameters: parametersOf(root),
    mappings: mappingsOf(root),
    condition: name => condition(name),
    resources: declarations(declared),
    assets,
    mayMakeMore: macros.length > 0 || hasModules(root),
    work: { left: LEAST_WORK + WORK_PER_CHARACTER * tree.document.text.length },
    problems,
    problem: problems.add,
  };
  const scope: Scope = { template, when: undefined, bindings: new Map() };
  const conditions = new Map(section(root, 'Conditions', scope).map(entry => [entry.key, entry]));
  const condition = conditionsOf(conditions, problems.add);
  // All at once, so that what is wrong with them is no matter of which resource asks first.
  for (const name of conditions.keys()) condition(name);
  const resources = section(root, 'Resources', scope);
  for (const { key, place } of resources) declare(key, place, template.uri, declared);
  const isServerless = macros.some(name => name.startsWith('AWS::Serverless'));
  return { root, template, scope, resources, outputs: section(root, 'Outputs', scope), isServerless };
}

/** Modules bring resources of their own: `Type: Acme::Network::MODULE`, or a `Type` that a preprocessor replaces. */
function hasModules(root: Place): boolean {
  const resources = child(root, 'Resources')?.node;
  if (resources?.kind !== 'map') return false;
  return resources.entries.some(({ value }) => {
    const type = get(value, 'Type');
    return type !== undefined && (type.kind !== 'scalar' || type.tag !== undefined || type.raw.endsWith('::MODULE'));
  });
}

function section(root: Place, name: string, scope: Scope): readonly SectionEntry[] {
  const place = child(root, name);
  return place ? entriesOf(place, scope) : [];
}

function declare(name: string, place: Place, uri: Uri, declared: Map<string, Declared>): void {
  const type = wordAt(child(place, 'Type')) ?? '';
  declared.set(name, { type, id: resourceId(uri, name) });
  const role = `${name}Role`;
  if (isImplicitRoleOwner(type, child(place, 'Properties')) && !declared.has(role)) {
    declared.set(role, { type: 'AWS::IAM::Role', id: resourceId(uri, role) });
  }
}

/** The names of the macros that a template goes through, unnamed ones included. */
export function macrosOf(root: Place): readonly string[] {
  const transform = child(root, 'Transform');
  return transform ? items(transform).map(place => wordAt(place) ?? wordAt(child(place, 'Name')) ?? 'a macro') : [];
}

function mappingsOf(root: Place): ReadonlyMap<string, Place> {
  const mappings = child(root, 'Mappings');
  return new Map(mappings ? children(mappings).map(({ key, place }) => [key, place]) : []);
}

function parametersOf(root: Place): ReadonlyMap<string, Parameter> {
  const parameters = child(root, 'Parameters');
  return new Map(parameters ? children(parameters).map(({ key, place }) => [key, parameterAt(key, place)]) : []);
}

function parameterAt(name: string, place: Place): Parameter {
  const type = wordAt(child(place, 'Type')) ?? 'String';
  if (type.startsWith('AWS::SSM::Parameter::Value')) {
    return { hole: { hole: name, kind: 'opaque' }, isList: /<List<|CommaDelimited/.test(type) };
  }
  const isHidden = wordAt(child(place, 'NoEcho'))?.toLowerCase() === 'true';
  const usual = isHidden ? undefined : wordAt(child(place, 'Default'));
  const defaultOf = usual === undefined ? {} : { default: usual };
  if (type === 'CommaDelimitedList' || type.startsWith('List<')) {
    const list = usual?.split(',').map(word => word.trim());
    return { hole: { hole: name, kind: 'parameter', ...defaultOf }, isList: true, ...(list ? { list } : {}) };
  }
  const allowed = allowedValues(child(place, 'AllowedValues'));
  const oneOf = allowed.length > 0 ? { oneOf: allowed } : {};
  return { hole: { hole: name, kind: 'parameter', ...oneOf, ...defaultOf }, isList: false };
}

function allowedValues(place: Place | undefined): readonly string[] {
  if (place?.node.kind !== 'list') return [];
  return place.node.items.flatMap(item => (item.kind === 'scalar' && item.value !== null ? [item.raw] : []));
}
