import type { Origin } from '../../formats/origin';
import type { SourcePointer, Uri } from '../../text/text';
import { resolveUri } from '../../text/uri';
import type { Surroundings } from '../document-state';
import { placeOfBlock } from './declared';
import type { Sources } from './sources';
import { placeOfTrace } from './traced';

/** Where a person wrote what stands at a place of a generated document. */
export interface WrittenPlace {
  readonly at: SourcePointer;
  /** What is to be said of the generated place, and of how well the written one is known. */
  readonly remark: string;
  /** Whether it says all that the generated place does: a construct as a whole or a statement, unlike a tag that others gave it. */
  readonly whole: boolean;
}

/** The written places of one snapshot; each is worked out once. */
export class WrittenPlaces {
  private readonly known = new Map<string, WrittenPlace | undefined>();

  constructor(
    private readonly around: Surroundings,
    private readonly sources: Sources,
  ) {}

  /** Undefined where it is not known, and in documents that people write themselves. */
  of(at: SourcePointer): WrittenPlace | undefined {
    const key = JSON.stringify([at.uri, at.path]);
    if (!this.known.has(key)) this.known.set(key, this.workedOut(at));
    return this.known.get(key);
  }

  private workedOut(at: SourcePointer): WrittenPlace | undefined {
    const origin = this.around.state(at.uri)?.origin(at, this.around);
    if (!origin) return undefined;
    const placed =
      origin.kind === 'traced' ? placeOfTrace(origin, this.sources) : placeOfBlock(origin, at.uri, this.sources);
    if (!placed) return undefined;
    const said = [
      made[origin.kind],
      placed.roughly,
      this.isOlder(at.uri, placed.at.uri) ? older[origin.kind] : undefined,
    ];
    const whole = origin.kind === 'declared' || origin.statement !== undefined || at.path.length <= 2;
    return { at: placed.at, remark: said.filter(part => part !== undefined).join('; '), whole };
  }

  /** A synthesis writes its manifest each time, a template perhaps not. */
  private isOlder(generated: Uri, source: Uri): boolean {
    const times = [generated, resolveUri(generated, 'manifest.json')].flatMap(uri => this.sources.modified(uri) ?? []);
    const written = this.sources.modified(source);
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
