/** What is made together, and where: one stack for each landing of a template. */

import type { DocumentFacts } from '../../model/document-facts';
import type { Resource } from '../../model/resource';
import { literalOf } from '../../model/text';
import { folderOf } from '../../text/uri';
import { type NamedEnvironment, weigh } from '../environments/environments';
import { saidOfLanding } from '../environments/landing-environment';
import type { Landing, WorkspaceIndex } from '../index/workspace-index';
import type { Evidence } from './account-map';
import { stackNames } from './stack-names';

/** A resource as it is in one landing. */
export interface Resident {
  readonly resource: Resource;
  readonly landing: Landing | undefined;
}

export interface Stack {
  readonly id: string;
  /** What in its id tells it from other landings of the same; empty where there is one. */
  readonly suffix: string;
  readonly name: string;
  /** The first of its documents. */
  readonly document: DocumentFacts;
  readonly landings: readonly Landing[];
  /** Twelve digits, where they are known. */
  readonly account: string | undefined;
  readonly region: string | undefined;
  readonly environment: NamedEnvironment | undefined;
  readonly evidence: Evidence;
  readonly residents: readonly Resident[];
}

/** So many landings of one document are shown. */
const MAX_STACKS = 50;

interface Place {
  readonly account: string | undefined;
  readonly region: string | undefined;
  readonly name: string;
  readonly environment: NamedEnvironment | undefined;
  readonly evidence: Evidence;
}

interface Growing extends Place {
  readonly document: DocumentFacts;
  /** What it is made of: a document, or a folder of Terraform's. */
  readonly source: string;
  readonly suffix: string;
  readonly landings: Landing[];
  readonly residents: Resident[];
  /** Two documents may state one landing. */
  readonly held: Set<Resource['id']>;
}

/** In order of document. Those of which no document here has resources are left out. */
export function* stacksOf(index: WorkspaceIndex): Generator<void, readonly Stack[], void> {
  const documents = index.documents().filter(({ resources }) => resources.length > 0);
  const nameOf = stackNames(documents, index);
  const stacks = new Map<string, Growing>();
  for (const document of documents) {
    addStacks(document, nameOf, stacks, index);
    yield;
  }
  const perSource = new Map<string, number>();
  for (const { source } of stacks.values()) perSource.set(source, (perSource.get(source) ?? 0) + 1);
  return [...stacks.values()].map(({ source, held, ...stack }) => {
    const suffix = perSource.get(source) === 1 ? '' : stack.suffix;
    return { ...stack, suffix, id: source + suffix };
  });
}

function addStacks(
  document: DocumentFacts,
  nameOf: ReturnType<typeof stackNames>,
  stacks: Map<string, Growing>,
  index: WorkspaceIndex,
): void {
  const source = document.format === 'terraform-config' ? folderOf(document.uri) : document.uri;
  const byLanding = new Map<Landing | string | undefined, Growing>();
  const stackAt = (landing: Landing | undefined, declared: string | undefined) => {
    const known = byLanding.get(landing ?? declared);
    if (known) return known;
    const elsewhere = { ...nowhere(document, nameOf, index), account: declared };
    const place = landing ? placeOf(document, landing, nameOf, index) : elsewhere;
    const { account, region, name, environment } = place;
    const suffix = `@${[name, environment?.name, account, region].filter(word => word !== undefined).join(' ')}`;
    const stack = stacks.get(source + suffix) ?? {
      ...place,
      document,
      source,
      suffix,
      landings: [],
      residents: [],
      held: new Set(),
    };
    stacks.set(source + suffix, stack);
    byLanding.set(landing ?? declared, stack);
    if (landing) stack.landings.push(landing);
    return stack;
  };
  const landings = index.landingsOf(document.uri).slice(0, MAX_STACKS);
  for (const resource of document.resources) {
    for (const landing of landingsIn(resource, landings, index)) {
      const { held, residents } = stackAt(landing, landing ? undefined : resource.declared?.account);
      if (!held.has(resource.id)) residents.push({ resource, landing });
      held.add(resource.id);
    }
  }
}

/** None for what exists in none of them; what belongs to a provider of which nothing is known lands nowhere known. */
function landingsIn(
  resource: Resource,
  landings: readonly Landing[],
  index: WorkspaceIndex,
): readonly (Landing | undefined)[] {
  const own = landings.filter(({ deployment: { scope } }) => scope === undefined || scope === resource.scope);
  if (own.length === 0) return [undefined];
  if (resource.when === undefined) return own;
  const existing = new Set(index.deploymentsOf(resource));
  return own.filter(landing => existing.has(landing));
}

function placeOf(
  document: DocumentFacts,
  landing: Landing,
  nameOf: ReturnType<typeof stackNames>,
  index: WorkspaceIndex,
): Place {
  const { account, deployment } = landing;
  const { environment } = saidOfLanding(document, landing, index);
  const at = deployment.account?.at ?? deployment.at;
  const lands = account === undefined ? [] : [{ message: `lands in account \`${account}\``, at }];
  return {
    account,
    region: deployment.region && literalOf(deployment.region),
    name: nameOf(document, landing),
    environment: environment && { name: environment.name, tier: environment.tier },
    evidence: [...(environment?.evidence ?? []), ...lands],
  };
}

function nowhere(
  document: DocumentFacts,
  nameOf: ReturnType<typeof stackNames>,
  index: WorkspaceIndex,
): Omit<Place, 'account'> {
  const environment = weigh(document.claims, index.vocabulary);
  return {
    region: undefined,
    name: nameOf(document, undefined),
    environment: environment && { name: environment.name, tier: environment.tier },
    evidence: environment?.evidence ?? [],
  };
}
