import type { AccountMap } from '../analysis/account-map/account-map';
import type { AccessChange } from '../analysis/broadening/access-change';
import type { WorkspaceIndex } from '../analysis/index/workspace-index';
import type { DocumentFacts } from '../model/document-facts';
import type { Finding, Fix } from '../rules/rule';
import type { SyntaxTree } from '../syntax/tree';
import type { SourceDocument, SourcePointer, SourceRange, Uri } from '../text/text';
import type { DocumentProblem } from './problems';
import type { RenderedFix } from './render-fix';
import type { SaidByOther } from './said-by-others';

/** The workspace at one moment; computed when asked, remembered, never different when asked again. */
export interface Snapshot {
  readonly revision: number;
  /** Every document of a known format, in order of uri. */
  documents(): readonly Uri[];
  /** Every other, in order of uri. */
  others(): readonly Uri[];
  source(uri: Uri): SourceDocument | undefined;
  tree(uri: Uri): SyntaxTree | undefined;
  /** Undefined for a text of no known format. */
  facts(uri: Uri): DocumentFacts | undefined;
  problems(uri: Uri): readonly DocumentProblem[];
  /**
   * Those that stand in a document, suppressed ones included, marked; in order of place. What is wrong with a generated document
   * stands in the source that it was made of, where that is known.
   */
  findings(uri: Uri): readonly Finding[];
  /** What another program says of a document's text of now, judged as what rules say: severities, allowances, the fix that allows it. */
  judgedOf(uri: Uri, said: readonly SaidByOther[]): readonly Finding[];
  /** The sources in which findings stand, in order of uri: documents of no known format. */
  sources(): readonly Uri[];
  /**
   * What would tell where findings were written, and is not there: a source, or, with a closing `/`, the Terraform files of a folder.
   * What no host can add is named again each time.
   */
  wanted(): readonly Uri[];
  /** The range that a pointer names, or its nearest surviving ancestor's; empty at 0 where there is no such document. */
  range(at: SourcePointer): SourceRange;
  /** Undefined when the fix no longer applies to the text of now, or cannot be applied. */
  edits(fix: Fix): RenderedFix | undefined;
  /** Why a fix cannot be applied, in words for who looks for it; undefined where it can. */
  refusal(fix: Fix): string | undefined;
  /** The workspace as it would be with these texts; nothing of this one changes. */
  trying(documents: readonly SourceDocument[]): Snapshot;
  /** The same for who asks for nothing that rules say: none is asked, and there are no findings. */
  factsAlone(): Snapshot;
  /** What this one allows that another one did not, and the other way round. Does its work a subject at a time. */
  since(before: Before): Generator<void, AccessChanges, void>;
  readonly index: WorkspaceIndex;
  /**
   * Does the work of the first questions a document at a time: pauses after each, so that a host can do other things in between.
   */
  prepare(): Generator<void, void, void>;
  /** Does the work of `sources` and `wanted` in the same way. */
  place(): Generator<void, void, void>;
  /** Does the work of `accountMap` in the same way. */
  survey(): Generator<void, void, void>;
  /** The same object as long as nothing on it is different, in later snapshots too. Possible findings are on it as well. */
  accountMap(): AccountMap;
  /** Where a person wrote what stands at a place of a generated document; the same place where nobody knows. */
  written(at: SourcePointer): SourcePointer;
}

/** How the workspace was before. */
export interface Before {
  /** What a person calls that state: `HEAD`. */
  readonly called: string;
  /** Documents that were written otherwise, or that are gone. */
  readonly documents: readonly SourceDocument[];
  /** Documents that were not there. */
  readonly without: readonly Uri[];
}

export interface AccessChanges {
  readonly changes: readonly AccessChange[];
  /** Whether there were more than are told. */
  readonly isCut: boolean;
  /** What the rules on this say, in order of document; in generated documents where they are generated. */
  readonly findings: readonly Finding[];
  /** Its facts and texts alone: what rules would say of it is not worked out. */
  readonly before: Snapshot;
  /** Of what is allowed in the texts of now, of what is forbidden in those before. */
  range(change: AccessChange): SourceRange;
}
