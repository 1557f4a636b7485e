/** What the text does not say and a reader wants to know beside it: where a document lands, what an account id is called. */
import { describeLandings } from '../../analysis/describe/describe-landings';
import { saidOfLanding } from '../../analysis/environments/landing-environment';
import type { Landing, WorkspaceIndex } from '../../analysis/index/workspace-index';
import type { DocumentFacts } from '../../model/document-facts';
import { lineEnd, lineStart } from '../../text/line';
import type { SourceRange, Uri } from '../../text/text';
import type { Snapshot } from '../snapshot';
import { headsOf } from './head-of';
import { linked } from './landings-hover';

export interface InlayHintText {
  /** Behind which character it stands. */
  readonly offset: number;
  readonly label: string;
  readonly markdown?: string;
}

/** The hints in a stretch of a document, in order of place: one for the whole document, and one at each declared account. */
export function inlayHintsIn(snapshot: Snapshot, uri: Uri, stretch: SourceRange): readonly InlayHintText[] {
  const facts = snapshot.facts(uri);
  const text = snapshot.source(uri)?.text;
  if (!facts || text === undefined || facts.settings) return [];
  const all = [...headHint(facts, text, snapshot), ...accountHints(text, stretch, snapshot.index)];
  return all
    .filter(({ offset }) => stretch.start <= offset && offset <= stretch.end)
    .sort((a, b) => a.offset - b.offset);
}

/** Behind a longer line nobody sees it. */
const MAX_LINE = 200;

function headHint(facts: DocumentFacts, text: string, snapshot: Snapshot): readonly InlayHintText[] {
  const [head] = headsOf(facts, snapshot);
  const label = head && landingLabel(facts, snapshot.index);
  if (!head || !label) return [];
  const end = lineEnd(text, head.end);
  if (end - lineStart(text, head.start) > MAX_LINE) return [];
  const markdown = describeLandings(facts, snapshot.index, linked(snapshot));
  return [{ offset: end, label, ...(markdown === undefined ? {} : { markdown }) }];
}

/** So many landings are told one by one. */
const MAX_TOLD = 3;

/** `orders-prod · production · 111122223333`; of many landings their environments. Empty where neither is known. */
export function landingLabel(facts: DocumentFacts, index: WorkspaceIndex): string {
  const landings = index.landingsOf(facts.uri);
  const told = landings.slice(0, MAX_COUNTED).map(landing => wordsOf(facts, landing, index));
  const distinct = [...new Set(told.map(({ words }) => words.join(' · ')))].filter(words => words !== '');
  if (distinct.length <= MAX_TOLD) return distinct.join(' | ');
  const environments = [...new Set(told.flatMap(({ environment }) => environment ?? []))].sort();
  return [`${landings.length} landings`, environments.join(', ')].filter(words => words !== '').join(' · ');
}

/** Of more landings than this nobody is told each environment. */
const MAX_COUNTED = 50;

function wordsOf(facts: DocumentFacts, landing: Landing, index: WorkspaceIndex) {
  const { account, deployment } = landing;
  const { environment, contradiction } = saidOfLanding(facts, landing, index);
  const said = environment?.name ?? (contradiction.length > 0 ? 'contradicting environments' : undefined);
  if (account === undefined && said === undefined) return { words: [], environment: undefined };
  const declared = account === undefined ? undefined : index.declared(account);
  const words = [deployment.name ?? declared?.name, said, account].filter(word => word !== undefined);
  return { words, environment: environment?.name };
}

/** More hints than this are no help. */
const MAX_ACCOUNTS = 500;

function accountHints(text: string, { start, end }: SourceRange, index: WorkspaceIndex): readonly InlayHintText[] {
  const hints: InlayHintText[] = [];
  for (const match of text.slice(start, end).matchAll(/(?<!\d)\d{12}(?!\d)/g)) {
    const declared = index.declared(match[0]);
    const words = declared && [declared.name, declared.environment].filter(word => word !== undefined);
    if (words && words.length > 0) hints.push({ offset: start + match.index + 12, label: words.join(' · ') });
    if (hints.length >= MAX_ACCOUNTS) break;
  }
  return hints;
}
