/** What a line of an example marks. Absent `start` and `end`: the mark ends its line and says nothing about columns. */
export interface Mark {
  readonly kind: 'finding' | 'related';
  /** UTF-16 columns of the line above. */
  readonly start?: number;
  readonly end?: number;
  /** What stands behind the carets. */
  readonly label: string;
  /** The line without a mark at its end. */
  readonly rest?: string;
}

export declare function markOn(line: string): Mark | undefined;
export declare function withoutMarks(lines: readonly string[]): string[];
export declare function forReaders(page: string): string;
