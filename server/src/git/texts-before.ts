/** What one repository of a workspace was at a revision, as far as it was otherwise. */
import type { SourceDocument, Uri } from '../engine/text/text';
import type { Before, Snapshot } from '../engine/workspace/workspace';
import { decode } from '../files/decode';
import { megabyte } from '../files/files';
import { uriOfPath } from '../files/uri';
import { contentsOf, filesIn, ignoredAmong, type TrackedFile } from './objects';
import { pathIn } from './path-in';
import type { Revision } from './revision';

export interface Asked {
  readonly snapshot: Snapshot;
  readonly revision: Revision;
  /** What a person calls the revision. */
  readonly called: string;
  /** Whether a file that is tracked there, and may be gone now, belongs to the workspace. */
  isLookedAt(uri: Uri): boolean;
  /** Those that lie in this repository, and in none that lies in it. */
  readonly documents: readonly Uri[];
}

export interface TextsBefore extends Before {
  /** What a tool made or git is to ignore, and is not tracked: what it was nobody knows. */
  readonly untracked: readonly Uri[];
  /** Tracked files that could not be read: not fetched, or too large. */
  readonly unread: readonly Uri[];
}

/** Where the files of a revision are read: of git, or of what is remembered of it. */
export interface Objects {
  treeOf(asked: Asked): Promise<Tree>;
  contentsOf(revision: Revision, files: readonly TrackedFile[]): Promise<ReadonlyMap<string, Uint8Array>>;
  ignoredAmong(repository: Pick<Revision, 'root'>, paths: readonly string[]): Promise<ReadonlySet<string>>;
  /** Whether a text is surely the one of an object. */
  isSurely(document: SourceDocument, object: string): boolean;
}

/** The files of a revision, by where they lie in the working tree. */
export interface Tree {
  readonly all: ReadonlyMap<Uri, TrackedFile>;
  /** Those that belong to the workspace. */
  readonly lookedAt: readonly Uri[];
}

export async function treeOf({ revision, isLookedAt }: Asked): Promise<Tree> {
  const files = await filesIn(revision);
  const all = new Map(files.map(file => [uriOfPath(`${revision.root}/${file.path}`), file]));
  return { all, lookedAt: [...all.keys()].filter(isLookedAt) };
}

/** Everything is asked each time. */
export const unremembered: Objects = { treeOf, contentsOf, ignoredAmong, isSurely: () => false };

/** Bytes, as of files in a folder. */
const limit = 10 * megabyte;

export async function textsBefore(asked: Asked, objects: Objects = unremembered): Promise<TextsBefore> {
  const { snapshot, revision, called } = asked;
  const known = new Set(asked.documents);
  const { all, lookedAt } = await objects.treeOf(asked);
  const isSame = ({ uri, object }: { readonly uri: Uri; readonly object: string }) => {
    const document = snapshot.source(uri);
    return document !== undefined && objects.isSurely(document, object);
  };
  const wanted = [...new Set([...known, ...lookedAt])].flatMap(uri => {
    const file = all.get(uri);
    return file && !isSame({ ...file, uri }) ? [{ ...file, uri }] : [];
  });
  const contents = await objects.contentsOf(
    revision,
    wanted.filter(({ bytes }) => bytes <= limit),
  );
  const documents: SourceDocument[] = [];
  const unread: Uri[] = [];
  for (const file of wanted) {
    const text = textOf(file, contents);
    if (text === undefined) unread.push(file.uri);
    else if (!isSameText(text, snapshot.source(file.uri)?.text)) documents.push({ uri: file.uri, text });
  }
  const newOnes = [...known].filter(uri => !all.has(uri));
  const { without, untracked } = await newIn(newOnes, revision, snapshot, objects);
  return { called, documents, without, untracked, unread };
}

/** Undefined for what git has not here. */
export function textOf(
  { object }: Pick<TrackedFile, 'object'>,
  contents: ReadonlyMap<string, Uint8Array>,
): string | undefined {
  const bytes = contents.get(object);
  return bytes && decode(bytes).text;
}

/** Git may keep line ends otherwise than the working tree has them. */
export function isSameText(before: string, now: string | undefined): boolean {
  return before === now || (now?.includes('\r') === true && before === now.replaceAll('\r\n', '\n'));
}

/** Of documents that were not there, those that are new; what git is to ignore, and what a tool made, is neither new nor old. */
export async function newIn(
  uris: readonly Uri[],
  repository: Pick<Revision, 'root'>,
  snapshot: Snapshot,
  { ignoredAmong }: Pick<Objects, 'ignoredAmong'>,
): Promise<Pick<TextsBefore, 'without' | 'untracked'>> {
  const paths = new Map(uris.map(uri => [uri, pathIn(repository, uri)]));
  const ignored = await ignoredAmong(repository, [...paths.values()]);
  const isLeftOut = (uri: Uri) => ignored.has(paths.get(uri)!) || snapshot.facts(uri)?.generated === true;
  return { without: uris.filter(uri => !isLeftOut(uri)), untracked: uris.filter(isLeftOut) };
}
