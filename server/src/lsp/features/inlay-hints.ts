import { type InlayHint, type InlayHintParams, MarkupKind } from 'vscode-languageserver';
import type { Uri } from '../../engine/text/text';
import { inlayHintsIn } from '../../engine/workspace/landings/inlay-hints';
import { canonicalUri } from '../../files/uri';
import { converterFor } from '../convert';
import type { Session } from '../session';

interface Answered {
  readonly params: InlayHintParams;
  readonly text: string;
}

/** Hints beside the text; what was answered is remembered, so that the client is told when it is no longer right. */
export class InlayHints {
  private readonly answered = new Map<Uri, Answered>();

  constructor(private readonly session: Session) {}

  of(params: InlayHintParams): InlayHint[] {
    const hints = this.hintsFor(params);
    this.answered.set(canonicalUri(params.textDocument.uri), { params, text: JSON.stringify(hints) });
    return hints;
  }

  /** Whether other documents have changed what an open one shows; once for each change. */
  takeOutdated(): boolean {
    const open = new Set(this.session.openDocuments());
    for (const uri of this.answered.keys()) if (!open.has(uri)) this.answered.delete(uri);
    const outdated = [...this.answered].filter(
      ([, { params, text }]) => JSON.stringify(this.hintsFor(params)) !== text,
    );
    for (const [uri] of outdated) this.answered.delete(uri);
    return outdated.length > 0;
  }

  private hintsFor({ textDocument, range }: InlayHintParams): InlayHint[] {
    const uri = canonicalUri(textDocument.uri);
    if (!this.session.folders.settingsOf(uri).inlayHints) return [];
    const lines = converterFor(this.session).places.lines(uri);
    const stretch = { start: lines.offset(range.start), end: lines.offset(range.end) };
    return inlayHintsIn(this.session.snapshot, uri, stretch).map(({ offset, label, markdown }) => ({
      position: lines.position(offset),
      label,
      paddingLeft: true,
      ...(markdown === undefined ? {} : { tooltip: { kind: MarkupKind.Markdown, value: markdown } }),
    }));
  }
}
