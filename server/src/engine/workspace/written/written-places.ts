import type { Neighbours } from '../../formats/format';
import type { Origin } from '../../formats/origin';
import type { DocumentFacts } from '../../model/document-facts';
import type { SourcePointer, Uri } from '../../text/text';
import { folderOf, resolveUri } from '../../text/uri';
import type { DocumentState } from '../document-state';
import { nothingRead, recording, type Surroundings } from '../reads';
import { type AccountLiteral, accountLiteral } from './account-literal';
import { placeOfBlock } from './declared';
import type { Placing } from './placed';
import { sourcesAmong } from './sources';
import { placeOfTrace } from './traced';

/** Where a person wrote what stands at a place of a generated document. */
export interface WrittenPlace {
  readonly at: SourcePointer;
  /** How it is known. */
  readonly by: Origin['kind'];
  /** What is to be said of the generated place, and of how well the written one is known. */
  readonly remark: string;
  /** Whether it says all that the generated place does: a construct as a whole or a statement, unlike a tag that others gave it. */
  readonly whole: boolean;
}

/** What a snapshot knows of documents and their sources. */
export interface Ground extends Surroundings {
  state(uri: Uri): DocumentState | undefined;
  facts(uri: Uri): DocumentFacts | undefined;
  /** The folders in which sources are looked for. */
  readonly roots: readonly Uri[];
  /** Milliseconds since 1970 at which documents were last written, as far as anybody knows. */
  readonly modified: ReadonlyMap<Uri, number>;
}

/** The written places of one snapshot. */
export class WrittenPlaces {
  /** What was looked for and is not there: a source, or, with a closing `/`, the Terraform files of a folder. */
  readonly wanted = new Set<Uri>();
  private readonly literals = new Map<string, AccountLiteral | undefined>();

  constructor(private readonly ground: Ground) {}

  /** Undefined where it is not known, and in documents that people write themselves. */
  of(at: SourcePointer): WrittenPlace | undefined {
    const { ground } = this;
    const state = ground.facts(at.uri)?.generated ? ground.state(at.uri) : undefined;
    const origin = state?.origin(at, ground);
    if (!state || !origin) return undefined;
    const { placed, wanted } = state.places.to(JSON.stringify(at.path), origin, ground, read =>
      this.place(origin, at.uri, read),
    );
    for (const uri of wanted) this.wanted.add(uri);
    if (!placed) return undefined;
    const old = this.isOlder(at.uri, placed.at.uri) ? older[origin.kind] : undefined;
    const said = [made[origin.kind], placed.roughly, old].filter(part => part !== undefined);
    const whole = origin.kind === 'declared' || origin.statement !== undefined || at.path.length <= 2;
    return { at: placed.at, by: origin.kind, remark: said.join('; '), whole };
  }

  /** Asks for the Terraform files beside a document. */
  wantBeside(document: Uri): void {
    const read = recording(this.ground, nothingRead());
    sourcesAmong(read, this.ground.roots, uri => this.wanted.add(uri)).blocksIn(folderOf(document));
  }

  /** Where a program says in which account a stack lands, for the place in a manifest that does. */
  accountLiteral(at: SourcePointer, account: string): AccountLiteral | undefined {
    const question = JSON.stringify([at.uri, at.path, account]);
    if (!this.literals.has(question)) this.literals.set(question, this.findLiteral(at, account));
    return this.literals.get(question);
  }

  private findLiteral(at: SourcePointer, account: string): AccountLiteral | undefined {
    const { ground } = this;
    const origin = ground.state(at.uri)?.origin(at, ground);
    if (origin?.kind !== 'traced') return undefined;
    const read = recording(ground, nothingRead());
    const sources = sourcesAmong(read, ground.roots, uri => this.wanted.add(uri));
    return accountLiteral(origin, account, sources);
  }

  private place(origin: Origin, document: Uri, read: Neighbours): Placing {
    const wanted: Uri[] = [];
    const sources = sourcesAmong(read, this.ground.roots, uri => wanted.push(uri));
    const placed = origin.kind === 'traced' ? placeOfTrace(origin, sources) : placeOfBlock(origin, document, sources);
    return { placed, wanted };
  }

  /** A synthesis writes its manifest each time, a template perhaps not. */
  private isOlder(generated: Uri, source: Uri): boolean {
    const { modified } = this.ground;
    const times = [generated, resolveUri(generated, 'manifest.json')].flatMap(uri => modified.get(uri) ?? []);
    const written = modified.get(source);
    return times.length > 0 && written !== undefined && written > Math.max(...times) + margin;
  }
}

/** Milliseconds: a checkout writes files one after the other. */
const margin = 2000;

const made: Readonly<Record<Origin['kind'], string>> = { traced: 'synthesised here', declared: 'planned here' };
const older: Readonly<Record<Origin['kind'], string>> = {
  traced: 'the source is newer, so its lines may have moved: `cdk synth` brings this up to date',
  declared: 'the source is newer than this plan',
};
