import type { DocumentFacts } from '../../model/document-facts';
import type { Finding } from '../../rules/rule';
import { isSource } from '../../syntax/sources/sources';
import type { Uri } from '../../text/text';
import type { SourceAllowances } from './source-allowances';
import { byDocument, standing } from './standing';
import type { Tried } from './written-fix';
import type { WrittenPlaces } from './written-places';

/** What is said of documents, before anybody asks where people wrote that. */
export interface Spoken extends Tried {
  /** The documents of which anything is said, in order. */
  spokenOf(): readonly Uri[];
  said(uri: Uri): readonly Finding[];
  facts(uri: Uri): DocumentFacts | undefined;
}

/** The findings of one snapshot by the document in which they stand: what is said of generated ones stands in others. */
export class StandingFindings {
  private moved: ReadonlyMap<Uri, readonly Finding[]> | undefined;

  constructor(
    private readonly spoken: Spoken,
    private readonly places: WrittenPlaces,
    private readonly allowances: SourceAllowances,
  ) {}

  of(uri: Uri): readonly Finding[] {
    if (isSource(uri) || this.isGenerated(uri)) return this.ofGenerated().get(uri) ?? [];
    return this.spoken.said(uri).map(finding => standing(finding, this.places, this.spoken));
  }

  /** The sources in which findings stand, in order of uri. */
  sources(): readonly Uri[] {
    return [...this.ofGenerated().keys()].filter(isSource).sort();
  }

  /** Places all findings, of one document after the other; pauses after each. */
  *placing(): Generator<void, void, void> {
    for (const uri of this.spoken.spokenOf()) {
      for (const finding of this.spoken.said(uri)) standing(finding, this.places, this.spoken);
      yield;
    }
  }

  private isGenerated(uri: Uri): boolean {
    return this.spoken.facts(uri)?.generated === true;
  }

  private ofGenerated(): ReadonlyMap<Uri, readonly Finding[]> {
    if (!this.moved) {
      const generated = this.spoken.spokenOf().filter(uri => this.isGenerated(uri));
      this.moved = byDocument(
        generated
          .flatMap(uri => this.spoken.said(uri))
          .map(finding => this.allowances.judged(standing(finding, this.places, this.spoken))),
      );
    }
    return this.moved;
  }
}
