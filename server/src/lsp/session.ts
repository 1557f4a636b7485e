import { Emitter } from 'vscode-languageserver';
import type { Finding } from '../engine/rules/rule';
import { isSource } from '../engine/syntax/sources/sources';
import type { SourceDocument, Uri } from '../engine/text/text';
import { folderOf } from '../engine/text/uri';
import { createWorkspace, type Snapshot, type Workspace } from '../engine/workspace/workspace';
import type { FileProblem } from '../files/files';
import { canonicalUri, liesIn } from '../files/uri';
import type { Folders } from './folders';

/** A buffer of the editor; its text comes before the disk's. */
export interface OpenDocument {
  /** As the client writes it: what is said of the document must be said under this name. */
  readonly uri: string;
  readonly version: number;
  readonly text: string;
}

/** What the disk says of one file; neither text nor problems: it is gone. */
export interface DiskFile {
  readonly uri: Uri;
  readonly text: string | undefined;
  /** Milliseconds since 1970 at which it was last written, where that is known. */
  readonly modified?: number;
  readonly problems: readonly FileProblem[];
}

/** What is typed and not saved is newer than all that lies on disk. */
const unsaved = Number.MAX_SAFE_INTEGER;

/** Everything the server knows: what is open, what lies on disk, and the one analysis of both. */
export class Session {
  private readonly onChange = new Emitter<void>();
  private readonly open = new Map<Uri, OpenDocument>();
  private readonly texts = new Map<Uri, string>();
  private readonly times = new Map<Uri, number>();
  /** Sources that were asked for, and, with a closing `/`, folders with Terraform files that were. */
  private readonly followed = new Set<Uri>();
  private readonly problems = new Map<Uri, readonly FileProblem[]>();
  private workspace: Workspace;
  /** Whether every file of the folders of now has been read. */
  private allRead = false;
  private now: Folders;
  private day: string;

  /** `today`: `2026-11-22`. */
  constructor(
    folders: Folders,
    private readonly today: () => string,
  ) {
    this.now = folders;
    this.day = today();
    this.workspace = this.emptyWorkspace();
  }

  /** What is said of a document beside what the snapshot says: worked out by others, in their own time. */
  besides: (uri: Uri) => readonly Finding[] = () => [];

  /** Fires after each change of what the snapshot says. */
  readonly changed = this.onChange.event;

  get folders(): Folders {
    return this.now;
  }

  get snapshot(): Snapshot {
    return this.workspace.snapshot;
  }

  openDocument(uri: Uri): OpenDocument | undefined {
    return this.open.get(uri);
  }

  openDocuments(): readonly Uri[] {
    return [...this.open.keys()];
  }

  /** The name under which the client knows a document. */
  clientUri(uri: Uri): string {
    return this.open.get(uri)?.uri ?? uri;
  }

  /** What was wrong with a file before it was analysed; nothing for a buffer, which is text already. */
  fileProblems(uri: Uri): readonly FileProblem[] {
    return this.open.has(uri) ? [] : (this.problems.get(uri) ?? []);
  }

  /** Every document of which something might be said: open ones first. */
  documents(): readonly Uri[] {
    const { snapshot } = this;
    return [...new Set([...this.open.keys(), ...snapshot.documents(), ...snapshot.sources(), ...this.problems.keys()])];
  }

  setOpen(document: OpenDocument): void {
    const uri = canonicalUri(document.uri);
    this.open.set(uri, document);
    if (!isSource(uri) || this.isRead(uri)) this.apply([uri]);
  }

  /** Takes note of sources that are to be read from now on; answers which of them are new. */
  follow(wanted: readonly Uri[]): readonly Uri[] {
    const fresh = wanted.filter(uri => !this.followed.has(uri));
    for (const uri of fresh) this.followed.add(uri);
    return fresh;
  }

  /** Whether a file on disk is one to read: by its name, or because a finding may stand in it. */
  isRead(uri: Uri): boolean {
    if (this.folders.isLookedAt(uri)) return true;
    const isFollowed = this.followed.has(uri) || (uri.endsWith('.tf') && this.followed.has(folderOf(uri)));
    return isFollowed && this.folders.mayHoldFiles(uri);
  }

  close(clientUri: string): void {
    const uri = canonicalUri(clientUri);
    this.open.delete(uri);
    this.apply([uri]);
  }

  /** On another day than before, all that is known is analysed anew: allowances run out. */
  followClock(): void {
    if (this.today() !== this.day) this.configure(this.now);
  }

  setFiles(files: readonly DiskFile[]): void {
    for (const { uri, text, modified, problems } of files) {
      if (text === undefined) this.texts.delete(uri);
      else this.texts.set(uri, text);
      if (modified === undefined) this.times.delete(uri);
      else this.times.set(uri, modified);
      if (problems.length === 0) this.problems.delete(uri);
      else this.problems.set(uri, problems);
    }
    this.apply(files.map(({ uri }) => uri));
  }

  /** All files of the folders are here: what is not here now is nowhere. */
  noteAllRead(): void {
    if (this.allRead) return;
    this.allRead = true;
    this.apply([]);
  }

  /** The files on disk of which anything is known. */
  get files(): readonly Uri[] {
    return [...new Set([...this.texts.keys(), ...this.problems.keys()])];
  }

  /** The files on disk of such names, and all that lie in a folder of such a name. */
  filesNamed(names: ReadonlySet<Uri>): readonly Uri[] {
    const folders = [...names];
    return this.files.filter(uri => names.has(uri) || folders.some(name => liesIn(uri, name)));
  }

  forget(gone: readonly Uri[]): void {
    if (gone.length > 0) this.setFiles(gone.map(uri => ({ uri, text: undefined, problems: [] })));
  }

  /** Other folders or settings: all that is known is analysed anew; files that no folder holds any more are forgotten. */
  configure(folders: Folders): void {
    if (folders !== this.now) this.allRead = false;
    this.now = folders;
    this.day = this.today();
    this.workspace = this.emptyWorkspace();
    this.followed.clear();
    this.forget(this.files.filter(uri => !folders.isLookedAt(uri)));
    this.apply([...this.texts.keys(), ...this.open.keys()]);
  }

  private apply(touched: readonly Uri[]): void {
    const set: SourceDocument[] = [];
    const remove: Uri[] = [];
    for (const uri of touched) {
      const text = this.textOf(uri);
      if (text === undefined) remove.push(uri);
      else set.push({ uri, text, ...this.timeOf(uri) });
    }
    const isWhole = this.allRead && this.problems.size === 0 && this.folders.areWhole;
    this.workspace.apply({ set, remove, isWhole });
    this.onChange.fire();
  }

  private timeOf(uri: Uri): Pick<SourceDocument, 'modified'> {
    const buffer = this.open.get(uri);
    const modified = buffer && buffer.text !== this.texts.get(uri) ? unsaved : this.times.get(uri);
    return modified === undefined ? {} : { modified };
  }

  private textOf(uri: Uri): string | undefined {
    const buffer = this.open.get(uri);
    if (!buffer) return this.texts.get(uri);
    if (isSource(uri) && !this.isRead(uri)) return undefined;
    return this.folders.isAnalysed(uri) ? buffer.text : undefined;
  }

  private emptyWorkspace(): Workspace {
    const { uris, client } = this.folders;
    return createWorkspace({ today: this.day, roots: uris, rules: client.general.rules });
  }
}
