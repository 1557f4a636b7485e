import { isSource } from '../engine/syntax/sources/sources';
import type { Uri } from '../engine/text/text';
import { type Files, megabyte } from '../files/files';
import { namedBy } from '../files/sources';
import { problemsOf } from '../findings/recognised';
import type { Schedule } from './schedule';
import type { DiskFile, Session } from './session';

/** Files that are open at once. */
const readAtOnce = 48;
/** Characters that are given to the analysis together. */
const portionSize = 48 * 1024;
/** Milliseconds: a change of branch is told file by file. */
const settleTime = 40;

/** Keeps a session's view of the disk: reads every folder once, then what changes. */
export class Disk {
  private readonly touched = new Set<Uri>();
  /** What something happened to while something was read. */
  private readonly meanwhile = new Set<Uri>();
  private readonly rereadSoon: () => void;
  private scans = 0;
  private takes = 0;
  private last: Promise<void> = Promise.resolve();

  constructor(
    private readonly session: Session,
    private readonly files: Files,
    private readonly schedule: Schedule,
  ) {
    this.rereadSoon = schedule.soon(settleTime, () => this.reread());
  }

  get scanning(): boolean {
    return this.scans > 0;
  }

  /**
   * Reads every file that the settings of the folders look at; answers to edits come in between. One scan at a time, and one that is
   * overtaken by the next stops.
   */
  scan(report: (done: number, total: number) => void): Promise<void> {
    this.scans++;
    const read = () => this.readFolders(report);
    this.last = this.last.then(read, read).finally(() => this.scans--);
    return this.last;
  }

  private async readFolders(report: (done: number, total: number) => void): Promise<void> {
    // Not what comes while the folders are searched.
    const before = this.session.files;
    const sources = before.filter(uri => isSource(uri) && this.session.isRead(uri));
    const uris = [...new Set([...(await this.find()), ...sources])];
    const there = new Set(uris);
    this.session.forget(before.filter(uri => !there.has(uri)));
    for (let done = 0; done < uris.length && this.scans === 1; done += readAtOnce) {
      report(done, uris.length);
      await this.take(uris.slice(done, done + readAtOnce));
    }
    if (this.scans === 1) this.session.noteAllRead();
  }

  /** Reads sources that were not asked for before. */
  async fetch(wanted: readonly Uri[]): Promise<void> {
    const fresh = this.session.follow(wanted);
    if (fresh.length === 0) return;
    const named = await namedBy(fresh, this.files);
    this.session.follow(named);
    await this.take(named.filter(uri => this.session.isRead(uri)));
  }

  /** Something happened to a file, or a folder came. What is there is seen when it is read. */
  touch(uri: Uri): void {
    this.touched.add(uri);
    if (this.takes > 0) this.meanwhile.add(uri);
    this.rereadSoon();
  }

  /** Files, or folders with all in them, are gone. */
  remove(gone: readonly Uri[]): void {
    this.session.forget(this.session.filesNamed(new Set(gone)));
    if (this.takes > 0) for (const uri of gone) this.meanwhile.add(uri);
  }

  private async find(): Promise<readonly Uri[]> {
    const { folders } = this.session;
    const enabled = folders.uris.filter(folder => folders.settingsOf(folder).enable);
    const found = await Promise.all(enabled.map(folder => this.files.find(folder, folders.settingsOf(folder).files)));
    return [...new Set(found.flat())];
  }

  private async reread(): Promise<void> {
    const touched = [...this.touched];
    this.touched.clear();
    const { folders } = this.session;
    // Of a folder that is renamed, or moved here, only the folder is told.
    const perhapsFolders = touched.filter(
      uri => !folders.isLookedAt(uri) && !isSource(uri) && folders.mayHoldFiles(uri),
    );
    const below = await Promise.all(
      perhapsFolders.map(uri => this.files.find(uri, { include: ['**/*'], exclude: [] })),
    );
    await this.take([...new Set([...touched, ...below.flat()])].filter(uri => this.session.isRead(uri)));
  }

  private async take(uris: readonly Uri[]): Promise<void> {
    this.takes++;
    try {
      for (let at = 0; at < uris.length; at += readAtOnce) {
        const files = await Promise.all(uris.slice(at, at + readAtOnce).map(uri => this.read(uri)));
        for (const portion of portions(files)) await this.give(portion);
      }
    } finally {
      this.takes--;
      if (this.takes === 0) this.lookAgain();
    }
  }

  /** What changed or went may have been read before and given after that. */
  private lookAgain(): void {
    for (const uri of this.session.filesNamed(this.meanwhile)) this.touch(uri);
    this.meanwhile.clear();
  }

  private async give(files: readonly DiskFile[]): Promise<void> {
    // Settings may have changed in between.
    this.session.setFiles(files.filter(({ uri }) => this.session.isRead(uri)));
    for await (const _ of this.schedule.inSlices(this.session.snapshot.prepare()));
    await this.schedule.pause();
  }

  private async read(uri: Uri): Promise<DiskFile> {
    const { folders } = this.session;
    const limit = folders.settingsOf(uri).files.maxSizeMB * megabyte;
    const reading = await this.files.read(uri, limit, isSource(uri) ? folders.uris : undefined);
    // Nobody asked for a source to be right.
    const problems = isSource(uri) ? [] : problemsOf(uri, reading);
    if (reading.kind !== 'text') return { uri, text: undefined, problems };
    const { text, modified } = reading;
    return { uri, text, ...(modified === undefined ? {} : { modified }), problems };
  }
}

/** Few enough characters together that whoever asks in between does not wait for long. */
function* portions(files: readonly DiskFile[]): Generator<readonly DiskFile[], void, void> {
  let portion: DiskFile[] = [];
  let size = 0;
  for (const file of files) {
    portion.push(file);
    size += file.text?.length ?? 0;
    if (size < portionSize) continue;
    yield portion;
    portion = [];
    size = 0;
  }
  if (portion.length > 0) yield portion;
}
