import type { SourcePointer } from '../../text/text';

/** Where a person wrote something. */
export interface Placed {
  readonly at: SourcePointer;
  /** In which way it is not the very place; absent when it is. */
  readonly roughly?: string;
}
