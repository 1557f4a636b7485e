import type { SourceRange } from '../text/text';

/** What is to be said of a place, as Markdown, and the whole of what it is said of. */
export interface HoverText {
  readonly markdown: string;
  readonly range: SourceRange;
}
