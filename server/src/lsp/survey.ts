import { type CancellationToken, DiagnosticSeverity, Emitter } from 'vscode-languageserver';
import type { Uri } from '../engine/text/text';
import type { Counts } from '../protocol';
import { converterFor } from './convert';
import type { Disk } from './disk';
import { nothingSaid, type Said, saidOf } from './said';
import type { Schedule } from './schedule';
import type { Session } from './session';

/** Milliseconds after a change; more changes in that time are one. */
const settleTime = 30;

/**
 * Knows what is said of every document, open or not: goes through all of them in the background after each change, open ones first,
 * and starts again when there is another. While the disk is first read, only open ones are looked at.
 */
export class Survey {
  private readonly onSettle = new Emitter<ReadonlySet<Uri>>();
  private readonly known = new Map<Uri, Said>();
  private readonly different = new Set<Uri>();
  private readonly goSoon: () => void;

  constructor(
    private readonly session: Session,
    private readonly disk: Disk,
    private readonly schedule: Schedule,
  ) {
    this.goSoon = schedule.soon(settleTime, () => this.go());
    session.changed(this.goSoon);
  }

  /** Fires when every document was looked at in the state of now, with those of which something else is said than before. */
  readonly settled = this.onSettle.event;

  /** What was last said of each document of which anything was said since the start. */
  get all(): ReadonlyMap<Uri, Said> {
    return this.known;
  }

  counts(): Counts {
    const count = (severity: DiagnosticSeverity) =>
      [...this.known.values()].flatMap(said => said.diagnostics).filter(one => one.severity === severity).length;
    return {
      error: count(DiagnosticSeverity.Error),
      warning: count(DiagnosticSeverity.Warning),
      information: count(DiagnosticSeverity.Information),
      hint: count(DiagnosticSeverity.Hint),
    };
  }

  /** Looks again although nothing changed. */
  again(): void {
    this.goSoon();
  }

  /** The next time that it has settled, or the end of the request that waits for it. */
  next(token?: CancellationToken): Promise<void> {
    return new Promise(resolve => {
      const done = () => {
        settled.dispose();
        cancelled?.dispose();
        resolve();
      };
      const settled = this.settled(done);
      const cancelled = token?.onCancellationRequested(done);
    });
  }

  private async go(): Promise<void> {
    const { session, schedule } = this;
    const { snapshot } = session;
    for await (const _ of schedule.inSlices(snapshot.prepare())) if (session.snapshot !== snapshot) return;
    const reading = this.disk.scanning;
    if (!reading) {
      for await (const _ of schedule.inSlices(snapshot.place())) if (session.snapshot !== snapshot) return;
      await this.disk.fetch(snapshot.wanted());
      if (session.snapshot !== snapshot) return;
    }
    const converter = converterFor(session);
    const uris = reading ? session.openDocuments() : new Set([...session.documents(), ...this.known.keys()]);
    for await (const uri of schedule.inSlices(uris)) {
      if (session.snapshot !== snapshot) return;
      this.note(uri, saidOf(uri, session, converter));
    }
    const different = new Set(this.different);
    this.different.clear();
    this.onSettle.fire(different);
  }

  private note(uri: Uri, said: Said): void {
    if ((this.known.get(uri) ?? nothingSaid).resultId === said.resultId) return;
    this.known.set(uri, said);
    this.different.add(uri);
  }
}
