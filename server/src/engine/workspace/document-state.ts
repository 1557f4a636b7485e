import type { Division, Format, Refusal } from '../formats/format';
import { formats } from '../formats/index';
import type { Origin } from '../formats/origin';
import type { DocumentFacts } from '../model/document-facts';
import { parse } from '../syntax/parse';
import { reparse } from '../syntax/reparse';
import { isSource } from '../syntax/sources/sources';
import type { Split } from '../syntax/structural-edit';
import type { SyntaxTree } from '../syntax/tree';
import type { SourceDocument, SourcePointer, Uri } from '../text/text';
import { Answers, holds, nothingRead, type Reads, recording, type Surroundings } from './reads';
import type { Placing } from './written/placed';

interface Lowered {
  readonly format: Format | undefined;
  readonly facts: DocumentFacts | undefined;
  readonly reads: Reads;
}

/** One text and what follows from it, computed when first asked. The same object as long as the text is the same. */
export class DocumentState {
  private parsed: WeakRef<SyntaxTree> | undefined;
  /** A document that is being edited keeps its tree: the next text will be read on top of it. */
  private readonly isEdited: boolean;
  private kept: SyntaxTree | undefined;
  /** The tree of the text before, until this one is read. */
  private before: SyntaxTree | undefined;
  private complaints: SyntaxTree['problems'] | undefined;
  private lowered: Lowered | undefined;
  private readonly origins = new Answers<Format, Origin | undefined>();
  /** Where people wrote what stands at places of this text, by their paths as JSON. */
  readonly places = new Answers<Origin, Placing>();

  constructor(
    readonly source: SourceDocument,
    before?: DocumentState,
  ) {
    this.isEdited = before !== undefined;
    this.before = before?.kept ?? before?.parsed?.deref() ?? before?.before;
  }

  /** A document that nobody edits is parsed again when its tree's memory was needed for something else in between. */
  tree(): SyntaxTree {
    const known = this.known();
    if (known) return known;
    const tree = this.read();
    if (!this.kept) this.parsed = new WeakRef(tree);
    return tree;
  }

  /** What in the text is no YAML, JSON or TOML. */
  syntaxProblems(): SyntaxTree['problems'] {
    this.complaints ??= this.tree().problems;
    return this.complaints;
  }

  private known(): SyntaxTree | undefined {
    return this.kept ?? this.parsed?.deref();
  }

  private read(): SyntaxTree {
    const tree = this.before ? reparse(this.before, this.source) : parse(this.source);
    if (this.isEdited) this.kept = tree;
    this.before = undefined;
    this.complaints = tree.problems;
    return tree;
  }

  /** Undefined for a text of no known format. The same object as long as nothing that it was made from has changed. */
  facts(around: Surroundings): DocumentFacts | undefined {
    if (isSource(this.source.uri)) return undefined;
    if (this.lowered && holds(this.lowered.reads, around)) return this.lowered.facts;
    const reads = nothingRead();
    // Not held, even weakly: that would keep the trees of a whole workspace until its host makes a pause.
    const tree = this.known() ?? this.read();
    const format = formats.find(candidate => candidate.detect(tree));
    const facts = format?.lower(tree, recording(around, reads));
    this.lowered = { format, facts, reads };
    return facts;
  }

  /** Where a person wrote what stands at a place in this document, as the tool that made it says. */
  origin(at: SourcePointer, around: Surroundings): Origin | undefined {
    this.facts(around);
    const format = this.lowered?.format;
    if (!format?.origin) return undefined;
    return this.origins.to(JSON.stringify(at.path), format, around, read => format.origin?.(this.tree(), at, read));
  }

  /** What a split of this text comes to; undefined where its format knows of none. */
  divided(split: Split, around: Surroundings): Division | Refusal | undefined {
    this.facts(around);
    return this.lowered?.format?.split?.(this.tree(), split);
  }

  /** Whether a change of these documents, or of which documents there are, may change the facts. */
  dependsOn(changed: ReadonlySet<Uri>, folders: ReadonlySet<Uri>): boolean {
    if (!this.lowered) return !isSource(this.source.uri);
    const { reads } = this.lowered;
    for (const uri of reads.texts.keys()) if (changed.has(uri)) return true;
    for (const folder of reads.folders.keys()) if (folders.has(folder)) return true;
    return false;
  }
}
