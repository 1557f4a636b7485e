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
  | { readonly kind: 'comment'; readonly at: SourcePointer; readonly text: string };

/** The document that an edit changes. */
export function documentOf(edit: StructuralEdit): Uri {
  const at = edit.kind === 'insert' ? edit.into : edit.kind === 'append' ? edit.to : edit.at;
  return at.uri;
}
