/** Where a document lands, and why we think so, as Markdown. */
import type { DocumentFacts } from '../../model/document-facts';
import type { Environment } from '../../model/environment';
import { literalOf } from '../../model/text';
import { contradictionWords, saidOfLanding } from '../environments/landing-environment';
import type { Landing, WorkspaceIndex } from '../index/workspace-index';
import type { PlaceWords } from './describe-environment';
import { code, mostItems, plain } from './markdown';

/** Undefined for what lands nowhere that is known. */
export function describeLandings(
  document: DocumentFacts,
  index: WorkspaceIndex,
  placed: PlaceWords,
): string | undefined {
  const landings = index.landingsOf(document.uri);
  if (landings.length === 0) return undefined;
  const shown = landings.slice(0, mostItems).map(landing => landed(document, landing, index, placed));
  const rest = landings.length > mostItems ? [`- and ${landings.length - mostItems} more`] : [];
  const head = landings.length === 1 ? 'Lands once' : `Lands ${landings.length} times`;
  return `${head}:\n\n${[...shown, ...rest].join('\n')}`;
}

function landed(document: DocumentFacts, landing: Landing, index: WorkspaceIndex, placed: PlaceWords): string {
  const { environment, contradiction } = saidOfLanding(document, landing, index);
  const { deployment } = landing;
  const region = deployment.region && literalOf(deployment.region);
  const words = [
    deployment.name === undefined ? undefined : code(deployment.name),
    accountWords(landing, index),
    region === undefined ? undefined : code(region),
    environment ? `**${plain(environment.name)}**` : 'of no known environment',
  ].filter(word => word !== undefined);
  const reasons = [
    ...(environment?.evidence ?? []).map(said => reason(said, placed)),
    ...(environment?.against ?? []).map(said => `but ${reason(said, placed)}`),
    ...contradictionWords(contradiction).map(said => `contradiction: ${reason(said, placed)}`),
  ].slice(0, mostItems);
  const stated = `stated in ${placed(deployment.account?.at ?? deployment.at)}`;
  return `- ${words.join(', ')}; ${[stated, ...reasons].join('; ')}`;
}

function accountWords({ account }: Landing, index: WorkspaceIndex): string {
  if (account === undefined) return 'in an account that nothing names';
  const name = index.declared(account)?.name;
  return name === undefined ? `account ${code(account)}` : `account ${code(name)} (${account})`;
}

function reason({ message, at }: Environment['evidence'][number], placed: PlaceWords): string {
  return `${message} (${placed(at)})`;
}
