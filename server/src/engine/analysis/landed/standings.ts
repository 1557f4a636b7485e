/** Where a template stands: its landings, those of one account and environment together. */
import type { DocumentFacts } from '../../model/document-facts';
import type { Uri } from '../../text/text';
import { saidOfLanding } from '../environments/landing-environment';
import type { Landing, WorkspaceIndex } from '../index/workspace-index';

export interface Standing {
  /** Tells it from others of the document; the same in other documents for the same account and environment. */
  readonly word: string;
  /** One at least. */
  readonly landings: readonly Landing[];
}

/** A template that stands in more places than these is looked at as one. */
const MAX_STANDINGS = 12;

/**
 * Several, or none where the document stands in one place, or in too many. What lands by different providers lands as often as these
 * are several, but is one configuration, whose resources refer to each other.
 */
export function standingsOf(document: Uri, index: WorkspaceIndex): readonly Standing[] {
  return index.lasting(`standings of ${document}`, asked => {
    const landings = asked.landingsOf(document);
    const [first, ...others] = landings;
    if (others.length === 0 || others.some(({ deployment }) => deployment.scope !== first!.deployment.scope))
      return none;
    const facts = asked.document(document);
    return facts && facts.resources.length > 0 ? grouped(landings, facts, asked) : none;
  });
}

const none: readonly Standing[] = [];

function grouped(landings: readonly Landing[], facts: DocumentFacts, index: WorkspaceIndex): readonly Standing[] {
  const byWord = new Map<string, Landing[]>();
  for (const landing of landings) {
    const word = standingWord(landing, facts, index);
    const known = byWord.get(word);
    if (known) known.push(landing);
    else byWord.set(word, [landing]);
  }
  const standings = [...byWord].map(([word, some]) => ({ word, landings: some }));
  return standings.length > 1 && standings.length <= MAX_STANDINGS ? standings : none;
}

/** What the standing of a landing is called. */
export function standingWord(landing: Landing, facts: DocumentFacts, index: WorkspaceIndex): string {
  const { environment } = saidOfLanding(facts, landing, index);
  return [landing.account, environment?.name].filter(word => word !== undefined).join(' ');
}
