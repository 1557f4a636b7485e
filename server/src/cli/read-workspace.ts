import { resolve } from 'node:path';
import type { SourceDocument, Uri } from '../engine/text/text';
import { createWorkspace, type Workspace } from '../engine/workspace/workspace';
import { decode } from '../files/decode';
import { type Encoding, type FileProblem, megabyte, type Reading } from '../files/files';
import { nodeFiles } from '../files/node-files';
import { pathOfUri, uriOfPath } from '../files/uri';
import { problemsOf } from '../findings/recognised';
import { UsageError } from './exit';
import { type FileNames, fileNames } from './file-names';
import { findNamed, folderUri, isSettings, type NamedFiles, settingsAbove } from './find-files';
import type { Progress } from './progress';

/** All that a command works on. */
export interface ReadWorkspace {
  readonly workspace: Workspace;
  readonly names: FileNames;
  readonly encodings: ReadonlyMap<Uri, Encoding>;
  /** What was wrong with files before anybody parsed them. */
  readonly fileProblems: ReadonlyMap<Uri, readonly FileProblem[]>;
  /** Files that the user named themselves, not by their folder or a pattern. */
  readonly byName: ReadonlySet<Uri>;
  /** Folders that were named themselves, each with its closing `/`: all in them is read. */
  readonly folders: readonly Uri[];
  /** Folders, each with its closing `/`, in which sources may lie. */
  readonly readable: readonly Uri[];
  /** Whether all files of the project are here: the folder in which the user stands was read, and all settings lie in it. */
  readonly isWhole: boolean;
}

export interface WhatToRead {
  readonly paths: readonly string[];
  readonly cwd: string;
  /** `--config`: takes the place of every other settings file. */
  readonly config?: string | undefined;
  /** A text that takes the place of the file `name`, which need not be there. */
  readonly stdin?: { readonly name: string; readonly bytes: Uint8Array } | undefined;
  /** `2026-11-22` */
  readonly today: string;
}

/** Bytes. A larger file of a folder is passed over, with a problem where it is ours. */
const limits = { inFolder: 10 * megabyte, byName: 256 * megabyte };

/** As many files are open at once. */
const batchSize = 64;

export async function readWorkspace(asked: WhatToRead, progress: Progress): Promise<ReadWorkspace> {
  const piped = asked.stdin && uriOfPath(resolve(asked.cwd, asked.stdin.name));
  const named = await findNamed(asked.paths, piped, asked.cwd);
  const names = fileNames(asked.cwd, asked.config);
  const uris = (await withSettings(named, names.config)).filter(uri => uri !== piped);
  const texts = new Texts();
  progress.start('Reading', uris.length);
  for (let at = 0; at < uris.length; at += batchSize) {
    const batch = uris.slice(at, at + batchSize);
    const limitOf = (uri: Uri) => (named.byName.has(uri) ? limits.byName : limits.inFolder);
    const readings = await Promise.all(batch.map(uri => nodeFiles.read(uriOfPath(names.path(uri)), limitOf(uri))));
    for (const [i, reading] of readings.entries()) texts.add(batch[i]!, reading);
    progress.advance(batch.length);
  }
  if (asked.stdin && piped) texts.add(piped, { kind: 'text', ...decode(asked.stdin.bytes) });
  const readable = [...named.folders, folderUri(asked.cwd)];
  const workspace = createWorkspace({
    today: asked.today,
    roots: named.folders,
    readable,
    ...(names.config ? { settings: names.config } : {}),
  });
  const isWhole = texts.problems.size === 0 && namesWhole(named, uris, names.config, asked.cwd);
  workspace.apply({ set: texts.documents, isWhole });
  requireSettings(workspace, names.config, asked.config);
  const { byName, whole: folders } = named;
  const { encodings, problems: fileProblems } = texts;
  return { workspace, names, encodings, fileProblems, byName, folders, readable, isWhole };
}

function requireSettings({ snapshot }: Workspace, config: Uri | undefined, name: string | undefined): void {
  if (!config || snapshot.facts(config)?.settings) return;
  throw new UsageError(`\`${name}\` ${snapshot.source(config) ? 'holds no settings of Bulkhead' : 'cannot be read'}`);
}

function namesWhole({ whole }: NamedFiles, read: readonly Uri[], config: Uri | undefined, cwd: string): boolean {
  const isIn = (uri: Uri) => whole.some(folder => uri.startsWith(folder));
  return [folderUri(cwd), ...read.filter(uri => isSettings(uri) && uri !== config)].every(isIn);
}

/** With the settings that hold for what was named; `config` alone where it is given. */
async function withSettings(named: NamedFiles, config: Uri | undefined): Promise<readonly Uri[]> {
  if (config) return [...new Set([...named.all.filter(uri => !isSettings(uri)), config])].sort();
  const above = await Promise.all(named.folders.map(folder => settingsAbove(pathOfUri(folder)!)));
  return [...new Set([...named.all, ...above.flat()])].sort();
}

/** Gathers what reading gave. */
class Texts {
  readonly documents: SourceDocument[] = [];
  readonly encodings = new Map<Uri, Encoding>();
  readonly problems = new Map<Uri, readonly FileProblem[]>();

  add(uri: Uri, reading: Reading): void {
    if (reading.kind === 'text') {
      const { text, modified } = reading;
      this.documents.push({ uri, text, ...(modified === undefined ? {} : { modified }) });
      this.encodings.set(uri, reading.encoding);
    }
    const problems = problemsOf(uri, reading);
    if (problems.length > 0) this.problems.set(uri, problems);
  }
}
