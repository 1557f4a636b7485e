import type { Deployment } from '../../model/deployment';
import type { DocumentFacts } from '../../model/document-facts';
import type { Claim } from '../../model/environment';
import type { Resource } from '../../model/resource';
import { part, type SourcePointer } from '../../text/text';
import {
  claimsFor,
  isMeant,
  isStronger,
  type Judged,
  judgedOf,
  type NamedEnvironment,
  type Vocabulary,
} from './environments';
import { type Marked, type Mentioning, type PerWorkspace, sayingsAt } from './sayings';

/** A resource, or a landing for its resources, of which something says the environment. */
export interface Resident {
  readonly environment: NamedEnvironment;
  /** Why we think so. */
  readonly claim: Claim;
  /** What a person calls it: a resource, or the stack that speaks for its resources. */
  readonly label: string;
  /** How many resources this is. */
  readonly size: number;
  /** Where to point: its own claim, or the first resource that a landing speaks for. */
  readonly at: SourcePointer;
  readonly landing?: Deployment;
  /** Absent for a landing. */
  readonly resource?: Resource;
}

/** Residents of one environment. */
export interface Side {
  readonly environment: NamedEnvironment;
  /** How many resources. */
  readonly size: number;
  /** The first of them: those that were meant to say it before those that only look so, each in order; at most `MAX_KEPT`. */
  readonly residents: readonly Resident[];
}

/** Nobody reads, or mends in one edit, more of a side than this. */
const MAX_KEPT = 12;

/** A resource that names a thing of an environment, and its own one where it or its landing says that. */
export interface Reference extends Mentioning {
  readonly from: NamedEnvironment | undefined;
}

/** Who lives somewhere, and what they say of others. */
export interface Residents {
  /** One for each environment. */
  readonly sides: readonly Side[];
  /** Landings as what people call them, where they count as something else: an `orders-prod` that is tagged `dev`. */
  readonly doubted: readonly Resident[];
  readonly references: readonly Reference[];
  readonly perWorkspace: readonly PerWorkspace[];
}

/** A document and the part of it that lands somewhere. */
export interface Share {
  readonly document: DocumentFacts | undefined;
  readonly landing?: Deployment;
  readonly includes: (resource: Resource) => boolean;
}

interface Remembered {
  readonly document: DocumentFacts | undefined;
  readonly words: Vocabulary;
  readonly residents: Residents;
}

/** An account is asked about anew when one of its many stacks changes; the others live there as before. */
const remembered = new WeakMap<Deployment, Remembered>();

/** Who lives in a share, by what the resources say themselves and, of those that are silent or weaker, by what their landing says. */
export function residentsOf(share: Share, words: Vocabulary): Residents {
  const { document, landing } = share;
  const known = landing && remembered.get(landing);
  if (known && known.document === document && known.words === words) return known.residents;
  const residents = readResidents(share, words);
  if (landing) remembered.set(landing, { document, words, residents });
  return residents;
}

function readResidents(share: Share, words: Vocabulary): Residents {
  const { document, includes, landing } = share;
  const [spoken] = claimsFor(claimsOn(share), words);
  if (!document) {
    const sides = sidesOf(spoken ? [landed(share, spoken, [])] : []);
    return { sides, doubted: doubtedIn(share, sides, [], words), references: [], perWorkspace: [] };
  }
  const sayings = sayingsAt(landing, document, words);
  const own: Marked[] = [];
  const others = sayings.silent.filter(includes);
  for (const marked of sayings.marked) {
    if (!includes(marked.resource)) continue;
    if (spoken && overrules(spoken.claim, marked.claim)) others.push(marked.resource);
    else own.push(marked);
  }
  const residents = own.map(marked => settled(share, marked));
  const sides = sidesOf(
    spoken && isAnybody(others, spoken) ? [...residents, landed(share, spoken, others)] : residents,
  );
  return {
    sides,
    doubted: doubtedIn(share, sides, others, words),
    references: referencesFrom(share, sayings.mentioning, [...own, ...sayings.named], spoken?.environment),
    perWorkspace: sayings.perWorkspace.filter(({ resource }) => includes(resource)),
  };
}

/** What speaks for all of a share. A stack with a pipeline in it is named after the environment that it deploys to. */
function claimsOn({ document, landing }: Share): readonly Claim[] {
  const claims = [...(landing?.claims ?? []), ...(document?.claims ?? [])];
  const deploysElsewhere = document?.resources.some(({ kind }) => kind === 'pipeline') ?? false;
  return deploysElsewhere ? claims.filter(({ source }) => source !== 'stack-name') : claims;
}

/** Whether a landing speaks for anybody. A declaration is itself what the resources are held against. */
function isAnybody(silent: readonly Resource[], { claim }: Judged): boolean {
  return silent.length > 0 || claim.source === 'declared';
}

/** A declaration is what a resource's own tag is held against, so that it does not silence it. */
function overrules(landing: Claim, own: Claim): boolean {
  return isStronger(landing, own) && !(landing.source === 'declared' && isMeant(own));
}

/** What people call a landing itself. */
const callings: ReadonlySet<Claim['source']> = new Set(['stage', 'deployment', 'stack-name']);

/** Nobody doubts what is declared, and nobody can tell where the strongest evidence contradicts itself. */
function doubtedIn(
  share: Share,
  sides: readonly Side[],
  silent: readonly Resource[],
  words: Vocabulary,
): readonly Resident[] {
  const claims = claimsOn(share);
  const [spoken] = claimsFor(claims, words);
  if (!spoken || spoken.claim.source === 'declared') return [];
  const known = new Set(sides.map(({ environment }) => environment.name));
  const called = judgedOf(claims, words).filter(
    ({ claim, environment }) => callings.has(claim.source) && !known.has(environment.name),
  );
  return [...new Map(called.reverse().map(one => [one.environment.name, one])).values()].map(one =>
    landed(share, one, silent),
  );
}

function sidesOf(residents: readonly Resident[]): readonly Side[] {
  return mergeSides(
    residents.map(resident => ({ environment: resident.environment, size: resident.size, residents: [resident] })),
  );
}

/** The sides with those of the same environment put together. */
export function mergeSides(sides: readonly Side[]): readonly Side[] {
  const byName = new Map<
    string,
    { size: number; meant: Resident[]; looking: Resident[]; environment: NamedEnvironment }
  >();
  for (const { environment, size, residents } of sides) {
    const side = byName.get(environment.name) ?? { size: 0, meant: [], looking: [], environment };
    byName.set(environment.name, side);
    side.size += size;
    for (const resident of residents) {
      const list = isMeant(resident.claim) ? side.meant : side.looking;
      if (list.length < MAX_KEPT) list.push(resident);
    }
  }
  return [...byName.values()].map(({ environment, size, meant, looking }) => ({
    environment,
    size,
    residents: [...meant, ...looking].slice(0, MAX_KEPT),
  }));
}

/** A resource that speaks for itself. */
function settled({ landing }: Share, { resource, environment, claim }: Marked): Resident {
  const { label } = resource;
  return { environment, claim, label, size: 1, at: saidAt(claim), resource, ...(landing ? { landing } : {}) };
}

/** What else is said of a resident, and of another environment: weaker, but not to be kept from who judges. */
export function saidAgainst({ environment, resource, landing }: Resident, words: Vocabulary): readonly Judged[] {
  const claims = [...(resource?.claims ?? []), ...(landing?.claims ?? [])];
  return judgedOf(claims, words).filter(other => other.environment.name !== environment.name);
}

/** The landing of a resource that speaks for itself, where that says the same. */
export function secondedBy({ environment, resource, landing }: Resident, words: Vocabulary): Resident | undefined {
  if (!resource || !landing) return undefined;
  const same = judgedOf(landing.claims, words).find(other => other.environment.name === environment.name);
  return same && landed({ document: undefined, landing, includes: () => false }, same, []);
}

/** Where a claim is read; that of a whole block by what names the block. */
export function saidAt({ source, text, key }: Claim): SourcePointer {
  return source === 'module' && key === undefined ? headOf(text.at) : text.at;
}

/** A block's key. One that stands in a list has none: tools list resources with their addresses. */
function headOf(at: SourcePointer): SourcePointer {
  if (typeof at.path.at(-1) === 'string') return part(at, 'key');
  return { ...at, path: [...at.path, 'address'], part: 'value' };
}

/** The landing, for its resources that do not speak. */
function landed(share: Share, spoken: Judged, resources: readonly Resource[]): Resident {
  const [first] = resources;
  return {
    ...spoken,
    label: landedAs(share, spoken.claim),
    size: resources.length,
    at: first ? headOf(first.at) : saidAt(spoken.claim),
    ...(share.landing ? { landing: share.landing } : {}),
  };
}

function landedAs({ landing, document }: Share, { source, text }: Claim): string {
  if (landing?.name !== undefined) return source === 'module' ? `module.${landing.name}` : landing.name;
  const uri = document?.uri ?? landing?.document ?? text.at.uri;
  return uri.slice(uri.lastIndexOf('/') + 1);
}

function referencesFrom(
  { includes }: Share,
  mentioning: readonly Mentioning[],
  own: readonly Marked[],
  spoken: NamedEnvironment | undefined,
): readonly Reference[] {
  const environments = new Map(own.map(({ resource, environment }) => [resource, environment]));
  const here = mentioning.filter(({ resource }) => includes(resource));
  return here.map(one => ({ ...one, from: environments.get(one.resource) ?? spoken }));
}
