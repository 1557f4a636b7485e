/** Which environment a resource belongs to, and why we think so, as Markdown. */
import type { Environment } from '../../model/environment';
import type { Resource } from '../../model/resource';
import type { SourcePointer } from '../../text/text';
import { contradictionIn } from '../environments/environments';
import { contradictionWords } from '../environments/landing-environment';
import type { Landing, WorkspaceIndex } from '../index/workspace-index';
import { code, mostItems, plain } from './markdown';

/** How a place is named and linked. */
export type PlaceWords = (at: SourcePointer) => string;

type Evidence = Environment['evidence'];

/** One environment, or those of its landings where they differ, or what contradicts itself; undefined where nothing is said. */
export function describeEnvironments(
  resource: Resource,
  index: WorkspaceIndex,
  placed: PlaceWords,
): string | undefined {
  const environment = index.environmentOf(resource);
  if (environment) return oneEnvironment(resource.label, environment, placed);
  const landings = index.deploymentsOf(resource);
  const known = landings.flatMap(landing => {
    const said = index.environmentOf(resource, landing);
    return said ? [{ landing, said }] : [];
  });
  if (known.length > 0) return ofLandings(resource.label, known, placed);
  const [contradiction] = (landings.length > 0 ? landings : [undefined])
    .map(landing => contradictionIn(index.claimsOn(resource, landing), index.vocabulary))
    .filter(found => found.length > 0);
  if (!contradiction) return undefined;
  const head = `What says the environment of ${code(resource.label)} contradicts itself`;
  return [head, ...list('It says', contradictionWords(contradiction), placed)].join('\n\n');
}

function oneEnvironment(label: string, environment: Environment, placed: PlaceWords): string {
  const { name, tier, evidence, against = [] } = environment;
  const kind = tier && tier !== name ? `, a ${tier} environment` : '';
  const head = `${code(label)} belongs to **${plain(name)}**${kind}`;
  return [head, ...list('Because', evidence, placed), ...list('Although', against, placed)].join('\n\n');
}

function ofLandings(
  label: string,
  known: readonly { readonly landing: Landing; readonly said: Environment }[],
  placed: PlaceWords,
): string {
  const items = known.slice(0, mostItems).map(({ landing: { deployment, account }, said }) => {
    const where = deployment.name ?? account;
    const [first] = said.evidence;
    const reason = first ? `: ${withPlace(first, placed)}` : '';
    return `\n- **${plain(said.name)}**${where === undefined ? '' : ` in ${code(where)}`}${reason}`;
  });
  const rest = known.length > mostItems ? [`\n- and ${known.length - mostItems} more`] : [];
  return `${code(label)} belongs to another environment in each landing:\n${[...items, ...rest].join('')}`;
}

function list(title: string, evidence: Evidence, placed: PlaceWords): readonly string[] {
  if (evidence.length === 0) return [];
  const rest = evidence.length > mostItems ? [`\n- and ${evidence.length - mostItems} more`] : [];
  const items = evidence.slice(0, mostItems).map(said => `\n- ${withPlace(said, placed)}`);
  return [`${title}:\n${[...items, ...rest].join('')}`];
}

function withPlace({ message, at }: Evidence[number], placed: PlaceWords): string {
  return `${message} (${placed(at)})`;
}
