/** What a server that runs for long asks of git, remembered as long as it cannot be otherwise. */
import { createHash } from 'node:crypto';
import type { SourceDocument, Uri } from '../engine/text/text';
import { pathOfUri } from '../files/uri';
import type { History } from './history';
import { type Asked, nestedRoots } from './nested';
import { contentsOf, ignoredAmong } from './objects';
import { type Revision, revisionAt } from './revision';
import { type Asked as AskedTexts, type Objects, type Tree, treeOf } from './texts-before';
import { workspaceBefore } from './workspace-before';

export function gitHistory(): History {
  const objects = remembering();
  const asked: Asked = new Map();
  return {
    heads: async (folders, documents) => {
      const files = pathsOf(documents);
      const nested = await Promise.all(pathsOf(folders).map(folder => nestedRoots(folder, files, asked)));
      const found = await Promise.all([...pathsOf(folders), ...nested.flat()].map(headAt));
      const commits = new Map(found.flatMap(one => (one ? [[one.root, one] as const] : [])));
      return [...commits.values()].map(one => ({ ...one, key: `${one.root} ${one.commit}` }));
    },
    before: (now, commits) => workspaceBefore(commits, { ...now, called: 'HEAD' }, objects),
  };
}

/** Without a closing slash; of other schemes than `file:` none. */
function pathsOf(uris: readonly Uri[]): readonly string[] {
  return uris.flatMap(uri => pathOfUri(uri)?.replace(/(?<=.)\/$/, '') ?? []);
}

async function headAt(folder: string): Promise<Revision | undefined> {
  const revision = await revisionAt(folder, 'HEAD');
  return 'commit' in revision ? revision : undefined;
}

/** Of one commit of each repository its files, and of these the contents that were asked for. */
function remembering(): Objects {
  const trees = new Map<
    string,
    { readonly of: Pick<AskedTexts, 'revision' | 'isLookedAt'>; readonly tree: Promise<Tree> }
  >();
  const contents = new Map<string, ReadonlyMap<string, Uint8Array>>();
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
      const known = contents.get(revision.root);
      const missing = files.filter(({ object }) => !known?.has(object));
      const fresh = await contentsOf(revision, missing);
      const kept = files.flatMap(({ object }) => {
        const content = known?.get(object) ?? fresh.get(object);
        return content ? [[object, content] as const] : [];
      });
      const read = new Map(kept);
      contents.set(revision.root, read);
      return read;
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
