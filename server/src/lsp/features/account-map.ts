import type { AccountMap } from '../../engine/analysis/account-map/account-map';
import { onMapAt, writtenOnMap } from '../../engine/workspace/map-places';
import type { Snapshot } from '../../engine/workspace/workspace';
import { canonicalUri } from '../../files/uri';
import { placesIn } from '../../findings/places';
import { mapJson } from '../../map/map-json';
import type * as protocol from '../../protocol';
import type { Disk } from '../disk';
import type { Schedule } from '../schedule';
import type { Session } from '../session';

type Asked<Request> = Request extends protocol.RequestKind<infer Params, infer _> ? Params : never;
type Answer<Request> = Request extends protocol.RequestKind<infer _, infer Result> ? Result : never;

/** Work that is given up because the workspace has changed meanwhile is begun again so often, and then done in one go. */
const MAX_TRIES = 5;
/** Milliseconds after a survey, so that what a reader waits for comes first; more changes in that time are one. */
const patience = 150;

/** The map for whoever looks at it: drawn when it is asked for; after changes, as long as somebody shows what is known. */
export class AccountMaps {
  private revision = 0;
  private known: AccountMap | undefined;
  private isShown = false;

  constructor(
    private readonly session: Session,
    private readonly disk: Disk,
    private readonly schedule: Schedule,
  ) {}

  async asked(): Promise<Answer<typeof protocol.accountMap>> {
    const { session, schedule } = this;
    const { snapshot, map } = await this.drawn();
    this.note(map);
    this.isShown = true;
    const { revision } = this;
    const work = mapJson(map, {
      places: placesIn(snapshot),
      file: uri => session.clientUri(uri),
      showsPossible: uri => session.folders.settingsOf(uri).showPossible,
    });
    return { ...(await schedule.resultOf(work)), revision };
  }

  /** Calls back, once for each time that the map was asked for, when it is no longer what was answered. To be called after changes. */
  watching(changed: (revision: number) => void): () => void {
    return this.schedule.soon(patience, async () => {
      if (!this.isShown) return;
      const { map } = await this.drawn();
      if (!this.isShown || !this.note(map)) return;
      this.isShown = false;
      changed(this.revision);
    });
  }

  /** In the text of now; sources of what the CDK and Terraform make are read for it. */
  async place(target: Asked<typeof protocol.mapPlace>): Promise<Answer<typeof protocol.mapPlace>> {
    const { session, disk } = this;
    const { snapshot: drawn } = await this.drawn();
    if (!writtenOnMap(drawn, target)) return null;
    await disk.fetch(drawn.wanted());
    const { snapshot } = await this.drawn();
    const at = writtenOnMap(snapshot, target);
    return at ? { file: session.clientUri(at.uri), range: placesIn(snapshot).of(at) } : null;
  }

  async selectionAt({
    uri,
    position,
  }: Asked<typeof protocol.mapSelectionAt>): Promise<Answer<typeof protocol.mapSelectionAt>> {
    const { snapshot } = await this.drawn();
    const document = canonicalUri(uri);
    return onMapAt(snapshot, document, placesIn(snapshot).lines(document).offset(position));
  }

  private note(map: AccountMap): boolean {
    if (map === this.known) return false;
    this.known = map;
    this.revision++;
    return true;
  }

  private async drawn(): Promise<{ readonly snapshot: Snapshot; readonly map: AccountMap }> {
    for (let tries = 1; ; tries++) {
      const { snapshot } = this.session;
      const isOld = () => this.session.snapshot !== snapshot && tries < MAX_TRIES;
      for (const steps of [snapshot.prepare(), snapshot.place(), snapshot.survey()]) {
        for await (const _ of this.schedule.inSlices(steps)) if (isOld()) break;
      }
      if (!isOld()) return { snapshot, map: snapshot.accountMap() };
    }
  }
}
