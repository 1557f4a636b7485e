import type { Neighbours } from '../../formats/format';
import { isSource } from '../../syntax/sources/sources';
import type { SyntaxTree } from '../../syntax/tree';
import type { Uri } from '../../text/text';

/** The files in which people write what tools make documents of. */
export interface Sources {
  /** Undefined for what is not there, and for what lies outside of the folders that are open, whoever names it. */
  tree(uri: Uri): SyntaxTree | undefined;
  /** The Terraform files directly in a folder. */
  blocksIn(folder: Uri): readonly SyntaxTree[];
}

/** Folders of packages, which nobody writes in. */
const packages = /\/(?:node_modules|site-packages|dist-packages|\.venv)\//;

/** The sources among the documents of a workspace that lie in one of `roots`. `want` is told what is not there. */
export function sourcesAmong(read: Neighbours, roots: readonly Uri[], want: (uri: Uri) => void): Sources {
  const isOpen = (uri: Uri) => roots.some(root => uri.startsWith(root)) && !packages.test(uri);
  return {
    tree(uri) {
      if (!isSource(uri) || !isOpen(uri)) return undefined;
      const tree = read.tree(uri);
      if (!tree) want(uri);
      return tree;
    },
    blocksIn(folder) {
      if (!isOpen(folder)) return [];
      want(folder);
      return read.folder(folder).flatMap(uri => {
        const tree = isSource(uri) ? read.tree(uri) : undefined;
        return tree?.language === 'hcl' ? [tree] : [];
      });
    },
  };
}
