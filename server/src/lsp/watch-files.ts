import { type Connection, FileChangeType, type FileEvent } from 'vscode-languageserver';
import { canonicalUri } from '../files/uri';
import { isHeadLog } from '../git/history';
import { isLinterConfiguration } from './cfn-lint/configuration-files';
import type { Disk } from './disk';
import { naming } from './well-formed';

/** What else is to hear of files. */
interface WatchesBesides {
  committed(): void;
  linterConfigured(): void;
}

/** Tells what happens on disk. */
export function watchFiles(connection: Connection, disk: Disk, besides: WatchesBesides): void {
  connection.onDidChangeWatchedFiles(({ changes }) => {
    const named = naming('uri', changes);
    if (named.some(({ uri }) => isHeadLog(uri))) besides.committed();
    if (named.some(({ uri }) => isLinterConfiguration(uri))) besides.linterConfigured();
    const isGone = ({ type }: FileEvent) => type === FileChangeType.Deleted;
    disk.remove(named.filter(isGone).map(({ uri }) => canonicalUri(uri)));
    for (const change of named) if (!isGone(change)) disk.touch(canonicalUri(change.uri));
  });
  const { workspace } = connection;
  workspace.onDidDeleteFiles(({ files }) => disk.remove(naming('uri', files).map(({ uri }) => canonicalUri(uri))));
  workspace.onDidRenameFiles(({ files }) => {
    disk.remove(naming('oldUri', files).map(({ oldUri }) => canonicalUri(oldUri)));
    for (const { newUri } of naming('newUri', files)) disk.touch(canonicalUri(newUri));
  });
}
