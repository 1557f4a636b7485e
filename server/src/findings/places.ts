import { type LineIndex, lineIndex, type Position } from '../engine/text/lines';
import type { SourcePointer, SourceRange, Uri } from '../engine/text/text';
import type { Snapshot } from '../engine/workspace/workspace';

/** As editors say it: 0-based lines, UTF-16 columns, end exclusive. */
export interface Range {
  readonly start: Position;
  readonly end: Position;
}

/** Turns what a snapshot says by offsets into lines and columns; reads each text's lines once. */
export interface Places {
  range(uri: Uri, range: SourceRange): Range;
  of(at: SourcePointer): Range;
  lines(uri: Uri): LineIndex;
}

export function placesIn(snapshot: Snapshot): Places {
  const known = new Map<Uri, LineIndex>();
  const lines = (uri: Uri) => {
    const index = known.get(uri) ?? lineIndex(snapshot.source(uri)?.text ?? '');
    known.set(uri, index);
    return index;
  };
  const range = (uri: Uri, { start, end }: SourceRange) => {
    const index = lines(uri);
    return { start: index.position(start), end: index.position(end) };
  };
  return { range, lines, of: at => range(at.uri, snapshot.range(at)) };
}
