import type { SourceRange, Uri } from '../text/text';
import type { Snapshot } from './snapshot';

/** What is to be said of a place, and the whole of what it is said of. */
export interface HoverText {
  readonly markdown: string;
  readonly range: SourceRange;
}

/** What stands at an offset of a document; undefined where there is nothing to say. */
export function hoverAt(snapshot: Snapshot, uri: Uri, _offset: number): HoverText | undefined {
  return snapshot.facts(uri) && undefined;
}
