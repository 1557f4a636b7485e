/** Where a command writes: plain data, so that nothing else touches the process. */
export interface Console {
  readonly cwd: string;
  /** The product: a report, a diff, a page. */
  out(text: string): void;
  /** Remarks for a person, one line each. */
  note(line: string): void;
  readonly colours: boolean;
  /** Asks a person and gives the line they answer; absent where nobody sits at a terminal. */
  readonly ask?: (question: string) => Promise<string>;
  /** `2026-11-22`, by the local clock. */
  readonly today: string;
}
