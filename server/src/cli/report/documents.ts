import { weigh } from '../../engine/analysis/environments/environments';
import { saidOfLanding } from '../../engine/analysis/environments/landing-environment';
import type { WorkspaceIndex } from '../../engine/analysis/index/workspace-index';
import type { DocumentFacts } from '../../engine/model/document-facts';
import type { Problem } from '../../engine/model/problem';
import type { Places, Range } from '../../findings/places';
import { problemsByDocument } from '../problems';
import type { ReadWorkspace } from '../read-workspace';

export interface DocumentReport {
  readonly file: string;
  /** Null for a file that could not be read at all. */
  readonly format: string | null;
  readonly resources: number;
  /** Null when unknown, or when the document lands in several. */
  readonly account: string | null;
  readonly environment: string | null;
  readonly problems: readonly ProblemReport[];
}

export interface ProblemReport {
  readonly message: string;
  readonly severity: Problem['severity'];
  readonly range: Range;
}

/** Every document of a known format and every file that should have been one, in order of uri. */
export function documentReports(read: ReadWorkspace, places: Places): readonly DocumentReport[] {
  const { workspace, names } = read;
  const { snapshot } = workspace;
  return [...problemsByDocument(read)].map(([uri, problems]) => {
    const facts = snapshot.facts(uri);
    return {
      file: names.file(uri),
      format: facts?.format ?? null,
      resources: facts?.resources.length ?? 0,
      ...(facts ? whereabouts(facts, snapshot.index) : { account: null, environment: null }),
      problems: problems.map(({ message, severity, range }) => ({
        message,
        severity,
        range: places.range(uri, range),
      })),
    };
  });
}

function whereabouts(facts: DocumentFacts, index: WorkspaceIndex): Pick<DocumentReport, 'account' | 'environment'> {
  const landings = index.landingsOf(facts.uri);
  const accounts = new Set(landings.map(landing => landing.account));
  const [account = null] = accounts.size === 1 ? accounts : [];
  const declared = account === null ? undefined : index.declared(account)?.environment;
  return { account, environment: declared ?? environmentOf(facts, index) ?? null };
}

/** Where all landings of which anything is known agree. */
function environmentOf(facts: DocumentFacts, index: WorkspaceIndex): string | undefined {
  const landings = index.landingsOf(facts.uri);
  if (landings.length === 0) return weigh(facts.claims, index.vocabulary)?.name;
  const said = landings.flatMap(landing => saidOfLanding(facts, landing, index).environment?.name ?? []);
  return new Set(said).size === 1 ? said[0] : undefined;
}
