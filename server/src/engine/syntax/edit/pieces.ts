import type { SourceRange } from '../../text/text';

/** The text that a string stands for, and where each of its characters is written. */
export interface Decoded {
  readonly text: string;
  /** Where the character at index `i` of `text` begins in the document; for `text.length`, where the written value ends. */
  offsetOf(i: number): number;
  /** What is written for the characters from `start` to `end` of `text`, escapes whole and nothing of what follows. */
  rangeOf(start: number, end: number): SourceRange;
}

/** Puts a decoded text together, piece by piece in order, and remembers where each piece is written. */
export interface Pieces {
  /** Characters that stand for themselves. */
  verbatim(from: number, to: number): void;
  /** Characters written otherwise: an escape, a folded line break. */
  written(characters: string, from: number, to: number): void;
  decoded(end: number): Decoded;
}

interface Piece {
  /** Index in the decoded text. */
  readonly index: number;
  readonly from: number;
  readonly to: number;
  readonly verbatim: boolean;
}

export function pieces(text: string, start: number): Pieces {
  const list: Piece[] = [];
  let out = '';
  return {
    verbatim(from, to) {
      if (to <= from) return;
      list.push({ index: out.length, from, to, verbatim: true });
      out += text.slice(from, to);
    },
    written(characters, from, to) {
      if (characters === '') return;
      list.push({ index: out.length, from, to, verbatim: false });
      out += characters;
    },
    decoded: end => decodedFrom(out, list, start, end),
  };
}

function decodedFrom(text: string, list: readonly Piece[], start: number, end: number): Decoded {
  const offsetOf = (i: number) => {
    if (i >= text.length) return end;
    const piece = pieceAt(list, i);
    return piece.verbatim ? piece.from + i - piece.index : piece.from;
  };
  const endOf = (i: number) => {
    const piece = pieceAt(list, i);
    return piece.verbatim ? piece.from + i - piece.index + 1 : piece.to;
  };
  return {
    text,
    offsetOf,
    rangeOf(from, to) {
      if (list.length === 0) return { start, end };
      const first = offsetOf(from);
      return { start: first, end: to <= from ? first : Math.max(first, endOf(Math.min(to, text.length) - 1)) };
    },
  };
}

/** The last piece that begins at or before index `i`. */
function pieceAt(list: readonly Piece[], i: number): Piece {
  let low = 0;
  let high = list.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (list[middle]!.index <= i) low = middle;
    else high = middle - 1;
  }
  return list[low]!;
}
