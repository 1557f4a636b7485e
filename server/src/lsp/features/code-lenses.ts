import type { CodeLens, CodeLensParams } from 'vscode-languageserver';
import type { Uri } from '../../engine/text/text';
import { factsOf, type LensSubject, lensesIn, lensTitle } from '../../engine/workspace/lenses';
import { canonicalUri } from '../../files/uri';
import { compareAccess, type EditorPlace, showAccountMap } from '../../protocol';
import { converterFor } from '../convert';
import type { Session } from '../session';
import type { SinceHead } from '../since-head';
import { broadenedLenses } from './broadened';

/** What a lens is asked again with. */
interface LensData extends LensSubject {
  readonly uri: Uri;
}

/** Lines above templates and principals. What they say is worked out when they are seen. */
export class CodeLenses {
  /** From which it was worked out. */
  private facts: object | undefined;

  /** Which commands the client has; without one nothing happens on a click. */
  constructor(
    private readonly session: Session,
    private readonly sinceHead: SinceHead,
    private readonly client: { readonly hasMap: boolean; readonly hasComparison: boolean },
  ) {}

  of({ textDocument }: CodeLensParams): CodeLens[] {
    const uri = canonicalUri(textDocument.uri);
    if (!this.session.folders.settingsOf(uri).codeLens) return [];
    const { places } = converterFor(this.session);
    const lenses = lensesIn(this.session.snapshot, uri).map(({ range, about }) => {
      const data: LensData = { uri, ...about };
      return { range: places.range(uri, range), data };
    });
    const command = this.client.hasComparison ? compareAccess : inert.command;
    return [...lenses, ...broadenedLenses(uri, this.session, this.sinceHead, command)];
  }

  resolved(lens: CodeLens): CodeLens {
    if (lens.command) return lens;
    const data = lens.data as LensData | undefined;
    if (typeof data?.uri !== 'string') return unsaid(lens);
    const { snapshot } = this.session;
    this.facts = factsOf(snapshot);
    const title = lensTitle(snapshot, data.uri, data);
    if (title === undefined) return unsaid(lens);
    const place: EditorPlace = { uri: this.session.clientUri(data.uri), position: lens.range.start };
    return {
      ...lens,
      command: { title, ...(this.client.hasMap ? { command: showAccountMap, arguments: [place] } : inert) },
    };
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
