import type { Json } from '../text/json';
import type { SourcePointer } from '../text/text';

export type Severity = 'error' | 'warning' | 'information' | 'hint';

export interface Problem {
  readonly message: string;
  readonly severity: 'error' | 'warning' | 'information';
  readonly at: SourcePointer;
  /** Ways to mend it, the likeliest first. */
  readonly remedies?: readonly Remedy[];
}

/** A change that mends a problem: another word in the place of `at`, nothing there any more, or one more entry in the map there. */
export type Remedy =
  | { readonly do: 'write'; readonly at: SourcePointer; readonly word: string }
  | { readonly do: 'remove'; readonly at: SourcePointer; readonly what: string }
  | { readonly do: 'add'; readonly at: SourcePointer; readonly key: string; readonly value: Json };
