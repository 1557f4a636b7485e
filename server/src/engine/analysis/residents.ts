import type { Claim, Deployment, DocumentFacts, Resource } from '../model/model';
import { part, type SourcePointer } from '../text/text';
import { claimsFor, isStronger, type Judged, type NamedEnvironment, type Vocabulary } from './environments';
import { type Marked, type Mentioning, type PerWorkspace, sayingsOf } from './sayings';

/** Resources that share an account, with the environment that something says of them. */
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
}

/** A resource of known environment that names a thing of an environment. */
export interface Reference extends Mentioning {
  readonly from: NamedEnvironment;
}

/** Who lives somewhere, and what they say of others. */
export interface Residents {
  readonly residents: readonly Resident[];
  readonly references: readonly Reference[];
  readonly perWorkspace: readonly PerWorkspace[];
}

/** A document and the part of it that lands somewhere. */
export interface Share {
  readonly document: DocumentFacts | undefined;
  readonly landing?: Deployment;
  readonly includes: (resource: Resource) => boolean;
}

/** Who lives in a share, by what the resources say themselves and, of those that are silent or weaker, by what their landing says. */
export function residentsOf(share: Share, words: Vocabulary): Residents {
  const { document, landing, includes } = share;
  const [spoken] = claimsFor([...(landing?.claims ?? []), ...(document?.claims ?? [])], words);
  if (!document) return { residents: spoken ? [landed(share, spoken, [])] : [], references: [], perWorkspace: [] };
  const sayings = sayingsOf(document, words);
  const own: Marked[] = [];
  const others = sayings.silent.filter(includes);
  for (const marked of sayings.marked) {
    if (!includes(marked.resource)) continue;
    if (spoken && isStronger(spoken.claim, marked.claim)) others.push(marked.resource);
    else own.push(marked);
  }
  const residents = own.map(marked => settled(share, marked));
  return {
    residents: spoken ? [...residents, landed(share, spoken, others)] : residents,
    references: referencesFrom(share, sayings.mentioning, own, spoken?.environment),
    perWorkspace: sayings.perWorkspace.filter(({ resource }) => includes(resource)),
  };
}

/** A resource that speaks for itself. */
function settled({ landing }: Share, { resource, environment, claim }: Marked): Resident {
  const { label } = resource;
  return { environment, claim, label, size: 1, at: claim.text.at, ...(landing ? { landing } : {}) };
}

/** The landing, for its resources that do not speak. */
function landed({ landing }: Share, spoken: Judged, resources: readonly Resource[]): Resident {
  const [first] = resources;
  const { uri } = spoken.claim.text.at;
  return {
    ...spoken,
    label: landing?.name ?? uri.slice(uri.lastIndexOf('/') + 1),
    size: resources.length,
    at: first ? part(first.at, 'key') : spoken.claim.text.at,
    ...(landing ? { landing } : {}),
  };
}

function referencesFrom(
  { includes }: Share,
  mentioning: readonly Mentioning[],
  own: readonly Marked[],
  spoken: NamedEnvironment | undefined,
): readonly Reference[] {
  const environments = new Map(own.map(({ resource, environment }) => [resource, environment]));
  return mentioning.flatMap(one => {
    const from = environments.get(one.resource) ?? spoken;
    return from && includes(one.resource) ? [{ ...one, from }] : [];
  });
}
