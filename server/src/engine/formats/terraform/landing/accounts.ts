import { parseArn } from '../../../model/arn';
import type { DocumentFacts } from '../../../model/document-facts';
import type { AccountId } from '../../../model/ids';
import type { Text } from '../../../model/text';
import { rootPointer, type SyntaxNode, type SyntaxTree } from '../../../syntax/tree';
import type { SourcePointer } from '../../../text/text';

type Step = string | number;

/** Where a node stands: its step and the place above. */
interface Trail {
  readonly step: Step;
  readonly above: Trail | undefined;
}

const accountInArn = /arn:[\w-]+:[\w-]*:[\w-]*:(\d{12}):/g;

/** The account ids in the ARNs that a text writes out, and those in `known`, each where it is found first. */
export function accountsIn(tree: SyntaxTree, known: readonly Text[]): DocumentFacts['accounts'] {
  const found = new Map<string, SourcePointer>();
  for (const { parts, at } of known) {
    const [only] = parts;
    if (parts.length === 1 && typeof only === 'string' && /^\d{12}$/.test(only) && !found.has(only))
      found.set(only, at);
  }
  for (const [account, trail] of writtenAccounts(tree)) {
    if (!found.has(account)) found.set(account, { ...rootPointer(tree), path: pathOf(trail) });
  }
  return [...found].map(([id, at]) => ({ id: id as AccountId, at }));
}

/** A stack of its own instead of recursion: the text may be nested as deep as anyone likes. */
function* writtenAccounts({ root }: SyntaxTree): Iterable<readonly [string, Trail | undefined]> {
  const open: { readonly node: SyntaxNode; readonly trail: Trail | undefined }[] = root
    ? [{ node: root, trail: undefined }]
    : [];
  for (let next = open.pop(); next; next = open.pop()) {
    const { node, trail } = next;
    if (node.kind === 'scalar') {
      if (node.raw.includes('arn:')) for (const [, account] of node.raw.matchAll(accountInArn)) yield [account!, trail];
    } else if (node.kind === 'list') {
      for (let i = node.items.length - 1; i >= 0; i--)
        open.push({ node: node.items[i]!, trail: { step: i, above: trail } });
    } else {
      for (let i = node.entries.length - 1; i >= 0; i--) {
        const { key, value } = node.entries[i]!;
        open.push({ node: value, trail: { step: key.raw, above: trail } });
      }
    }
  }
}

function pathOf(trail: Trail | undefined): readonly Step[] {
  const path: Step[] = [];
  for (let here = trail; here; here = here.above) path.push(here.step);
  return path.reverse();
}

/** The account of the ARN, as far as it is known. */
export function accountOf(arn: Text): Text | undefined {
  const account = parseArn(arn)?.account;
  return account && account.parts.length > 0 ? account : undefined;
}
