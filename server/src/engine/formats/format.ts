/**
 * What a template says: from a syntax tree to facts. A format knows its own words and the model's; no rule, no policy algebra.
 */
import type { DocumentFacts } from '../model/document-facts';
import type { Split } from '../syntax/structural-edit';
import type { SyntaxTree } from '../syntax/tree';
import type { SourceDocument, SourcePointer, TextEdit, Uri } from '../text/text';
import type { Origin } from './origin';

export interface Format {
  /** The first word of every `DocumentFacts.format` that it gives. */
  readonly name: string;
  /** Whether a text is of this format, by its shape; total and cheap. */
  detect(tree: SyntaxTree): boolean;
  /** Never throws on a bad template: it gives what could be read and problems for the rest. */
  lower(tree: SyntaxTree, neighbours: Neighbours): DocumentFacts;
  /** Of documents that a tool made of others: where a person wrote what stands at `at`. */
  origin?(tree: SyntaxTree, at: SourcePointer, neighbours: Neighbours): Origin | undefined;
  /** What resources take along that leave for a document of their own. */
  split?(tree: SyntaxTree, split: Split): Division | Refusal;
}

/** One text as two: the edits that make of it what stays, and those that make what leaves. Both only take out. */
export interface Division {
  readonly staying: readonly TextEdit[];
  readonly leaving: readonly TextEdit[];
  /** The conditions that resources which leave depend on, with the words that they compare with. */
  readonly conditions: readonly { readonly resource: string; readonly condition: string; readonly word: string }[];
}

/** Why something cannot be done, in a person's words. */
export interface Refusal {
  readonly refused: string;
}

/**
 * The other documents of the workspace, for formats in which one file's meaning depends on another's text (a Terraform module is
 * a folder). What is asked here is remembered: the facts are made anew when an answer would change, and only then.
 */
export interface Neighbours {
  /** The tree of a document; undefined when the workspace has none. */
  tree(uri: Uri): SyntaxTree | undefined;
  /** Its text, which nobody has to read as a tree: for what is remembered of a text, and for whether there is one. */
  source?(uri: Uri): SourceDocument | undefined;
  /** Every document directly in a folder, in order of uri. `folder` ends with `/`. */
  folder(folder: Uri): readonly Uri[];
}
