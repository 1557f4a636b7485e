import type { Neighbours } from '../formats/format';
import type { SyntaxTree } from '../syntax/tree';
import type { SourceDocument, Uri } from '../text/text';

/** The other documents of a snapshot. */
export interface Surroundings {
  state(uri: Uri): { readonly source: SourceDocument; tree(): SyntaxTree } | undefined;
  folder(folder: Uri): readonly Uri[];
}

/** What something was made from besides a document's own text. */
export interface Reads {
  /** Text of each document asked for; undefined where there was none. */
  readonly texts: Map<Uri, string | undefined>;
  readonly folders: Map<Uri, readonly Uri[]>;
}

export function nothingRead(): Reads {
  return { texts: new Map(), folders: new Map() };
}

/** The other documents, for somebody of whom is noted what is read. */
export function recording(around: Surroundings, reads: Reads): Neighbours {
  return {
    tree(uri) {
      const state = around.state(uri);
      reads.texts.set(uri, state?.source.text);
      return state?.tree();
    },
    source(uri) {
      const source = around.state(uri)?.source;
      reads.texts.set(uri, source?.text);
      return source;
    },
    folder(folder) {
      const found = around.folder(folder);
      reads.folders.set(folder, found);
      return found;
    },
  };
}

/** Whether all that was read is the same now. */
export function holds(reads: Reads, around: Surroundings): boolean {
  for (const [uri, text] of reads.texts) if (around.state(uri)?.source.text !== text) return false;
  for (const [folder, before] of reads.folders) {
    const now = around.folder(folder);
    if (now.length !== before.length || now.some((uri, i) => uri !== before[i])) return false;
  }
  return true;
}

/** Answers about one text; each is worked out again when what it was made from is different. */
export class Answers<Subject, Answer> {
  private readonly known = new Map<string, Known<Subject, Answer>>();

  /** `subject`, compared by identity, is what the answer is made from besides what `work` reads. */
  to(question: string, subject: Subject, around: Surroundings, work: (read: Neighbours) => Answer): Answer {
    const known = this.known.get(question);
    if (known && known.subject === subject && holds(known.reads, around)) return known.answer;
    const reads = nothingRead();
    const answer = work(recording(around, reads));
    this.known.set(question, { subject, answer, reads });
    return answer;
  }
}

interface Known<Subject, Answer> {
  readonly subject: Subject;
  readonly answer: Answer;
  readonly reads: Reads;
}
