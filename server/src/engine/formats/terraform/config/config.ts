import type { DocumentFacts } from '../../../model/document-facts';
import type { Claim } from '../../../model/environment';
import type { Resource } from '../../../model/resource';
import { get, rootPointer, type SyntaxTree } from '../../../syntax/tree';
import { below, part } from '../../../text/text';
import { folderOf } from '../../../text/uri';
import { type Allowances, metadataAllowances } from '../../allow';
import type { Format, Neighbours } from '../../format';
import { isConfiguration, strangersIn } from '../detect';
import { accountsIn } from '../landing/accounts';
import { folderClaims } from '../landing/folders';
import { type PolicyReading, policyReading, problemsOf } from '../policies/policy-reading';
import { additionsByPrincipal, additionsOf, elsewhere, isPrincipal, joined } from '../resources/attachments';
import { physicalName } from '../resources/iam';
import { factsOf } from '../resources/resource-types';
import { lowerResource } from '../resources/resources';
import { attribute, blocks, textOf } from '../values/readings';
import type { Value } from '../values/value';
import { type Block, blocksIn } from './blocks';
import { declarationOf, dependsOnOf, isRepeated } from './config-declaration';
import { deploymentsOf } from './deployments';
import { type ModuleScope, moduleIn } from './module';
import { scopeOf } from './module-scope';
import { unreadStacks } from './stacks';

/** Terraform configuration in JSON, `.tf.json`. */
export const terraformConfig: Format = {
  name: 'terraform-config',
  detect: isConfiguration,
  lower: lowerConfiguration,
};

function lowerConfiguration(tree: SyntaxTree, neighbours: Neighbours): DocumentFacts {
  const scope = scopeOf(moduleIn(folderOf(tree.document.uri), neighbours, tree), neighbours);
  const policies = policyReading(scope.module.documents);
  const resources = resourcesIn(tree, scope, policies);
  const deployments = deploymentsOf(tree, scope, neighbours);
  const allowances = allowancesIn(tree);
  // Those of other files are told there.
  const own = problemsOf(policies).filter(({ at }) => at.uri === tree.document.uri);
  return {
    uri: tree.document.uri,
    format: 'terraform-config',
    generated: false,
    resources,
    deployments,
    claims: [
      ...blocksIn(tree, 'terraform').flatMap(block => backendClaims(block, scope)),
      ...folderClaims(tree.document.uri, neighbours),
    ],
    accounts: accountsIn(
      tree,
      deployments.flatMap(({ account }) => account ?? []),
    ),
    exports: [],
    allowed: allowances.flatMap(({ allowed }) => allowed),
    problems: [...own, ...allowances.flatMap(found => found.problems), ...strangers(tree), ...unreadStacks(tree)],
  };
}

function resourcesIn(tree: SyntaxTree, scope: ModuleScope, policies: PolicyReading): readonly Resource[] {
  const declarations = [...scope.module.resources.values()].map(block => declarationOf(block, scope, policies));
  const additions = declarations.flatMap(additionsOf);
  const byPrincipal = additionsByPrincipal(additions);
  const principals = declarations
    .filter(({ type }) => isPrincipal(factsOf(type).kind))
    .map(declaration => {
      const name = physicalName(declaration, 'name');
      return {
        id: declaration.id,
        kind: factsOf(declaration.type).kind,
        scope: declaration.provider,
        ...(name ? { name } : {}),
      };
    });
  const left = elsewhere(additions, principals);
  return blocksIn(tree, 'resource').map(block => {
    const resource = joined(lowerResource(declarationOf(block, scope, policies)), byPrincipal, left);
    return { ...resource, ...spellingOf(block, resource), ...dependsOnOf(block, scope) };
  });
}

/** How others of the module say its attributes. */
function spellingOf(block: Block, { kind, type, label }: Resource): Pick<Resource, 'spelling'> {
  const isNamed = kind !== 'other' && factsOf(type).kind === kind && !/_(?:role|user|group|inline)_policy$/.test(type);
  if (!isNamed || isRepeated(block)) return {};
  const { name } = factsOf(type);
  const spell = (attribute: string) => `\${${label}.${attribute}}`;
  return { spelling: { arn: spell('arn'), ...(name === undefined ? {} : { name: spell(name) }) } };
}

/** Terraform refuses them; the blocks beside them are read all the same. */
function strangers(tree: SyntaxTree): DocumentFacts['problems'] {
  return strangersIn(tree).map(path => ({
    message: `Terraform has no block \`${path.at(-1)}\``,
    severity: 'warning',
    at: part(below(rootPointer(tree), ...path), 'key'),
  }));
}

/** `"//": {"bulkhead": {"allow": […]}}` in a resource or for the whole file. */
function allowancesIn(tree: SyntaxTree): readonly Allowances[] {
  const top = { tree, node: tree.root, at: rootPointer(tree) };
  return [top, ...blocksIn(tree, 'resource'), ...blocksIn(tree, 'data')].flatMap(({ node, at }) => {
    const comment = get(node, '//');
    return comment ? [metadataAllowances({ node: comment, at: below(at, '//') }, at)] : [];
  });
}

/** Of the backend `s3`: where the state is, and who keeps it. */
const stateWords = ['key', 'bucket', 'role_arn', 'profile'] as const;

/** Where the state is kept says what is deployed: `key = "prod/orders.tfstate"`. */
function backendClaims(block: Block, scope: ModuleScope): readonly Claim[] {
  const body = scope.body(block);
  const states = blocks(attribute(body, 'backend')).flatMap(backend => [...backend.entries.values()].flatMap(blocks));
  const workspaces = [...states, ...blocks(attribute(body, 'cloud'))].flatMap(state =>
    blocks(attribute(state, 'workspaces')),
  );
  return [
    ...stateWords.flatMap(key => states.flatMap(state => claim('path', key, attribute(state, key)))),
    ...workspaces.flatMap(workspace => claim('workspace', 'name', attribute(workspace, 'name'))),
  ];
}

function claim(source: Claim['source'], key: string, value: Value | undefined): readonly Claim[] {
  return value ? [{ source, text: textOf(value), key }] : [];
}
