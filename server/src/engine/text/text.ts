/**
 * Documents, ranges and pointers. This folder knows nothing: neither YAML nor AWS nor an editor.
 */

/** A document's address as its host writes it, `file:///…` as a rule. Only compared and joined, never opened. */
export type Uri = string & { readonly __uri: never };

/** Half-open span of UTF-16 code units: 0 <= start <= end <= text.length (what LSP and JavaScript strings count). */
export interface SourceRange {
  readonly start: number;
  readonly end: number;
}

/** An immutable text; same uri and text means same document. No version: content is identity. */
export interface SourceDocument {
  readonly uri: Uri;
  readonly text: string;
  /** Milliseconds since 1970 at which it was last written, where its host knows. Decides only what is said of older and newer. */
  readonly modified?: number;
}

/** Where a fact came from, said without offsets, so that edits elsewhere leave it equal. */
export interface SourcePointer {
  readonly uri: Uri;
  /**
   * Keys and indexes from the document's root, `['Resources', 'Deployer', 'Properties']`. A step may lead into a document
   * written inside a string. In a text of several YAML documents the first step is the index of the document, a number.
   */
  readonly path: readonly (string | number)[];
  /** `key`: the key alone; `value`: the value alone; `entry`: from the key's start to the value's end. */
  readonly part: 'key' | 'value' | 'entry';
  /** Not the place itself but a comment that speaks of it: the first is 0. */
  readonly comment?: number;
}

/** A replacement of `range` by `text`. */
export interface TextEdit {
  readonly range: SourceRange;
  readonly text: string;
}

/** The pointer to a child of what `parent` names. */
export function below(parent: SourcePointer, ...steps: readonly (string | number)[]): SourcePointer {
  return { uri: parent.uri, path: [...parent.path, ...steps], part: 'value' };
}

/** The same place, another part of it. */
export function part(at: SourcePointer, which: SourcePointer['part']): SourcePointer {
  return { ...at, part: which };
}

/** Whether `inner` names the same place as `outer` or a place within it. */
export function within(inner: SourcePointer, outer: SourcePointer): boolean {
  return (
    inner.uri === outer.uri &&
    inner.path.length >= outer.path.length &&
    outer.path.every((step, i) => step === inner.path[i])
  );
}

/** Whether both name the same, the same part of it. */
export function samePlace(a: SourcePointer, b: SourcePointer): boolean {
  return a.part === b.part && a.comment === b.comment && within(a, b) && within(b, a);
}

/** Applies non-overlapping edits, in any order. Throws RangeError when two overlap. */
export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  const sorted = [...edits].sort(byStart);
  let out = '';
  let done = 0;
  for (const edit of sorted) {
    if (edit.range.start < done) throw new RangeError(`edits overlap at ${edit.range.start}`);
    out += text.slice(done, edit.range.start) + edit.text;
    done = edit.range.end;
  }
  return out + text.slice(done);
}

function byStart(a: TextEdit, b: TextEdit): number {
  return a.range.start - b.range.start || a.range.end - b.range.end;
}
