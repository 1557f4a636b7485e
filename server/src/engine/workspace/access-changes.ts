/** What a workspace allows that it did not allow before: for reviewers, and for who types. */
import type { AccessChange } from '../analysis/broadening/access-change';
import { broadeningSince } from '../analysis/broadening/broadening';
import type { DocumentFacts } from '../model/document-facts';
import { checkBroadening, type Report } from '../rules/check';
import { rules } from '../rules/index';
import type { Finding } from '../rules/rule';
import type { SourceDocument, SourcePointer, Uri } from '../text/text';
import type { AccessChanges, Before, Snapshot } from './snapshot';

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
