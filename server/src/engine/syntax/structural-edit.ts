import type { Json } from '../text/json';
import type { SourcePointer, Uri } from '../text/text';

/**
 * An edit said in the document's own structure. Only `syntax` writes YAML, JSON or HCL, in the manner of the text around it.
 * An edit whose document does not exist creates it (YAML); missing parents of `insert` and `append` are created on the way.
 */
export type StructuralEdit =
  /** Another value in the place of the one named by `at`. */
  | { readonly kind: 'replace'; readonly at: SourcePointer; readonly value: Json }
  /** A new entry at the end of the map `into`; an entry of that key is replaced. */
  | { readonly kind: 'insert'; readonly into: SourcePointer; readonly key: string; readonly value: Json }
  /** A new item at the end of the list `to`; a single value there becomes a list of itself and the new one. */
  | { readonly kind: 'append'; readonly to: SourcePointer; readonly value: Json }
  /** A new item in a list, right after the item named by `at`. */
  | { readonly kind: 'insert-after'; readonly at: SourcePointer; readonly value: Json }
  /**
   * The entry, item or comment goes, with its line where it has one of its own; with `andEmptied`, so do the maps and lists around
   * it that would hold nothing else.
   */
  | { readonly kind: 'remove'; readonly at: SourcePointer; readonly andEmptied?: true }
  /** A comment line above the entry or item named by `at`. Only where the language has comments. */
  | { readonly kind: 'comment'; readonly at: SourcePointer; readonly text: string }
  /** `from`, which is written once in the value or line named by `at`, becomes `to`. */
  | { readonly kind: 'reword'; readonly at: SourcePointer; readonly from: string; readonly to: string }
  /**
   * The document takes the parameter, without a default: whoever deploys has to choose. One that it has already is used, and loses its
   * default. `at`: the whole document.
   */
  | { readonly kind: 'declare'; readonly at: SourcePointer; readonly parameter: NewParameter }
  /**
   * The parameter's word becomes a reference to it, where the string or the function named by `at` writes it once.
   * Nothing changes where one stands already.
   */
  | { readonly kind: 'refer'; readonly at: SourcePointer; readonly parameter: NewParameter };

/** What whoever deploys may choose: a parameter of a template, or a variable of a Terraform module. */
export interface NewParameter {
  readonly of: 'template' | 'module';
  /** Another name is taken where this one means something else. */
  readonly name: string;
  /** What is written out and becomes one of its values. */
  readonly word: string;
  /** What may be chosen; empty where nobody knows. */
  readonly allowed: readonly string[];
}

/** The document that an edit changes. */
export function documentOf(edit: StructuralEdit): Uri {
  const at = edit.kind === 'insert' ? edit.into : edit.kind === 'append' ? edit.to : edit.at;
  return at.uri;
}

/** Entries leave a document for a new one, with all that they alone need. What that is, the document's format knows. */
export interface Split {
  readonly from: Uri;
  readonly to: Uri;
  /** The names of resources that leave. */
  readonly leaving: readonly string[];
  /** The names of those that may not come along. */
  readonly staying: readonly string[];
}
