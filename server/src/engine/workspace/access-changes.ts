/** What a workspace allows that it did not allow before: for reviewers, and for who types. */
import { type AccessChange, broadeningSince } from '../analysis/broadening/broadening';
import type { DocumentFacts } from '../model/document-facts';
import { checkBroadening, type Report } from '../rules/check';
import { rules } from '../rules/index';
import type { Finding } from '../rules/rule';
import type { SourceDocument, SourcePointer, SourceRange, Uri } from '../text/text';
import type { Snapshot } from './snapshot';

/** How the workspace was before. */
export interface Before {
  /** What a person calls that state: `HEAD`. */
  readonly called: string;
  /** Documents that were written otherwise, or that are gone. */
  readonly documents: readonly SourceDocument[];
  /** Documents that were not there. */
  readonly without: readonly Uri[];
}

export interface AccessChanges {
  readonly changes: readonly AccessChange[];
  /** Whether there were more than are told. */
  readonly isCut: boolean;
  /** What the rules on this say, in order of document; in generated documents where they are generated. */
  readonly findings: readonly Finding[];
  /** Its facts and texts alone: what rules would say of it is not worked out. */
  readonly before: Snapshot;
  /** Of what is allowed in the texts of now, of what is forbidden in those before. */
  range(change: AccessChange): SourceRange;
}

/** A snapshot that says what rules find. */
export interface Broadened extends Snapshot {
  judged(document: DocumentFacts, reports: readonly Report[]): readonly Finding[];
  /** As `trying`, of which nobody asks for findings. */
  factsOf(documents: readonly SourceDocument[], without: readonly Uri[]): Snapshot;
}

export function* accessChanges(
  now: Broadened,
  { called, documents, without }: Before,
): Generator<void, AccessChanges, void> {
  const before = now.factsOf(documents, without);
  yield* before.prepare();
  const { changes, isCut } = yield* broadeningSince(before.index, now.index);
  const range = ({ is, at }: { readonly is: AccessChange['is']; readonly at: SourcePointer }) =>
    (is === 'allowed' ? now : before).range(at);
  return { changes, isCut, findings: findingsOn(now, changes, called), before, range };
}

function findingsOn(now: Broadened, changes: readonly AccessChange[], since: string): readonly Finding[] {
  const byDocument = new Map<Uri, AccessChange[]>();
  for (const change of changes) {
    if (change.is !== 'allowed') continue;
    const { uri } = change.at;
    const known = byDocument.get(uri);
    if (known) known.push(change);
    else byDocument.set(uri, [change]);
  }
  return [...byDocument]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([uri, own]) => {
      const facts = now.facts(uri);
      return facts ? now.judged(facts, checkBroadening(rules, { changes: own, since })) : [];
    });
}
