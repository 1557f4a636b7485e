import type { Deployment } from '../../../model/deployment';
import type { Claim } from '../../../model/environment';
import type { Text } from '../../../model/text';
import { get } from '../../../syntax/tree';
import { below, type Uri } from '../../../text/text';
import { parameterClaims } from '../../claims';
import type { Neighbours } from '../../format';
import { isNever } from '../../when';
import { isAws, type Landing, landingOf, providerKey } from '../landing/providers';
import { evaluateNode } from '../values/expressions';
import { literalOf } from '../values/readings';
import type { Scope, Value } from '../values/value';
import type { Block } from './blocks';
import { providerNamed } from './config-declaration';
import { instancesOf } from './iterators';
import { leavesOf } from './leaves';
import type { ModuleScope } from './module';
import { calledFolder } from './module-scope';
import { fetchedFolder } from './remote-modules';
import { existence } from './repetition';

/** One module that a call makes. */
interface Instance {
  /** `orders`, or `orders["prod"]`. */
  readonly name: string;
  readonly key?: string;
  argument(name: string): Value | undefined;
}

/** A module's documents land where the providers that are handed to it land, once for each key of `for_each`. */
export function callDeployments(call: Block, scope: ModuleScope, neighbours: Neighbours): readonly Deployment[] {
  const documents = documentsOf(call, scope, neighbours);
  if (documents.length === 0) return [];
  if (isNever(existence(scope.attribute(call, 'count'), scope.attribute(call, 'for_each')))) return [];
  return instancesMade(call, scope).flatMap(instance => {
    const given = argumentsOf(call, instance);
    return providersOf(call).flatMap(({ inside, outside }) => {
      const landing = landingOfKey(outside, scope);
      const claims = [...landing.claims, ...claimsOf(call, instance, given)];
      return documents.map(
        (document): Deployment => ({
          id: `module.${instance.name} ${inside} ${document}`,
          document,
          scope: inside,
          within: outside,
          ...landing,
          name: instance.name,
          parameters: given,
          isWhole: true,
          at: call.at,
          claims,
        }),
      );
    });
  });
}

/** Of a module that Terraform fetches, its folder stands for what nobody can read here. */
function documentsOf(call: Block, { module }: ModuleScope, neighbours: Neighbours): readonly Uri[] {
  const fetched = fetchedFolder(call, module);
  if (fetched) return [fetched];
  const folder = calledFolder(call);
  return folder ? neighbours.folder(folder).filter(uri => uri.endsWith('.tf.json')) : [];
}

function instancesMade(call: Block, scope: ModuleScope): readonly Instance[] {
  const name = call.labels[0]!;
  const instances = instancesOf(call, scope);
  if (!instances) return [{ name, argument: argument => scope.attribute(call, argument) }];
  return [...instances].map(([key, inside]) => ({
    name: `${name}[${JSON.stringify(key)}]`,
    key,
    argument: argument => attributeIn(inside, call, argument),
  }));
}

function attributeIn(scope: Scope, { tree, node, at }: Block, name: string): Value | undefined {
  const written = get(node, name);
  return written && evaluateNode(tree, written, below(at, name), scope);
}

/** `module.prod`, the key `prod` of its `for_each`, an argument `environment = "prod"`. */
function claimsOf({ labels, at }: Block, { key }: Instance, given: Deployment['parameters']): readonly Claim[] {
  const words = [labels[0]!, ...(key === undefined ? [] : [key])];
  return [
    ...words.map(word => ({ source: 'module', text: { parts: [word], at } }) as const),
    ...parameterClaims(given, 'module'),
  ];
}

interface Handed {
  /** What the module calls the provider. */
  readonly inside: string;
  readonly outside: string;
}

function providersOf(call: Block): readonly Handed[] {
  const written = get(call.node, 'providers');
  if (written?.kind !== 'map') return [{ inside: 'aws', outside: 'aws' }];
  return written.entries
    .map(({ key, value }) => ({
      inside: key.raw,
      outside: value.kind === 'scalar' ? providerNamed(value.raw) : key.raw,
    }))
    .filter(({ inside }) => isAws(inside));
}

/** What is known of where a provider of the module makes things. */
export function landingOfKey(key: string, scope: ModuleScope): Landing {
  const block = scope.module.providers.find(provider => keyOf(provider, scope) === key);
  return block ? landingOf(name => scope.attribute(block, name)) : { claims: [] };
}

/** What the module calls a provider of its own: `aws.prod`. */
export function keyOf(block: Block, scope: ModuleScope): string {
  return providerKey(block.labels[0]!, literalOf(scope.attribute(block, 'alias')));
}

const metaArguments: ReadonlySet<string> = new Set([
  '//',
  'source',
  'version',
  'providers',
  'count',
  'for_each',
  'depends_on',
]);

const MAX_LEAVES = 500;

function argumentsOf(call: Block, { argument }: Instance): Readonly<Record<string, Text>> {
  const names = call.node.entries.map(entry => entry.key.raw).filter(name => !metaArguments.has(name));
  return Object.fromEntries(names.flatMap(name => leavesOf(argument(name), `var.${name}`)).slice(0, MAX_LEAVES));
}
