import type { Uri } from '../engine/text/text';
import { lookedAtBy, passedOverBy } from '../files/names';
import { liesIn, pathBelow } from '../files/uri';
import type { BulkheadSettings } from '../protocol';
import type { ClientSettings } from './settings';

interface Folder {
  readonly uri: Uri;
  readonly settings: BulkheadSettings;
  readonly isLookedAt: (path: string) => boolean;
  readonly isPassedOver: (path: string) => boolean;
}

/** The folders that are open, and what their settings say of files in them. Immutable. */
export class Folders {
  /** The innermost first: its settings hold. */
  private readonly folders: readonly Folder[];

  /** `uris` each with its closing `/`. */
  constructor(
    readonly uris: readonly Uri[],
    readonly client: ClientSettings,
  ) {
    const innermostFirst = [...uris].sort((a, b) => b.length - a.length);
    this.folders = innermostFirst.map(uri => {
      const settings = client.folders.get(uri) ?? client.general;
      return { uri, settings, isLookedAt: lookedAtBy(settings.files), isPassedOver: passedOverBy(settings.files) };
    });
  }

  /** Whether all that lies in them on disk is looked at. */
  get areWhole(): boolean {
    const isWhole = ({ uri, settings: { enable, files } }: Folder) =>
      enable && files.exclude.length === 0 && uri.startsWith('file:');
    return this.folders.length > 0 && this.folders.every(isWhole);
  }

  /** What all of them look at besides the usual names. */
  get include(): readonly string[] {
    return [...new Set(this.folders.flatMap(({ settings }) => settings.files.include))];
  }

  equals(other: Folders): boolean {
    const content = ({ uris, client }: Folders) => JSON.stringify([uris, client.general, [...client.folders]]);
    return content(this) === content(other);
  }

  /** The innermost folder that a document lies in. */
  holding(uri: Uri): Uri | undefined {
    return this.folderOf(uri)?.uri;
  }

  settingsOf(uri: Uri): BulkheadSettings {
    return this.folderOf(uri)?.settings ?? this.client.general;
  }

  /** Whether a file on disk is one to read. */
  isLookedAt(uri: Uri): boolean {
    const folder = this.folderOf(uri);
    return folder?.settings.enable === true && folder.isLookedAt(pathBelow(uri, folder.uri));
  }

  /** Whether a path may be a folder that holds files to read. */
  mayHoldFiles(uri: Uri): boolean {
    const folder = this.folderOf(uri);
    return folder?.settings.enable === true && !folder.isPassedOver(pathBelow(uri, folder.uri));
  }

  /** A buffer is analysed whatever its name, but not one of another scheme, such as the old side of a comparison. */
  isAnalysed(uri: Uri): boolean {
    const folder = this.folderOf(uri);
    if (!folder) return this.client.general.enable && /^(file|untitled):/.test(uri);
    return folder.settings.enable && !folder.isPassedOver(pathBelow(uri, folder.uri));
  }

  private folderOf(uri: Uri): Folder | undefined {
    return this.folders.find(folder => liesIn(uri, folder.uri));
  }
}
