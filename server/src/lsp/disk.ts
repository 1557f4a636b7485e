import type { Uri } from '../engine/text/text';
import { megabyte } from '../files/files';
import { problemsOf } from '../findings/recognised';
import type { Host } from './host';
import { inSlices, soon } from './schedule';
import type { DiskFile, Session } from './session';

/** Files read at once, and given to the analysis together. */
const batchSize = 24;
/** Milliseconds: a change of branch is told file by file. */
const settleTime = 40;

/** Keeps a session's view of the disk: reads every folder once, then what changes. */
export class Disk {
  private readonly touched = new Set<Uri>();
  private readonly rereadSoon: () => void;
  private scans = 0;

  constructor(
    private readonly session: Session,
    private readonly host: Host,
  ) {
    this.rereadSoon = soon(host, settleTime, () => this.reread());
  }

  get scanning(): boolean {
    return this.scans > 0;
  }

  /** Reads every file that the settings of the folders look at; answers to edits come in between. */
  async scan(report: (done: number, total: number) => void): Promise<void> {
    this.scans++;
    try {
      const uris = await this.find();
      this.session.keepOnly(new Set(uris));
      for (let done = 0; done < uris.length; done += batchSize) {
        report(done, uris.length);
        await this.take(uris.slice(done, done + batchSize));
      }
    } finally {
      this.scans--;
    }
  }

  /** Something happened to a file. Whether it is still there is seen when it is read. */
  touch(uri: Uri): void {
    this.touched.add(uri);
    this.rereadSoon();
  }

  private async find(): Promise<readonly Uri[]> {
    const enabled = this.session.folders.filter(folder => this.session.settingsOf(folder).enable);
    const found = await Promise.all(
      enabled.map(folder => this.host.files.find(folder, this.session.settingsOf(folder).files)),
    );
    return [...new Set(found.flat())];
  }

  private async reread(): Promise<void> {
    const uris = [...this.touched].filter(uri => this.session.isLookedAt(uri));
    this.touched.clear();
    for (let done = 0; done < uris.length; done += batchSize) await this.take(uris.slice(done, done + batchSize));
  }

  private async take(uris: readonly Uri[]): Promise<void> {
    this.session.setFiles(await Promise.all(uris.map(uri => this.read(uri))));
    for await (const _ of inSlices(this.session.snapshot.prepare(), this.host));
  }

  private async read(uri: Uri): Promise<DiskFile> {
    const reading = await this.host.files.read(uri, this.session.settingsOf(uri).files.maxSizeMB * megabyte);
    return {
      uri,
      text: reading.kind === 'text' ? reading.text : undefined,
      problems: problemsOf(uri, reading),
    };
  }
}
