import type { DocumentFacts } from '../../model/document-facts';
import type { Claim } from '../../model/environment';
import type { ResourceId } from '../../model/ids';
import type { Resource } from '../../model/resource';
import type { Text } from '../../model/text';
import type { SyntaxTree } from '../../syntax/tree';
import { saying } from '../saying';
import { accountOf, accountsIn } from './landing/accounts';
import { landed, type Provider } from './landing/landed';
import { type PolicyReading, problemsOf } from './policies/policy-reading';
import { additionsByPrincipal, additionsOf, elsewhere, isPrincipal, joined } from './resources/attachments';
import type { Declaration } from './resources/declaration';
import { linked } from './resources/links';
import { lowerResource } from './resources/resources';

/** A resource that a tool has written down. */
export interface Recorded {
  readonly declaration: Declaration;
  /** What it is called in AWS; absent while it does not exist. */
  readonly arn: Text | undefined;
  /** `module.each["x"]`, empty for the root module. */
  readonly module: string;
}

/** What a plan or a state says: its resources, joined by what they call each other, and where they land. */
export function generatedFacts(
  tree: SyntaxTree,
  format: 'terraform-plan' | 'terraform-state',
  recorded: readonly Recorded[],
  providers: ReadonlyMap<string, Provider>,
  policies: PolicyReading,
): DocumentFacts {
  const resources = linked(joinedResources(recorded), arnsOf(recorded));
  const found = resources.map((resource, i) => ({ resource, account: ownAccount(recorded[i]!) }));
  const { resources: placed, deployments } = landed(tree.document.uri, found, providers);
  return saying(tree, format, {
    generated: true,
    resources: placed,
    deployments,
    accounts: accountsIn(
      tree,
      deployments.flatMap(({ account }) => account ?? []),
    ),
    problems: problemsOf(policies),
  });
}

function joinedResources(recorded: readonly Recorded[]): readonly Resource[] {
  const additions = recorded.flatMap(({ declaration }) => additionsOf(declaration));
  const byPrincipal = additionsByPrincipal(additions);
  const lowered = recorded.map(one => withModule(lowerResource(one.declaration), one));
  const left = elsewhere(
    additions,
    lowered.filter(({ kind }) => isPrincipal(kind)),
  );
  return lowered.map(resource => joined(resource, byPrincipal, left));
}

function withModule(resource: Resource, { module }: Recorded): Resource {
  return module === '' ? resource : { ...resource, claims: [...resource.claims, ...moduleClaims(module, resource)] };
}

/** `module.prod` and `module.each["prod"]` say what they are for. */
function moduleClaims(module: string, { at }: Resource): readonly Claim[] {
  const words = [...module.matchAll(/module\.([\w-]+)(?:\["((?:[^"\\]|\\.)*)"\])?/g)].flatMap(([, name, key]) => [
    name,
    key,
  ]);
  return words.flatMap(word => (word ? [{ source: 'module', text: { parts: [word], at } } as const] : []));
}

function arnsOf(recorded: readonly Recorded[]): ReadonlyMap<string, ResourceId> {
  return new Map(
    recorded.flatMap(({ declaration, arn }) => {
      const [literal] = arn?.parts ?? [];
      return typeof literal === 'string' ? [[literal, declaration.id] as const] : [];
    }),
  );
}

function ownAccount({ arn }: Recorded): Text | undefined {
  return arn && accountOf(arn);
}
