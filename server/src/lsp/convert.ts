/** Engine words to LSP words, and nothing else may turn one into the other. */
import {
  type CodeAction,
  CodeActionKind,
  type CompletionItem,
  CompletionItemKind,
  CreateFile,
  type Diagnostic,
  DiagnosticSeverity,
  DiagnosticTag,
  type Location,
  MarkupKind,
  type TextDocumentEdit,
  type WorkspaceEdit,
} from 'vscode-languageserver';
import type { Severity } from '../engine/model/problem';
import type { Finding, Fix } from '../engine/rules/rule';
import type { SourcePointer, SourceRange, TextEdit, Uri } from '../engine/text/text';
import type { Stretch } from '../engine/workspace/accounts/written-accounts';
import type { Offer } from '../engine/workspace/settings/complete';
import type { RenderedFix } from '../engine/workspace/workspace';
import type { FileProblem } from '../files/files';
import { pageUrl } from '../findings/pages';
import { type Places, placesIn } from '../findings/places';
import type { Session } from './session';

const severities: Readonly<Record<Severity, DiagnosticSeverity>> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  information: DiagnosticSeverity.Information,
  hint: DiagnosticSeverity.Hint,
};

const source = 'bulkhead';

/** The texts of one moment, under the names that the client gives them. */
export interface Converter {
  readonly places: Places;
  clientUri(uri: Uri): string;
  version(uri: Uri): number | null;
}

export function converterFor(session: Session): Converter {
  return {
    places: placesIn(session.snapshot),
    clientUri: uri => session.clientUri(uri),
    version: uri => session.openDocument(uri)?.version ?? null,
  };
}

export function findingDiagnostic(finding: Finding, converter: Converter): Diagnostic {
  const related = finding.related.map(({ message, at }) => ({ message, location: location(at, converter) }));
  return {
    range: converter.places.of(finding.at),
    severity: severities[finding.severity],
    code: finding.rule,
    codeDescription: { href: pageUrl(finding.rule) },
    source,
    message: finding.message,
    ...(finding.unnecessary ? { tags: [DiagnosticTag.Unnecessary] } : {}),
    ...(related.length > 0 ? { relatedInformation: related } : {}),
    data: finding.fingerprint,
  };
}

export function problemDiagnostic(uri: Uri, problem: FileProblem, { places }: Converter): Diagnostic {
  const { message, severity } = problem;
  return { range: places.range(uri, problem.range), severity: severities[severity], source, message };
}

function location(at: SourcePointer, { places, clientUri }: Converter): Location {
  return { uri: clientUri(at.uri), range: places.of(at) };
}

/** What of a finding an action stands for; `codeAction/resolve` finds it again by this. */
export interface ActionData {
  readonly uri: string;
  /** Absent: every safe fix of the document. */
  readonly fix?: { readonly fingerprint: string; readonly id: string; readonly title: string };
}

export function fixAction(finding: Finding, fix: Fix, uri: string, diagnostics: readonly Diagnostic[]): CodeAction {
  const data: ActionData = { uri, fix: { fingerprint: finding.fingerprint, id: fix.id, title: fix.title } };
  return {
    title: fix.title,
    kind: CodeActionKind.QuickFix,
    diagnostics: [...diagnostics],
    ...(fix.preferred ? { isPreferred: true } : {}),
    data,
  };
}

/** One that is shown for its reason alone. */
export function disabledAction({ title, kind, diagnostics }: CodeAction, reason: string): CodeAction {
  return { title, kind: kind!, diagnostics: diagnostics!, disabled: { reason } };
}

export const fixAllKind = `${CodeActionKind.SourceFixAll}.bulkhead`;

export function fixAllAction(uri: string): CodeAction {
  const data: ActionData = { uri };
  return { title: 'Apply every safe fix of Bulkhead', kind: fixAllKind, data };
}

/** New files first: an edit needs its file. One that is there unknown to us is not written over: nothing is changed then. */
export function workspaceEdit({ creates, edits }: RenderedFix, converter: Converter): WorkspaceEdit {
  const created = creates.map(uri => CreateFile.create(converter.clientUri(uri), { overwrite: false }));
  const edited = [...edits].map(([uri, ofDocument]): TextDocumentEdit => {
    const textDocument = { uri: converter.clientUri(uri), version: converter.version(uri) };
    return { textDocument, edits: ofDocument.map(edit => textEdit(uri, edit, converter)) };
  });
  return { documentChanges: [...created, ...edited] };
}

/** For clients that know no versions; such an edit can create no file. */
export function plainWorkspaceEdit({ edits }: RenderedFix, converter: Converter): WorkspaceEdit {
  const changes = [...edits].map(([uri, ofDocument]) => [
    converter.clientUri(uri),
    ofDocument.map(edit => textEdit(uri, edit, converter)),
  ]);
  return { changes: Object.fromEntries(changes) };
}

function textEdit(uri: Uri, edit: TextEdit, { places }: Converter) {
  return { range: places.range(uri, edit.range), newText: edit.text };
}

export function hover(
  uri: Uri,
  said: { readonly markdown: string; readonly range: SourceRange },
  converter: Converter,
) {
  return {
    contents: { kind: MarkupKind.Markdown, value: said.markdown },
    range: converter.places.range(uri, said.range),
  };
}

const offerKinds: Readonly<Record<Offer['kind'], CompletionItemKind>> = {
  key: CompletionItemKind.Property,
  word: CompletionItemKind.EnumMember,
  account: CompletionItemKind.Constant,
  environment: CompletionItemKind.EnumMember,
  rule: CompletionItemKind.Event,
  resource: CompletionItemKind.Reference,
  file: CompletionItemKind.File,
  region: CompletionItemKind.EnumMember,
  parameter: CompletionItemKind.Variable,
};

/** `order`: its place among the offers, 0 for the likeliest. */
export function completionItem(
  offer: Offer,
  order: number,
  uri: Uri,
  range: SourceRange,
  { places }: Converter,
): CompletionItem {
  return {
    label: offer.label,
    kind: offerKinds[offer.kind],
    ...(offer.detail === undefined ? {} : { detail: offer.detail }),
    ...(offer.says === undefined ? {} : { documentation: { kind: MarkupKind.Markdown, value: offer.says } }),
    ...(offer.preselect ? { preselect: true } : {}),
    sortText: String(order).padStart(4, '0'),
    filterText: offer.filter,
    textEdit: { range: places.range(uri, range), newText: offer.text },
  };
}

export function stretchLocation({ uri, range }: Stretch, { places, clientUri }: Converter): Location {
  return { uri: clientUri(uri), range: places.range(uri, range) };
}
