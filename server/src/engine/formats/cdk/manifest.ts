import type { AccountId, DocumentFacts } from '../../model/model';
import { get, rootPointer, type SyntaxTree } from '../../syntax/tree';
import type { Format, Neighbours } from '../format';
import { child, children } from '../place';
import { originInManifest } from './origin';
import { accountIn, deploymentsOf } from './stacks';

/** `manifest.json` of a cloud assembly, the app's or a stage's. A CDK for Terraform manifest has `stacks` and is none. */
export const cdk: Format = { name: 'cdk', detect, lower, origin: originInManifest };

function detect({ root }: SyntaxTree): boolean {
  const artifacts = get(root, 'artifacts');
  if (get(root, 'version')?.kind !== 'scalar' || artifacts?.kind !== 'map') return false;
  return artifacts.entries.some(({ value }) => get(value, 'type')?.kind === 'scalar');
}

function lower(tree: SyntaxTree, neighbours: Neighbours): DocumentFacts {
  const artifacts = tree.root && child({ node: tree.root, at: rootPointer(tree) }, 'artifacts');
  const stacks = artifacts ? children(artifacts) : [];
  const accounts = new Map<AccountId, DocumentFacts['accounts'][number]>();
  for (const { place } of stacks) {
    const account = accountIn(place);
    if (account && !accounts.has(account.id)) accounts.set(account.id, account);
  }
  return {
    uri: tree.document.uri,
    format: 'cdk',
    generated: true,
    resources: [],
    deployments: stacks.flatMap(({ key, place }) => deploymentsOf(key, place, neighbours)),
    claims: [],
    accounts: [...accounts.values()],
    exports: [],
    allowed: [],
    problems: [],
  };
}
