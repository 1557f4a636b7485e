import type { SourcePointer, Uri } from '../../text/text';

/** Where a person wrote something. */
export interface Placed {
  readonly at: SourcePointer;
  /** In which way it is not the very place; absent when it is. */
  readonly roughly?: string;
}

/** What came of looking for a place. */
export interface Placing {
  readonly placed: Placed | undefined;
  /** What was looked for and is not there: a source, or, with a closing `/`, the Terraform files of a folder. */
  readonly wanted: readonly Uri[];
}
