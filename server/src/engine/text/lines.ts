/** A place as editors say it: 0-based line, UTF-16 column. */
export interface Position {
  readonly line: number;
  readonly character: number;
}

/** Turns offsets of one text into positions and back. A line ends at `\n`, `\r\n` or a lone `\r`, as in LSP. */
export interface LineIndex {
  /** The position of an offset; offsets beyond the text give its end. */
  position(offset: number): Position;
  /** The offset of a position; a column beyond the line gives the line's end, before its line ending. */
  offset(position: Position): number;
  readonly lineCount: number;
  /** Offset of the first character of a 0-based line. */
  lineStart(line: number): number;
}

export function lineIndex(text: string): LineIndex {
  const starts = [0];
  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i);
    if (c === 13 && text.charCodeAt(i + 1) === 10) continue;
    if (c === 10 || c === 13) starts.push(i + 1);
  }
  const lineStart = (line: number) => starts[Math.max(0, Math.min(line, starts.length - 1))]!;
  const lineEnd = (line: number) => {
    let end = line + 1 < starts.length ? starts[line + 1]! : text.length;
    while (end > lineStart(line) && (text[end - 1] === '\n' || text[end - 1] === '\r')) end--;
    return end;
  };
  return {
    lineCount: starts.length,
    lineStart,
    position(offset) {
      const at = Math.max(0, Math.min(offset, text.length));
      let low = 0;
      let high = starts.length - 1;
      while (low < high) {
        const middle = (low + high + 1) >> 1;
        if (starts[middle]! <= at) low = middle;
        else high = middle - 1;
      }
      return { line: low, character: at - starts[low]! };
    },
    offset({ line, character }) {
      if (line >= starts.length) return text.length;
      return Math.min(lineStart(line) + Math.max(0, character), lineEnd(line));
    },
  };
}
