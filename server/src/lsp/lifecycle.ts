import {
  type ClientCapabilities,
  type Connection,
  DidChangeConfigurationNotification,
  DidChangeWatchedFilesNotification,
  WatchKind,
} from 'vscode-languageserver';
import type { Uri } from '../engine/text/text';
import { lookedAt, sources } from '../files/names';
import { headLog } from '../git/history';
import { status, type WorkspaceStatus } from '../protocol';
import { linterConfiguration } from './cfn-lint/configuration-files';
import type { Disk } from './disk';
import { Folders } from './folders';
import type { Schedule } from './schedule';
import type { Session } from './session';
import { type ClientSettings, readSettings, settingsPushed, unsaid } from './settings';
import type { Survey } from './survey';

interface Parts {
  readonly session: Session;
  readonly disk: Disk;
  readonly survey: Survey;
  readonly schedule: Schedule;
  /** Why cfn-lint looks at no template that it is to look at. */
  readonly whyNotLinted: () => string | undefined;
}

/** What happens over time without being asked: settings come, the disk is read, the client hears how it stands. */
export class Lifecycle {
  private lastStatus = '';
  private configured: Promise<void> = Promise.resolve();
  private started: Promise<void> = Promise.resolve();
  private starting = true;
  private watched: { readonly globs: string; readonly end: () => void } | undefined;

  constructor(
    private readonly connection: Connection,
    private readonly parts: Parts,
    private readonly client: ClientCapabilities,
  ) {
    parts.survey.settled(() => this.sendStatus());
  }

  start(): void {
    const { schedule } = this.parts;
    if (this.client.workspace?.didChangeConfiguration?.dynamicRegistration)
      schedule.start(this.connection.client.register(DidChangeConfigurationNotification.type, { section: 'bulkhead' }));
    this.started = this.configure()
      .then(() => this.scan())
      .finally(() => {
        this.starting = false;
        this.sendStatus();
      });
    schedule.start(this.started);
  }

  /** Other folders, or settings that may be different. `pushed`: what a client sends that cannot be asked. */
  reconfigure(change: { readonly folders?: (now: readonly Uri[]) => readonly Uri[]; readonly pushed?: unknown }): void {
    const { session, schedule } = this.parts;
    const before = session.folders;
    schedule.start(
      this.configure(change.folders, change.pushed).then(() => (session.folders === before ? undefined : this.scan())),
    );
  }

  /** One after the other, so that none works on folders that another is about to change. */
  private configure(folders = (now: readonly Uri[]) => now, pushed?: unknown): Promise<void> {
    const next = async () => {
      const { session } = this.parts;
      const uris = folders(session.folders.uris);
      const now = new Folders(uris, await this.settingsFor(uris, pushed));
      if (!now.equals(session.folders)) session.configure(now);
      this.watch(now);
    };
    this.configured = this.configured.then(next, next);
    return this.configured;
  }

  /** A client that refuses to tell its settings still gets its findings. */
  private async settingsFor(folders: readonly Uri[], pushed: unknown): Promise<ClientSettings> {
    if (!this.client.workspace?.configuration) return settingsPushed(pushed);
    const asked = readSettings(this.connection, folders);
    this.parts.schedule.start(asked);
    return asked.catch(() => unsaid);
  }

  /** Reads the disk and shows how far it got, where the client can. */
  private async scan(): Promise<void> {
    const { disk, survey } = this.parts;
    const { window } = this.connection;
    const progress = await window.createWorkDoneProgress().catch(() => window.attachWorkDoneProgress(undefined));
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

  private watch({ include }: Folders): void {
    if (!this.client.workspace?.didChangeWatchedFiles?.dynamicRegistration) return;
    const globs = [...lookedAt, ...sources, ...include, headLog, linterConfiguration];
    if (this.watched?.globs === globs.join()) return;
    this.watched?.end();
    const watchers = [
      ...globs.map(globPattern => ({ globPattern, kind: WatchKind.Change })),
      // Of a folder that comes or goes, only the folder is told.
      { globPattern: '**/*', kind: WatchKind.Create | WatchKind.Delete },
    ];
    const { schedule } = this.parts;
    const registered = this.connection.client.register(DidChangeWatchedFilesNotification.type, { watchers });
    schedule.start(registered);
    this.watched = {
      globs: globs.join(),
      end: () => schedule.start(registered.then(registration => registration.dispose())),
    };
  }

  private status(): WorkspaceStatus {
    const { session, disk, survey, whyNotLinted } = this.parts;
    const notLinted = whyNotLinted();
    return {
      state: this.starting || disk.scanning ? 'reading' : 'ready',
      documents: session.snapshot.documents().length,
      findings: survey.counts(),
      ...(notLinted === undefined ? {} : { notLinted }),
    };
  }

  private sendStatus(): void {
    const now = this.status();
    const text = JSON.stringify(now);
    if (text === this.lastStatus) return;
    this.lastStatus = text;
    this.parts.schedule.start(this.connection.sendNotification(status.method, now));
  }
}
