import type { CodeLens, CodeLensParams } from 'vscode-languageserver';
import type { Uri } from '../../engine/text/text';
import { factsOf, type LensSubject, lensesIn, lensTitle } from '../../engine/workspace/lenses';
import { canonicalUri } from '../../files/uri';
import { type EditorPlace, showAccountMap } from '../../protocol';
import { converterFor } from '../convert';
import type { Session } from '../session';

/** What a lens is asked again with. */
interface LensData extends LensSubject {
  readonly uri: Uri;
}

/** Lines above templates and principals. What they say is worked out when they are seen. */
export class CodeLenses {
  /** From which it was worked out. */
  private facts: object | undefined;

  /** `hasMap`: the client has the command `showAccountMap`; without it nothing happens on a click. */
  constructor(
    private readonly session: Session,
    private readonly hasMap: boolean,
  ) {}

  of({ textDocument }: CodeLensParams): CodeLens[] {
    const uri = canonicalUri(textDocument.uri);
    if (!this.session.folders.settingsOf(uri).codeLens) return [];
    const { places } = converterFor(this.session);
    return lensesIn(this.session.snapshot, uri).map(({ range, about }) => {
      const data: LensData = { uri, ...about };
      return { range: places.range(uri, range), data };
    });
  }

  resolved(lens: CodeLens): CodeLens {
    const data = lens.data as LensData | undefined;
    if (typeof data?.uri !== 'string') return unsaid(lens);
    const { snapshot } = this.session;
    this.facts = factsOf(snapshot);
    const title = lensTitle(snapshot, data.uri, data);
    if (title === undefined) return unsaid(lens);
    const place: EditorPlace = { uri: this.session.clientUri(data.uri), position: lens.range.start };
    return { ...lens, command: { title, ...(this.hasMap ? { command: showAccountMap, arguments: [place] } : inert) } };
  }

  /** Whether what was last said may be no longer so; once for each change. */
  takeOutdated(): boolean {
    if (this.facts === undefined || this.facts === factsOf(this.session.snapshot)) return false;
    this.facts = undefined;
    return true;
  }
}

/** Shown as words alone. */
const inert = { command: '' };

function unsaid(lens: CodeLens): CodeLens {
  return { ...lens, command: { title: '', ...inert } };
}
