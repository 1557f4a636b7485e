import type { Deployment } from '../../../model/deployment';
import { rootPointer, type SyntaxTree } from '../../../syntax/tree';
import type { Neighbours } from '../../format';
import { isAws, landingOf } from '../landing/providers';
import { type Block, blocksIn } from './blocks';
import { callDeployments, keyOf } from './calls';
import type { Module, ModuleScope } from './module';
import { scopeOf } from './module-scope';
import { stackDeployments } from './stacks';
import { type Way, waysOf } from './variable-files';

/** Where the documents of this module land by its provider blocks, and those of the modules that it calls. */
export function deploymentsOf(tree: SyntaxTree, scope: ModuleScope, neighbours: Neighbours): readonly Deployment[] {
  const providers = blocksIn(tree, 'provider').filter(block => isAws(block.labels[0]!));
  const keys = providers.map(block => ({ key: keyOf(block, scope), block }));
  const landing = [...keys, ...(speaksForDefault(tree, scope.module) ? [{ key: 'aws', block: undefined }] : [])];
  const ways = (landing.length === 0 ? [] : waysOf(scope.module, neighbours)).map(way => ({
    way,
    scope: scopeOf(scope.module, neighbours, name => scope.given(name) ?? way.given(name)),
  }));
  return [
    ...(ways.length === 0 ? keys.flatMap(({ key, block }) => ownDeployments(key, block, scope)) : []),
    ...ways.flatMap(one => landing.flatMap(({ key, block }) => deploymentsBy(one, key, block, tree))),
    ...blocksIn(tree, 'module').flatMap(call => callDeployments(call, scope, neighbours)),
    ...stackDeployments(tree, scope),
  ];
}

/** A module without a provider block of its own has the default one, which comes with the credential. */
function speaksForDefault({ document }: SyntaxTree, { documents, providers }: Module): boolean {
  return document.uri === documents[0]?.document.uri && !providers.some(({ labels }) => isAws(labels[0]!));
}

/** What a module lands with in one way to deploy it. */
function deploymentsBy(
  { way, scope }: { readonly way: Way; readonly scope: ModuleScope },
  key: string,
  block: Block | undefined,
  tree: SyntaxTree,
): readonly Deployment[] {
  const landing = block ? landingOf(name => scope.attribute(block, name)) : { claims: [] };
  return scope.module.documents.map(({ document }) => ({
    id: [key, document.uri, ...(way.file ? [way.file.uri] : [])].join(' '),
    document: document.uri,
    scope: key,
    ...landing,
    claims: [...landing.claims, ...way.claims],
    parameters: way.parameters,
    isWhole: true,
    at: way.file ?? block?.at ?? rootPointer(tree),
  }));
}

/** One for each document of the module: which resources are of this provider is theirs to say. */
function ownDeployments(key: string, block: Block, scope: ModuleScope): readonly Deployment[] {
  const landing = landingOf(name => scope.attribute(block, name));
  return scope.module.documents.map(({ document }) => ({
    id: `${key} ${document.uri}`,
    document: document.uri,
    scope: key,
    ...landing,
    parameters: {},
    at: block.at,
  }));
}
