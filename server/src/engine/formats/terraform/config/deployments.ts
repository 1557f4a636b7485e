import type { Deployment } from '../../../model/model';
import type { SyntaxTree } from '../../../syntax/tree';
import type { Neighbours } from '../../format';
import { isAws, landingOf } from '../landing/providers';
import { type Block, blocksIn } from './blocks';
import { callDeployments, keyOf } from './calls';
import type { Module } from './module';
import { type ModuleScope, scopeOf } from './module-scope';
import { stackDeployments } from './stacks';
import { type VariableFile, variableFilesOf } from './variable-files';

/** Where the documents of this module land by its provider blocks, and those of the modules that it calls. */
export function deploymentsOf(tree: SyntaxTree, scope: ModuleScope, neighbours: Neighbours): readonly Deployment[] {
  const providers = blocksIn(tree, 'provider').filter(block => isAws(block.labels[0]!));
  const files = variableFilesOf(scope.module, neighbours);
  const chosen = files.map(file => ({ file, scope: scopeOf(scope.module, neighbours, file.given) }));
  return [
    ...(files.length === 0 ? providers.flatMap(block => ownDeployments(block, scope)) : []),
    ...chosen.flatMap(one => [
      ...providers.flatMap(block => chosenDeployments(keyOf(block, scope), block, one)),
      ...(speaksForDefault(tree, scope.module) ? chosenDeployments('aws', undefined, one) : []),
    ]),
    ...blocksIn(tree, 'module').flatMap(call => callDeployments(call, scope, neighbours)),
    ...stackDeployments(tree, scope),
  ];
}

/** A module without a provider block of its own has the default one, which comes with the credential. */
function speaksForDefault({ document }: SyntaxTree, { documents, providers }: Module): boolean {
  return document.uri === documents[0]?.document.uri && !providers.some(({ labels }) => isAws(labels[0]!));
}

/** With the variables that one file sets. */
function chosenDeployments(
  key: string,
  block: Block | undefined,
  { file, scope }: { readonly file: VariableFile; readonly scope: ModuleScope },
): readonly Deployment[] {
  const landing = block ? landingOf(name => scope.attribute(block, name)) : { claims: [] };
  return scope.module.documents.map(({ document }) => ({
    id: `${key} ${document.uri} ${file.at.uri}`,
    document: document.uri,
    scope: key,
    ...landing,
    claims: [...landing.claims, ...file.claims],
    parameters: file.parameters,
    isWhole: true,
    at: file.at,
  }));
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
