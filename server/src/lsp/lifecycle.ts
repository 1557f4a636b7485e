import {
  type ClientCapabilities,
  type Connection,
  DidChangeConfigurationNotification,
  DidChangeWatchedFilesNotification,
  WatchKind,
} from 'vscode-languageserver';
import type { Uri } from '../engine/text/text';
import { lookedAt } from '../files/names';
import { status, type WorkspaceStatus } from '../protocol';
import type { Disk } from './disk';
import { Folders } from './folders';
import type { Schedule } from './schedule';
import type { Session } from './session';
import { type ClientSettings, readSettings, unsaid } from './settings';
import type { Survey } from './survey';

interface Parts {
  readonly session: Session;
  readonly disk: Disk;
  readonly survey: Survey;
  readonly schedule: Schedule;
}

/** What happens over time without being asked: settings come, the disk is read, the client hears how it stands. */
export class Lifecycle {
  private lastStatus = '';
  private started: Promise<void> = Promise.resolve();
  private starting = true;

  constructor(
    private readonly connection: Connection,
    private readonly parts: Parts,
    private readonly client: ClientCapabilities,
  ) {
    parts.survey.settled(() => this.sendStatus());
  }

  start(): void {
    const { session, schedule } = this.parts;
    // A client that refuses to watch or to tell its settings still gets its findings.
    schedule.start(this.register());
    this.started = this.configureNow(session.folders.uris).finally(() => {
      this.starting = false;
    });
    schedule.start(this.started);
  }

  /** Other folders, or settings that may be different: asks for them, then reads the disk. */
  configure(folders: readonly Uri[]): void {
    this.parts.schedule.start(this.configureNow(folders));
  }

  private async configureNow(folders: readonly Uri[]): Promise<void> {
    this.parts.session.configure(new Folders(folders, await this.settingsFor(folders)));
    await this.scan();
  }

  private async settingsFor(folders: readonly Uri[]): Promise<ClientSettings> {
    if (!this.client.workspace?.configuration) return unsaid;
    const asked = readSettings(this.connection, folders);
    this.parts.schedule.start(asked);
    return asked.catch(() => unsaid);
  }

  /** Reads the disk and shows how far it got, where the client can. */
  async scan(): Promise<void> {
    const { disk, survey } = this.parts;
    const progress = await this.connection.window.createWorkDoneProgress();
    progress.begin('Bulkhead', 0, 'looking for templates');
    try {
      await disk.scan((done, total) => {
        progress.report((100 * done) / total, `reading ${total} files`);
        this.sendStatus();
      });
    } finally {
      progress.done();
      survey.again();
    }
  }

  /** Reads the disk anew and answers when everything was looked at. */
  async checkWorkspace(): Promise<WorkspaceStatus> {
    await this.started;
    await this.scan();
    const settled = this.parts.survey.next();
    this.parts.survey.again();
    await settled;
    return this.status();
  }

  private async register(): Promise<void> {
    const { workspace } = this.client;
    if (workspace?.didChangeConfiguration?.dynamicRegistration)
      await this.connection.client.register(DidChangeConfigurationNotification.type, { section: 'bulkhead' });
    if (!workspace?.didChangeWatchedFiles?.dynamicRegistration) return;
    const watchers = [
      ...lookedAt.map(globPattern => ({ globPattern, kind: WatchKind.Create | WatchKind.Change })),
      // Of a folder that is removed, only the folder is told.
      { globPattern: '**/*', kind: WatchKind.Delete },
    ];
    await this.connection.client.register(DidChangeWatchedFilesNotification.type, { watchers });
  }

  private status(): WorkspaceStatus {
    const { session, disk, survey } = this.parts;
    return {
      state: this.starting || disk.scanning ? 'reading' : 'ready',
      documents: session.snapshot.documents().length,
      findings: survey.counts(),
    };
  }

  private sendStatus(): void {
    const now = this.status();
    const text = JSON.stringify(now);
    if (text === this.lastStatus) return;
    this.lastStatus = text;
    void this.connection.sendNotification(status.method, now);
  }
}
