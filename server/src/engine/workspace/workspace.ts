/**
 * Changes over time, and what is remembered between them: the engine's whole surface for its hosts.
 */

import type { WorkspaceIndex } from '../analysis/workspace-index';
import type { DocumentFacts } from '../model/model';
import type { Finding, Fix } from '../rules/rule';
import type { SyntaxTree } from '../syntax/tree';
import type { SourceDocument, SourcePointer, SourceRange, TextEdit, Uri } from '../text/text';

/** Documents that came or changed, and such that are gone. */
export interface Change {
  readonly set?: readonly SourceDocument[];
  readonly remove?: readonly Uri[];
}

export interface WorkspaceOptions {
  /** `2026-11-22`, for allowances that run out: the engine reads no clock. Absent: nothing runs out. */
  readonly today?: string;
  /** Severities that the host sets (an editor's settings); `bulkhead.yaml` wins. */
  readonly rules?: Readonly<Record<string, DocumentProblem['severity'] | 'hint' | 'information' | 'off'>>;
}

export interface DocumentProblem {
  readonly message: string;
  readonly severity: 'error' | 'warning';
  readonly range: SourceRange;
}

/** Edits of a fix in the texts of now. A uri in `creates` has no document yet: its edits apply to an empty text. */
export interface RenderedFix {
  readonly creates: readonly Uri[];
  readonly edits: ReadonlyMap<Uri, readonly TextEdit[]>;
}

/** The only thing in the engine that changes over time. */
export interface Workspace {
  readonly snapshot: Snapshot;
  apply(change: Change): Snapshot;
}

/** The workspace at one moment; computed when asked, remembered, never different when asked again. */
export interface Snapshot {
  readonly revision: number;
  /** Every document of a known format, in order of uri. */
  documents(): Iterable<Uri>;
  source(uri: Uri): SourceDocument | undefined;
  tree(uri: Uri): SyntaxTree | undefined;
  /** Undefined for a text of no known format. */
  facts(uri: Uri): DocumentFacts | undefined;
  problems(uri: Uri): readonly DocumentProblem[];
  /** In order of place; suppressed ones included, marked. */
  findings(uri: Uri): readonly Finding[];
  range(at: SourcePointer): SourceRange;
  /** Undefined when the fix no longer applies to the text of now. */
  edits(fix: Fix): RenderedFix | undefined;
  readonly index: WorkspaceIndex;
}

export declare function createWorkspace(options?: WorkspaceOptions): Workspace;
