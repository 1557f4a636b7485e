import type { Deployment, Text } from '../../../model/model';
import { get, type SyntaxTree } from '../../../syntax/tree';
import type { Uri } from '../../../text/text';
import type { Neighbours } from '../../format';
import { isNever } from '../../when';
import { isAws, type Landing, landingOf, providerKey } from '../landing/providers';
import { literalOf, textOf } from '../values/readings';
import type { Value } from '../values/value';
import { type Block, blocksIn } from './blocks';
import { providerNamed } from './config-declaration';
import { calledFolder, type ModuleScope } from './module-scope';
import { existence } from './repetition';

/** Where the documents of this module land by its provider blocks, and those of the modules that it calls. */
export function deploymentsOf(tree: SyntaxTree, scope: ModuleScope, neighbours: Neighbours): readonly Deployment[] {
  const providers = blocksIn(tree, 'provider').filter(block => isAws(block.labels[0]!));
  return [
    ...providers.flatMap(block => ownDeployments(block, scope)),
    ...blocksIn(tree, 'module').flatMap(call => callDeployments(call, scope, neighbours)),
  ];
}

/** One for each document of the module: which resources are of this provider is theirs to say. */
function ownDeployments(block: Block, scope: ModuleScope): readonly Deployment[] {
  const key = keyOf(block, scope);
  const landing = landingOf(name => scope.attribute(block, name));
  const parameters = settingsOf(scope, block);
  return scope.module.documents.map(({ document }) => ({
    id: `${key} ${document.uri}`,
    document: document.uri,
    scope: key,
    ...landing,
    parameters,
    at: block.at,
  }));
}

function keyOf(block: Block, scope: ModuleScope): string {
  return providerKey(block.labels[0]!, literalOf(scope.attribute(block, 'alias')));
}

/** What the variable files set. */
function settingsOf({ module, resolve }: ModuleScope, { at }: Block): Deployment['parameters'] {
  const names = [...module.settings.keys()].filter(name => module.variables.has(name));
  return Object.fromEntries(
    names.flatMap(name => {
      const value = resolve('var', [name], at);
      const chosen = value?.kind === 'scalar' ? value.text.parts[0] : undefined;
      const set = typeof chosen === 'object' ? chosen.default : undefined;
      return set === undefined ? [] : [[`var.${name}`, { parts: [set], at: module.settings.get(name)!.at }]];
    }),
  );
}

/** A local module: its documents land where the providers that are handed to it land. */
function callDeployments(call: Block, scope: ModuleScope, neighbours: Neighbours): readonly Deployment[] {
  const folder = calledFolder(call);
  if (!folder || isNever(existence(scope.attribute(call, 'count'), scope.attribute(call, 'for_each')))) return [];
  const documents = neighbours.folder(folder).filter(uri => uri.endsWith('.tf.json'));
  const name = call.labels[0]!;
  const shared = {
    name,
    parameters: argumentsOf(call, scope),
    at: call.at,
  };
  return providersOf(call).flatMap(({ inside, outside }) => {
    const landing = landingOfKey(outside, scope);
    const claims = [...landing.claims, { source: 'module', text: { parts: [name], at: call.at } } as const];
    return documents.map(
      (document: Uri): Deployment => ({
        id: `module.${name} ${inside} ${document}`,
        document,
        scope: inside,
        ...landing,
        ...shared,
        claims,
      }),
    );
  });
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

function landingOfKey(key: string, scope: ModuleScope): Landing {
  const block = scope.module.providers.find(provider => keyOf(provider, scope) === key);
  return block ? landingOf(name => scope.attribute(block, name)) : { claims: [] };
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

function argumentsOf(call: Block, scope: ModuleScope): Readonly<Record<string, Text>> {
  const names = call.node.entries.map(entry => entry.key.raw).filter(name => !metaArguments.has(name));
  return Object.fromEntries(
    names.flatMap(name => leavesOf(scope.attribute(call, name), `var.${name}`)).slice(0, MAX_LEAVES),
  );
}

const MAX_LEAVES = 500;

/** What is in lists and objects, by the words for it: `var.roles[0]`, `var.settings.role`. */
function leavesOf(value: Value | undefined, words: string, depth = 0): readonly (readonly [string, Text])[] {
  if (value?.kind === 'scalar' || value?.kind === 'alternatives') return [[words, textOf(value)]];
  if (depth >= MAX_DEPTH) return [];
  if (value?.kind === 'list') return value.items.flatMap((item, i) => leavesOf(item, `${words}[${i}]`, depth + 1));
  if (value?.kind !== 'map') return [];
  return [...value.entries].flatMap(([key, held]) => leavesOf(held, `${words}.${key}`, depth + 1));
}

const MAX_DEPTH = 3;
