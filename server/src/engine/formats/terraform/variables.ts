import type { DocumentFacts } from '../../model/document-facts';
import type { AccountId } from '../../model/ids';
import { rootPointer, type SyntaxTree } from '../../syntax/tree';
import type { Format } from '../format';
import { children } from '../place';
import { saying } from '../saying';

/** Files of variables, `.tfvars.json`: the configuration that is deployed with them says where, they say what is chosen. */
export const terraformVariables: Format = {
  name: 'settings',
  detect: ({ document, root }) => document.uri.endsWith('.tfvars.json') && root?.kind === 'map',
  lower,
};

function lower(tree: SyntaxTree): DocumentFacts {
  return saying(tree, 'settings', {
    accounts: accountsIn(tree),
  });
}

/** Of variables that are an account each: `account_id = "111122223333"`. */
function accountsIn(tree: SyntaxTree): DocumentFacts['accounts'] {
  const entries = tree.root ? children({ node: tree.root, at: rootPointer(tree) }) : [];
  const found = new Map<string, DocumentFacts['accounts'][number]>();
  for (const { key, place } of entries) {
    const { node, at } = place;
    const id = /account/i.test(key) && node.kind === 'scalar' && /^\d{12}$/.test(node.raw) ? node.raw : undefined;
    if (id !== undefined && !found.has(id)) found.set(id, { id: id as AccountId, at });
  }
  return [...found.values()];
}
