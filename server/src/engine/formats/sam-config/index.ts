/** `samconfig.toml`: what `sam deploy --config-env ENVIRONMENT` deploys, and where. */
import type { DocumentFacts } from '../../model/document-facts';
import type { Problem } from '../../model/problem';
import { rootPointer, type SyntaxTree } from '../../syntax/tree';
import { commentAllowances } from '../allow';
import type { Format, Neighbours } from '../format';
import { children, type Place } from '../place';
import { saying } from '../saying';
import { deploymentOf, type Stated } from './deployment';
import { commands, optionsOf } from './options';

export const samConfig: Format = { name: 'settings', detect, lower };

/** By its name, which SAM knows it by, and in YAML by its shape too: another file may be called like it. */
function detect({ document: { uri }, root }: SyntaxTree): boolean {
  if (!/\/samconfig[^/]*\.(?:toml|ya?ml)$/i.test(uri)) return false;
  if (uri.toLowerCase().endsWith('.toml') || root?.kind !== 'map') return true;
  return root.entries.some(({ key, value }) => key.raw === 'version' || hasCommands(value));
}

function hasCommands(node: Place['node']): boolean {
  return node.kind === 'map' && node.entries.some(({ key }) => commands.has(key.raw));
}

/** More environments than this are none of a person's. */
const MAX_ENVIRONMENTS = 200;

function lower(tree: SyntaxTree, neighbours: Neighbours): DocumentFacts {
  const problems: Problem[] = [];
  const environments = tree.root ? children({ node: tree.root, at: rootPointer(tree) }) : [];
  const stated = environments
    .filter(({ key }) => key !== 'version')
    .slice(0, MAX_ENVIRONMENTS)
    .flatMap(({ key, place }) => {
      const options = optionsOf(place, tree, problems);
      return options ? deploymentOf(key, place, options, neighbours) : [];
    });
  const allowances = commentAllowances(tree);
  return saying(tree, 'settings', {
    deployments: stated.map(({ deployment }) => deployment),
    accounts: accountsOf(stated),
    allowed: allowances.allowed,
    problems: [...problems, ...stated.flatMap(one => one.problems), ...allowances.problems],
  });
}

/** Each once, where it is written first. */
function accountsOf(stated: readonly Stated[]): DocumentFacts['accounts'] {
  const all = stated.flatMap(({ account }) => account ?? []);
  return [...new Map(all.reverse().map(account => [account.id, account])).values()].reverse();
}
