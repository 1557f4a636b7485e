/** What the workspace of a command was at a revision. */
import { join, resolve } from 'node:path';
import type { SourceDocument, Uri } from '../engine/text/text';
import type { Before } from '../engine/workspace/workspace';
import { megabyte } from '../files/files';
import { lookedAtBy, passedOverBy } from '../files/names';
import { nodeFiles } from '../files/node-files';
import { liesIn, pathBelow, pathOfUri, uriOfPath } from '../files/uri';
import { type At, revisionsAt } from '../git/revisions';
import { workspaceBefore } from '../git/workspace-before';
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
  /** One for each repository, outer ones first. */
  readonly revisions: readonly At[];
  /** Untracked documents of which nobody says what they were. */
  readonly unknown: readonly Uri[];
  /** Tracked, and not to be read here. */
  readonly unread: readonly Uri[];
}

/** Of the repositories that the files lie in. Throws a UsageError where there is no such revision. */
async function requireRevisions(read: ReadWorkspace, ref: string): Promise<readonly At[]> {
  if (ref.startsWith('-')) throw new UsageError(`\`${ref}\` is no revision`);
  const { snapshot } = read.workspace;
  const files = snapshot.documents().map(uri => pathOfUri(uri)!);
  // The last is where the user stands: only what was named is asked about.
  const folders = read.readable.slice(0, -1).map(folder => pathOfUri(folder)!.replace(/(?<=.)\/$/, ''));
  const found = await revisionsAt(folders, files, ref);
  if ('reason' in found) throw new UsageError(found.reason);
  return found;
}

export async function baseTexts(read: ReadWorkspace, { ref, assembly, cwd }: BaseAsked): Promise<Base> {
  const revisions = await requireRevisions(read, ref);
  const { snapshot } = read.workspace;
  const isLookedAt = isLookedAtIn(read);
  const { untracked, unread, ...before } = await workspaceBefore(revisions, { snapshot, called: ref, isLookedAt });
  if (assembly === undefined) return { before, revisions, unknown: untracked, unread };
  const folder = folderUri(resolve(cwd, assembly));
  // Where it lies in the workspace, it is no part of it.
  const isOther = (uri: Uri) => !liesIn(uri, folder);
  const own = untracked.filter(isOther);
  const saved = await assemblyTexts(own, folder, assembly);
  return {
    before: {
      called: ref,
      documents: [...before.documents, ...saved.documents],
      without: [...before.without.filter(isOther), ...saved.without],
    },
    revisions,
    unknown: own.filter(uri => !liesIn(uri, saved.folder)),
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
async function assemblyTexts(untracked: readonly Uri[], own: Uri, called: string) {
  const folder = assemblyIn(untracked);
  const files = await nodeFiles.find(own, { include: [], exclude: [] });
  if (files.length === 0) throw new UsageError(`there is no assembly in \`${called}\``);
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
