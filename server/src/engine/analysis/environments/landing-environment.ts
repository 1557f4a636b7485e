import type { DocumentFacts } from '../../model/document-facts';
import type { Claim, Environment } from '../../model/environment';
import type { Landing, WorkspaceIndex } from '../index/workspace-index';
import { asEvidence, contradictionIn, type Judged, weigh } from './environments';

/** What is said of a landing as a whole. */
export interface SaidOfLanding {
  /** Undefined where nothing names one, or what does contradicts itself. */
  readonly environment: Environment | undefined;
  /** What contradicts itself, so that nobody can tell. */
  readonly contradiction: readonly Judged[];
}

/** So many resources are asked where nothing speaks for all of them. */
const MAX_ASKED = 200;

/** By what speaks for all that lands; where that is silent, by the resources, if those of them that say anything agree. */
export function saidOfLanding(document: DocumentFacts, landing: Landing, index: WorkspaceIndex): SaidOfLanding {
  const claims = claimsOn(document, landing, index);
  const environment = weigh(claims, index.vocabulary);
  const contradiction = contradictionIn(claims, index.vocabulary);
  if (environment || contradiction.length > 0) return { environment, contradiction };
  return { environment: environmentOfResources(document, landing, index), contradiction };
}

function claimsOn(
  { claims }: DocumentFacts,
  { deployment, account }: Landing,
  index: WorkspaceIndex,
): readonly Claim[] {
  const declared = account === undefined ? undefined : index.declared(account);
  const owner: readonly Claim[] = declared?.environment
    ? [{ source: 'declared', text: { parts: [declared.environment], at: declared.at } }]
    : [];
  return [...deployment.claims, ...claims, ...owner];
}

function environmentOfResources(
  { resources }: DocumentFacts,
  landing: Landing,
  index: WorkspaceIndex,
): Environment | undefined {
  const { scope } = landing.deployment;
  const landed = resources.filter(one => scope === undefined || one.scope === scope).slice(0, MAX_ASKED);
  const [first, ...others] = landed.flatMap(resource => index.environmentOf(resource, landing) ?? []);
  return others.every(({ name }) => name === first?.name) ? first : undefined;
}

/** Says what contradicts itself: "tag `Environment` is `prod` (production)". */
export function contradictionWords(contradiction: readonly Judged[]): readonly Environment['evidence'][number][] {
  return contradiction.map(judged => {
    const { message, at } = asEvidence(judged);
    return { message: `${message} (${judged.environment.name})`, at };
  });
}
