import {
  type CancellationToken,
  type Connection,
  type DocumentDiagnosticReport,
  LSPErrorCodes,
  ResponseError,
  type ResultProgressReporter,
  type WorkspaceDiagnosticParams,
  type WorkspaceDiagnosticReport,
  type WorkspaceDiagnosticReportPartialResult,
  type WorkspaceDocumentDiagnosticReport,
} from 'vscode-languageserver';
import type { Uri } from '../../engine/text/text';
import { canonicalUri } from '../../files/uri';
import { converterFor } from '../convert';
import { nothingSaid, saidOf } from '../said';
import type { Schedule } from '../schedule';
import type { Session } from '../session';
import type { Survey } from '../survey';

/** For clients that ask: of one document at once, of the workspace whenever something is different. */
export class PulledDiagnostics {
  /** What each open document's client was last told. */
  private readonly told = new Map<Uri, string>();

  constructor(
    private readonly session: Session,
    private readonly survey: Survey,
    private readonly schedule: Schedule,
  ) {}

  async ofDocument(
    clientUri: string,
    previous: string | undefined,
    token: CancellationToken,
  ): Promise<DocumentDiagnosticReport> {
    // Keystrokes that already wait make this answer worthless: let them in first.
    await this.schedule.pause();
    if (token.isCancellationRequested) throw cancelled();
    const uri = canonicalUri(clientUri);
    const { resultId, diagnostics } = saidOf(uri, this.session, converterFor(this.session));
    this.told.set(uri, resultId);
    return resultId === previous
      ? { kind: 'unchanged', resultId }
      : { kind: 'full', resultId, items: [...diagnostics] };
  }

  /** Held open until something is different from what the client knows; for ever, where partial results are taken. */
  async ofWorkspace(
    { previousResultIds }: WorkspaceDiagnosticParams,
    token: CancellationToken,
    partial: ResultProgressReporter<WorkspaceDiagnosticReportPartialResult> | undefined,
  ): Promise<WorkspaceDiagnosticReport> {
    const knows = new Map(previousResultIds.map(({ uri, value }) => [canonicalUri(uri), value]));
    while (!token.isCancellationRequested) {
      const items = this.differentFrom(knows);
      if (items.length > 0 && !partial) return { items };
      for (let at = 0; at < items.length; at += 100) partial?.report({ items: items.slice(at, at + 100) });
      await this.survey.next(token);
    }
    throw cancelled();
  }

  /**
   * Open documents of which the client shows something that is no longer said, once each. A survey that has just begun to look
   * at a document sees no difference, so what the client was told is compared.
   */
  takeOutdated(): readonly Uri[] {
    const outdated = this.session.openDocuments().filter(uri => {
      const told = this.told.get(uri);
      return told !== undefined && told !== (this.survey.all.get(uri) ?? nothingSaid).resultId;
    });
    for (const uri of outdated) this.told.delete(uri);
    return outdated;
  }

  private differentFrom(knows: Map<Uri, string>): WorkspaceDocumentDiagnosticReport[] {
    const reports: WorkspaceDocumentDiagnosticReport[] = [];
    for (const [uri, { resultId, diagnostics }] of this.survey.all) {
      if ((knows.get(uri) ?? nothingSaid.resultId) === resultId) continue;
      knows.set(uri, resultId);
      const version = this.session.openDocument(uri)?.version ?? null;
      reports.push({ kind: 'full', uri: this.session.clientUri(uri), version, resultId, items: [...diagnostics] });
    }
    for (const uri of [...knows.keys()].filter(one => !this.survey.all.has(one))) {
      knows.delete(uri);
      reports.push({ kind: 'full', uri: this.session.clientUri(uri), version: null, items: [] });
    }
    return reports;
  }
}

/** For clients that do not ask: what is different is sent, of open documents and others alike. */
export async function sendDiagnostics(
  connection: Connection,
  session: Session,
  survey: Survey,
  different: ReadonlySet<Uri>,
): Promise<void> {
  for (const uri of different) {
    const version = session.openDocument(uri)?.version;
    await connection.sendDiagnostics({
      uri: session.clientUri(uri),
      diagnostics: [...(survey.all.get(uri)?.diagnostics ?? [])],
      ...(version === undefined ? {} : { version }),
    });
  }
}

function cancelled(): ResponseError {
  return new ResponseError(LSPErrorCodes.RequestCancelled, 'cancelled');
}
