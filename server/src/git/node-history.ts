/** What a server that runs for long asks of git, remembered as long as it cannot be otherwise. */
import { createHash } from 'node:crypto';
import type { SourceDocument, Uri } from '../engine/text/text';
import { pathOfUri } from '../files/uri';
import type { History } from './history';
import { contentsOf, ignoredAmong } from './objects';
import { type Revision, revisionAt } from './revision';
import { type Asked, type Objects, type Tree, textsBefore, treeOf } from './texts-before';

export function gitHistory(): History {
  const objects = remembering();
  return {
    head: async folder => {
      const revision = await headAt(folder);
      return revision && { ...revision, key: `${revision.root} ${revision.commit}` };
    },
    before: ({ snapshot, isLookedAt }, { root, commit }) =>
      textsBefore({ snapshot, revision: { root, commit }, called: 'HEAD', isLookedAt }, objects),
  };
}

async function headAt(folder: Uri): Promise<Revision | undefined> {
  const path = pathOfUri(folder);
  const revision = path === undefined ? undefined : await revisionAt(path, 'HEAD');
  return revision && 'commit' in revision ? revision : undefined;
}

/** Of one commit of each repository its files, and of these the contents that were asked for. */
function remembering(): Objects {
  const trees = new Map<
    string,
    { readonly of: Pick<Asked, 'revision' | 'isLookedAt'>; readonly tree: Promise<Tree> }
  >();
  let contents: ReadonlyMap<string, Uint8Array> = new Map();
  const hashes = new WeakMap<SourceDocument, Map<string, string>>();
  return {
    ignoredAmong,
    treeOf: asked => {
      const { root, commit } = asked.revision;
      const known = trees.get(root);
      if (known?.of.revision.commit === commit && known.of.isLookedAt === asked.isLookedAt) return known.tree;
      const tree = treeOf(asked);
      trees.set(root, { of: { revision: asked.revision, isLookedAt: asked.isLookedAt }, tree });
      return tree;
    },
    contentsOf: async (revision, files) => {
      const missing = files.filter(({ object }) => !contents.has(object));
      const fresh = await contentsOf(revision, missing);
      const kept = files.flatMap(({ object }) => {
        const content = contents.get(object) ?? fresh.get(object);
        return content ? [[object, content] as const] : [];
      });
      contents = new Map(kept);
      return contents;
    },
    isSurely: (document, object) => {
      const algorithm = object.length === 40 ? 'sha1' : 'sha256';
      const known = hashes.get(document) ?? new Map<string, string>();
      hashes.set(document, known);
      const hash = known.get(algorithm) ?? hashOf(document.text, algorithm);
      known.set(algorithm, hash);
      return hash === object;
    },
  };
}

/** The name that git gives to a file with this text in UTF-8. */
function hashOf(text: string, algorithm: 'sha1' | 'sha256'): string {
  const bytes = Buffer.from(text);
  return createHash(algorithm).update(`blob ${bytes.length}\0`).update(bytes).digest('hex');
}
