/** The account map as JSON: the engine's pointers become places in the texts of now. */
import type * as json from '../account-map';
import type {
  AccountMap,
  MappedAccount,
  MappedEdge,
  MappedFinding,
  MappedResource,
  MappedStack,
} from '../engine/analysis/account-map/account-map';
import type { NamedEnvironment } from '../engine/analysis/environments/environments';
import type { SourcePointer, Uri } from '../engine/text/text';
import type { Places } from '../findings/places';
import { spoken } from '../findings/shown';

export interface MapWords {
  readonly places: Places;
  /** How whoever asks calls a file. */
  file(uri: Uri): string;
  /** Whether findings in a file that a hole decides are shown. */
  showsPossible(uri: Uri): boolean;
}

/** Pauses now and then: texts are read again to find the places in them. */
export function* mapJson(map: AccountMap, words: MapWords): Generator<void, json.AccountMap, void> {
  const saying = { ...words, place: remembering((at: SourcePointer) => placeOf(at, words)) };
  const resources = yield* inPortions(map.resources, resource => resourceJson(resource, saying));
  const edges = yield* inPortions(map.edges, edge => edgeJson(edge, saying));
  return {
    version: 1,
    accounts: map.accounts.map(account => accountJson(account, saying)),
    resources,
    edges,
    mixes: map.mixes,
    ...(map.moreEdges > 0 ? { moreEdges: map.moreEdges } : {}),
  };
}

const portion = 50;

function* inPortions<T, R>(all: readonly T[], turned: (one: T) => R): Generator<void, readonly R[], void> {
  const done: R[] = [];
  for (const one of all) if (done.push(turned(one)) % portion === 0) yield;
  return done;
}

interface Saying extends MapWords {
  place(at: SourcePointer): json.MapPlace;
}

function placeOf(at: SourcePointer, { places, file }: MapWords): json.MapPlace {
  return { file: file(at.uri), range: places.of(at) };
}

/** Very many edges share a statement. */
function remembering(place: (at: SourcePointer) => json.MapPlace): (at: SourcePointer) => json.MapPlace {
  const known = new WeakMap<SourcePointer, json.MapPlace>();
  return at => {
    const found = known.get(at) ?? place(at);
    known.set(at, found);
    return found;
  };
}

function accountJson(
  { id, name, environment, evidence, stacks, outside }: MappedAccount,
  saying: Saying,
): json.MapAccount {
  return {
    id,
    ...(name === undefined ? {} : { name }),
    ...environmentJson(environment),
    evidence: evidenceJson(evidence, saying),
    stacks: stacks.map(stack => stackJson(stack, saying)),
    outside,
  };
}

function stackJson(stack: MappedStack, saying: Saying): json.MapStack {
  const { id, name, document, format, region, environment, evidence, resources, others } = stack;
  return {
    ...{ id, name, file: saying.file(document), format },
    ...(region === undefined ? {} : { region }),
    ...environmentJson(environment),
    evidence: evidenceJson(evidence, saying),
    resources,
    ...(others > 0 ? { others } : {}),
  };
}

function resourceJson(
  { id, name, type, kind, environment, at, findings }: MappedResource,
  saying: Saying,
): json.MapResource {
  const shown = findings.filter(one => one.confidence === 'certain' || saying.showsPossible(one.at.uri));
  return {
    ...{ id, name, type, kind },
    ...environmentJson(environment),
    ...(at ? saying.place(at) : {}),
    findings: shown.map(finding => findingJson(finding, saying)),
  };
}

function findingJson(finding: MappedFinding, { place }: Saying): json.MapFinding {
  const { rule, severity, message, fingerprint, at } = spoken(finding);
  return { rule, severity, message, fingerprint, ...place(at) };
}

function edgeJson({ because, ...edge }: MappedEdge, { place }: Saying): json.MapEdge {
  return { ...edge, because: because.map(place) };
}

function evidenceJson(evidence: MappedAccount['evidence'], { place }: Saying): readonly json.MapEvidence[] {
  return evidence.map(({ message, at }) => ({ message, ...place(at) }));
}

function environmentJson(environment: NamedEnvironment | undefined): Pick<json.MapStack, 'environment' | 'tier'> {
  if (!environment) return {};
  const { name, tier } = environment;
  return { environment: name, ...(tier === undefined ? {} : { tier }) };
}
