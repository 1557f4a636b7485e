import {
  type ClientCapabilities,
  type CodeAction,
  CodeActionKind,
  type CodeActionParams,
  type Diagnostic,
  type WorkspaceEdit,
} from 'vscode-languageserver';
import type { Finding, Fix } from '../../engine/rules/rule';
import type { RenderedFix } from '../../engine/workspace/workspace';
import { canonicalUri } from '../../files/uri';
import { allTogether } from '../../findings/apply-fixes';
import type { Range } from '../../findings/places';
import {
  type ActionData,
  converterFor,
  disabledAction,
  findingDiagnostic,
  fixAction,
  fixAllAction,
  fixAllKind,
  plainWorkspaceEdit,
  workspaceEdit,
} from '../convert';
import { shownFindings } from '../said';
import type { Session } from '../session';
import { remediesAt } from './remedies';

export const codeActionKinds = [CodeActionKind.QuickFix, fixAllKind];

/** Offers fixes; what they edit is worked out when one is chosen, or at once for a client that cannot ask later. */
export class CodeActions {
  private readonly canResolve: boolean;
  private readonly canCreate: boolean;
  private readonly canDisable: boolean;
  private readonly knowsVersions: boolean;

  constructor(
    private readonly session: Session,
    { textDocument, workspace }: ClientCapabilities,
  ) {
    this.canResolve = textDocument?.codeAction?.resolveSupport?.properties.includes('edit') === true;
    this.canDisable = textDocument?.codeAction?.disabledSupport === true;
    this.knowsVersions = workspace?.workspaceEdit?.documentChanges === true;
    this.canCreate = this.knowsVersions && workspace?.workspaceEdit?.resourceOperations?.includes('create') === true;
  }

  offered({ textDocument, range, context }: CodeActionParams): CodeAction[] {
    const { uri } = textDocument;
    const quick = wants(context.only, CodeActionKind.QuickFix);
    const offered = [
      ...(quick ? this.quickFixes(uri, range, context.diagnostics) : []),
      // A source action is for those who ask for it: unasked, it would stand in every light bulb.
      ...(context.only && wants(context.only, fixAllKind) ? this.fixAll(uri) : []),
    ];
    const edited = this.canResolve
      ? offered
      : offered.map(action => this.resolved(action)).filter(({ edit, disabled }) => edit ?? disabled);
    return [...(quick ? this.remedies(uri, range, context.diagnostics) : []), ...edited];
  }

  resolved(action: CodeAction): CodeAction {
    const data = action.data as ActionData | undefined;
    if (!data || action.disabled) return action;
    const rendered = data.fix ? this.rendered(data.uri, data.fix) : this.allSafe(data.uri);
    if (!rendered || (rendered.creates.length > 0 && !this.canCreate)) return action;
    return { ...action, edit: this.written(rendered) };
  }

  private written(rendered: RenderedFix): WorkspaceEdit {
    const converter = converterFor(this.session);
    return this.knowsVersions ? workspaceEdit(rendered, converter) : plainWorkspaceEdit(rendered, converter);
  }

  private remedies(clientUri: string, range: Range, shown: readonly Diagnostic[]): readonly CodeAction[] {
    const isAsked = (of: Range) => meet(of, range);
    const remedies = remediesAt(canonicalUri(clientUri), isAsked, shown, this.session, converterFor(this.session));
    return remedies.map(({ action, rendered }) => ({ ...action, edit: this.written(rendered) }));
  }

  private quickFixes(
    clientUri: string,
    range: Range,
    shown: CodeActionParams['context']['diagnostics'],
  ): readonly CodeAction[] {
    const converter = converterFor(this.session);
    return shownFindings(canonicalUri(clientUri), this.session).flatMap(finding => {
      const diagnostics = shown.filter(diagnostic => diagnostic.data === finding.fingerprint);
      if (diagnostics.length === 0 && !meet(converter.places.of(finding.at), range)) return [];
      const about = diagnostics.length > 0 ? diagnostics : [findingDiagnostic(finding, converter)];
      return finding.fixes.flatMap(fix => this.quickFix(finding, fix, clientUri, about));
    });
  }

  /** What parts a document is tried first, and offered only to who can make the new one. */
  private quickFix(finding: Finding, fix: Fix, clientUri: string, about: readonly Diagnostic[]): readonly CodeAction[] {
    const action = fixAction(finding, fix, clientUri, about);
    const refusal = this.session.snapshot.refusal(fix);
    if (refusal === undefined) return fix.split && !this.canCreate ? [] : [action];
    return this.canDisable ? [disabledAction(action, refusal)] : [];
  }

  private fixAll(clientUri: string): readonly CodeAction[] {
    return shownFindings(canonicalUri(clientUri), this.session).some(finding => safeFix(finding))
      ? [fixAllAction(clientUri)]
      : [];
  }

  private rendered(clientUri: string, wanted: NonNullable<ActionData['fix']>): RenderedFix | undefined {
    const findings = shownFindings(canonicalUri(clientUri), this.session);
    const fixes = findings.find(({ fingerprint }) => fingerprint === wanted.fingerprint)?.fixes;
    const fix = fixes?.find(({ id, title }) => id === wanted.id && title === wanted.title);
    return fix && this.session.snapshot.edits(fix);
  }

  private allSafe(clientUri: string): RenderedFix {
    const uri = canonicalUri(clientUri);
    return allTogether(this.session.snapshot, now => shownFindings(uri, this.session, now), safeFix);
  }
}

function safeFix({ fixes }: Finding) {
  return fixes.find(({ kind }) => kind === 'safe');
}

/** Kinds are a hierarchy: who asks for `source` takes `source.fixAll.bulkhead`. */
function wants(only: readonly string[] | undefined, kind: string): boolean {
  return only === undefined || only.some(asked => kind === asked || kind.startsWith(`${asked}.`) || asked === '');
}

function meet(a: Range, b: Range): boolean {
  return !isBefore(a.end, b.start) && !isBefore(b.end, a.start);
}

function isBefore(a: Range['start'], b: Range['start']): boolean {
  return a.line < b.line || (a.line === b.line && a.character < b.character);
}
