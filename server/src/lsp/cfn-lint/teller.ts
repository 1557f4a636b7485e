import type { ProxySettings, Status } from 'cfn-lint-wasm';
import {
  type Connection,
  MessageType,
  ShowMessageNotification,
  type WorkDoneProgressReporter,
} from 'vscode-languageserver';
import type { Uri } from '../../engine/text/text';
import type { Schedule } from '../schedule';
import type { Teller } from './linters';
import { proxiesFrom } from './proxies';

const agreed = 'Download';

/** Tells it in the client's own ways: progress, a question, a message; in the log what nobody asked about. */
export class ClientTeller implements Teller {
  private shown: Promise<WorkDoneProgressReporter> | undefined;
  private readonly logged = new Set<string>();
  private declined = false;

  constructor(
    private readonly connection: Connection,
    private readonly schedule: Schedule,
  ) {}

  async confirm(hosts: readonly string[], bytes: number): Promise<boolean> {
    const question = `Download AWS's cfn-lint (${Math.round(bytes / 1_000_000)} MB) from ${hosts.join(' and ')}?`;
    const answer = await this.connection.window.showInformationMessage(
      question,
      { title: agreed },
      { title: 'Not Now' },
    );
    this.declined = answer?.title !== agreed;
    return !this.declined;
  }

  /** A client that refuses to tell leaves it to the environment. */
  async proxies(): Promise<ProxySettings> {
    const asked: Promise<unknown> = this.connection.workspace.getConfiguration('http');
    return asked.then(proxiesFrom, () => ({}));
  }

  progress(status: Status): void {
    const { state } = status;
    if (state === 'downloading')
      this.show(one => one.report(Math.round((100 * status.done) / status.total), `downloading ${status.file}`));
    else if (state === 'installing' || state === 'starting') this.show(one => one.report(state));
    else if (state !== 'looking') this.done();
  }

  unavailable(reason: string, wasAsked: boolean): void {
    const sentence = `Templates are not linted: ${reason}`;
    // Who has declined knows why.
    if (wasAsked && !this.declined)
      this.schedule.start(
        this.connection.sendNotification(ShowMessageNotification.type, {
          type: MessageType.Warning,
          message: sentence,
        }),
      );
    else this.connection.console.info(sentence);
    this.declined = false;
  }

  notLinted(uri: Uri, reason: string): void {
    const sentence = `${uri} was not linted: ${reason}`;
    if (this.logged.has(sentence)) return;
    this.logged.add(sentence);
    this.connection.console.warn(sentence);
  }

  private show(report: (shown: WorkDoneProgressReporter) => void): void {
    this.shown ??= this.begin();
    this.schedule.start(this.shown.then(report));
  }

  private async begin(): Promise<WorkDoneProgressReporter> {
    const { window } = this.connection;
    const shown = await window.createWorkDoneProgress().catch(() => window.attachWorkDoneProgress(undefined));
    shown.begin('cfn-lint', 0);
    return shown;
  }

  private done(): void {
    const { shown } = this;
    this.shown = undefined;
    if (shown) this.schedule.start(shown.then(one => one.done()));
  }
}
