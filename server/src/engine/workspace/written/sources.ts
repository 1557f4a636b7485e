import { isSource } from '../../syntax/sources/sources';
import type { SyntaxTree } from '../../syntax/tree';
import type { Uri } from '../../text/text';
import type { Surroundings } from '../document-state';

/** The files in which people write what tools make documents of. */
export interface Sources {
  /** Undefined for what is not there, and for what lies outside of the folders that are open, whoever names it. */
  tree(uri: Uri): SyntaxTree | undefined;
  /** The Terraform files directly in a folder. */
  blocksIn(folder: Uri): readonly SyntaxTree[];
  /** Milliseconds since 1970 at which a document was last written, as far as anybody knows. */
  modified(uri: Uri): number | undefined;
}

/** Folders of packages, which nobody writes in. */
const packages = /\/(?:node_modules|site-packages|dist-packages|\.venv)\//;

interface Reach {
  /** The folders that are open. */
  readonly roots: readonly Uri[];
  readonly modified: ReadonlyMap<Uri, number>;
  /** Is told what is not there: a file, or, with a closing `/`, the Terraform files of a folder. */
  readonly want: (uri: Uri) => void;
}

/** The sources that a workspace has. */
export function sourcesOf(around: Surroundings, { roots, modified, want }: Reach): Sources {
  const isOpen = (uri: Uri) => roots.some(root => uri.startsWith(root)) && !packages.test(uri);
  return {
    tree(uri) {
      if (!isSource(uri) || !isOpen(uri)) return undefined;
      const state = around.state(uri);
      if (!state) want(uri);
      return state?.tree();
    },
    blocksIn(folder) {
      if (!isOpen(folder)) return [];
      want(folder);
      return around.folder(folder).flatMap(uri => {
        const tree = isSource(uri) ? around.state(uri)?.tree() : undefined;
        return tree?.language === 'hcl' ? [tree] : [];
      });
    },
    modified: uri => modified.get(uri),
  };
}
