import { rootPointer, type SyntaxTree } from '../../../syntax/tree';
import { child, items, type Place } from '../../place';
import { type Head, headOf, wordAt } from '../addresses';
import { stateResources } from '../state/state-resources';
import { literally } from '../values/expressions';
import type { Scope } from '../values/value';

/** One resource or data source of a plan, as it is after the plan is applied. */
export interface PlannedResource extends Head {
  readonly place: Place;
  readonly values: Place | undefined;
  /** Of the same shape as the values, `true` for what is known after apply. */
  readonly unknown: Place | undefined;
  readonly before: Place | undefined;
}

/** A plan's parts by what they are about. */
export interface Plan {
  readonly tree: SyntaxTree;
  readonly variables: Place | undefined;
  /** What will exist, in order; what is deleted or forgotten does not. */
  readonly resources: readonly PlannedResource[];
  readonly byAddress: ReadonlyMap<string, PlannedResource>;
  /** How deep the values are nested that are being worked out just now. */
  readonly nesting: { depth: number };
  /** Of its values, in which nothing is left to evaluate. */
  readonly literal: Scope;
  /** How many references are still followed: they can lead to each other, so that few words ask for a great deal. */
  readonly work: { left: number };
  /** `provider_config` of the configuration. */
  readonly providers: Place | undefined;
  /** The configuration of a module by its path: names of calls with dots between them. */
  module(path: string): PlannedModule | undefined;
}

/** The configuration of a module in a plan. */
export interface PlannedModule {
  readonly place: Place;
  readonly resources: ReadonlyMap<string, Place>;
}

const maximumWork = 1_000_000;

export function readPlan(tree: SyntaxTree): Plan {
  const root: Place = { node: tree.root!, at: rootPointer(tree) };
  const literal = literally();
  const changes = child(root, 'resource_changes');
  const resources = changes
    ? items(changes).flatMap(place => plannedResource(place) ?? [])
    : stateResources(child(root, 'planned_values')).map(fromState);
  const prior = child(root, 'prior_state');
  const known = stateResources(prior && child(prior, 'values')).map(fromState);
  const configuration = child(root, 'configuration');
  return {
    tree,
    nesting: literal.nesting,
    literal,
    work: { left: maximumWork },
    variables: child(root, 'variables'),
    resources: resources.filter(resource => !resource.isData),
    byAddress: new Map([...known, ...resources].map(resource => [resource.address, resource])),
    providers: configuration && child(configuration, 'provider_config'),
    module: moduleReader(configuration && child(configuration, 'root_module')),
  };
}

function plannedResource(place: Place): PlannedResource | undefined {
  const change = child(place, 'change');
  const head = headOf(place);
  if (!head || !change || isGone(change)) return undefined;
  return {
    ...head,
    place,
    values: child(change, 'after'),
    unknown: child(change, 'after_unknown'),
    before: child(change, 'before'),
  };
}

function isGone(change: Place): boolean {
  const actions = child(change, 'actions');
  const words = actions ? items(actions).map(wordAt) : [];
  return words.length > 0 && words.every(word => word === 'delete' || word === 'forget');
}

function fromState({ head, place, values }: ReturnType<typeof stateResources>[number]): PlannedResource {
  return { ...head, place, values, unknown: undefined, before: values };
}

function moduleReader(root: Place | undefined): Plan['module'] {
  const known = new Map<string, PlannedModule | undefined>();
  const read = (path: string): PlannedModule | undefined => {
    const found = path.split('.').reduce<Place | undefined>((place, name) => {
      if (!place || name === '') return place;
      const calls = child(place, 'module_calls');
      const call = calls && child(calls, name);
      return call && child(call, 'module');
    }, root);
    return found && { place: found, resources: configuredResources(found) };
  };
  return path => {
    if (!known.has(path)) known.set(path, read(path));
    return known.get(path);
  };
}

function configuredResources(module: Place): ReadonlyMap<string, Place> {
  const list = child(module, 'resources');
  return new Map(
    (list ? items(list) : []).flatMap(place => {
      const address = wordAt(child(place, 'address'));
      return address === undefined ? [] : [[address, place] as const];
    }),
  );
}
