/** What the workspace of a command was at a revision. */
import { join, resolve } from 'node:path';
import type { SourceDocument, Uri } from '../engine/text/text';
import type { Before } from '../engine/workspace/workspace';
import { megabyte } from '../files/files';
import { lookedAtBy, passedOverBy } from '../files/names';
import { nodeFiles } from '../files/node-files';
import { liesIn, pathBelow, pathOfUri, uriOfPath } from '../files/uri';
import { type Revision, revisionAt } from '../git/revision';
import { textsBefore } from '../git/texts-before';
import { UsageError } from './exit';
import { folderUri, isSettings } from './find-files';
import type { ReadWorkspace } from './read-workspace';

export interface BaseAsked {
  /** As the user writes it. */
  readonly ref: string;
  /** A folder with what CDK made of the app at that revision. */
  readonly assembly: string | undefined;
  readonly cwd: string;
}

export interface Base {
  readonly before: Before;
  readonly revision: Revision;
  /** Untracked documents of which nobody says what they were. */
  readonly unknown: readonly Uri[];
  /** Tracked, and not to be read here. */
  readonly unread: readonly Uri[];
}

/** Throws a UsageError where there is no such revision. */
export async function requireRevision({ readable }: ReadWorkspace, ref: string): Promise<Revision> {
  if (ref.startsWith('-')) throw new UsageError(`\`${ref}\` is no revision`);
  const revision = await revisionAt(pathOfUri(readable[0]!)!, ref);
  if ('reason' in revision) throw new UsageError(revision.reason);
  return revision;
}

export async function baseTexts(read: ReadWorkspace, { ref, assembly, cwd }: BaseAsked): Promise<Base> {
  const revision = await requireRevision(read, ref);
  const { snapshot } = read.workspace;
  const isLookedAt = isLookedAtIn(read);
  const { untracked, unread, ...before } = await textsBefore({ snapshot, revision, called: ref, isLookedAt });
  if (assembly === undefined) return { before, revision, unknown: untracked, unread };
  const saved = await assemblyTexts(untracked, resolve(cwd, assembly), assembly);
  return {
    before: {
      called: ref,
      documents: [...before.documents, ...saved.documents],
      without: [...before.without, ...saved.without],
    },
    revision,
    unknown: untracked.filter(uri => !liesIn(uri, saved.folder)),
    unread,
  };
}

/** As the command finds files: those that were named, and those of named folders. With `--config`, no other settings count. */
function isLookedAtIn({ folders, names, encodings }: ReadWorkspace): (uri: Uri) => boolean {
  const isTaken = lookedAtBy({ include: [], exclude: [] });
  const isPassedOver = passedOverBy({ exclude: [] });
  return uri => {
    if (encodings.has(uri)) return true;
    if (names.config && isSettings(uri)) return false;
    const folder = folders.find(one => liesIn(uri, one));
    const path = folder && pathBelow(uri, folder);
    return path !== undefined && isTaken(path) && !isPassedOver(path);
  };
}

/** The saved assembly in the place of the one that stands in the workspace. */
async function assemblyTexts(untracked: readonly Uri[], path: string, called: string) {
  const folder = assemblyIn(untracked);
  const files = await nodeFiles.find(uriOfPath(path), { include: [], exclude: [] });
  if (files.length === 0) throw new UsageError(`there is no assembly in \`${called}\``);
  const own = folderUri(path);
  const documents: SourceDocument[] = [];
  for (const file of files) {
    const reading = await nodeFiles.read(file, 10 * megabyte);
    const uri = uriOfPath(join(pathOfUri(folder)!, pathBelow(file, own)));
    if (reading.kind === 'text') documents.push({ uri, text: reading.text });
  }
  const there = new Set(documents.map(({ uri }) => uri));
  return { folder, documents, without: untracked.filter(uri => liesIn(uri, folder) && !there.has(uri)) };
}

/** The folder with the outermost manifest. */
function assemblyIn(untracked: readonly Uri[]): Uri {
  const manifests = untracked
    .filter(uri => uri.endsWith('/manifest.json'))
    .map(uri => uri.slice(0, -'manifest.json'.length));
  const outermost = manifests.filter(folder => !manifests.some(other => other !== folder && folder.startsWith(other)));
  const [only, ...others] = outermost;
  if (only === undefined)
    throw new UsageError('there is no untracked CDK assembly here that `--base-assembly` could be held against');
  if (others.length > 0) throw new UsageError('there are several CDK assemblies here: name one of them as the path');
  return only as Uri;
}
