import type { Deployment } from '../../model/deployment';
import type { DocumentFacts } from '../../model/document-facts';
import type { Environment } from '../../model/environment';
import type { Resource } from '../../model/resource';
import type { WorkspaceIndex } from '../index/workspace-index';
import type { NamedEnvironment } from './environments';
import { declaredAs } from './known-environment';
import { mergeSides, type Reference, type Residents, residentsOf, type Share } from './residents';

/**
 * Things that share one account. `proof` says why: the account is known; a stack is in exactly one, with the stacks nested in it; a
 * state records what one credential made; a configuration's provider is one credential in each run, and so is a profile everywhere,
 * as a rule.
 */
export interface Household extends Omit<Residents, 'references'> {
  readonly proof: 'account' | 'stack' | 'nested' | 'state' | 'provider' | 'profile';
  readonly account?: string;
  readonly references: readonly KnownReference[];
  /** Of an account in which several projects live: each by itself. */
  readonly projects?: readonly Household[];
  /** Of those who live here, those that other documents answer for: what one of them mixes by itself is theirs to tell. */
  readonly others?: readonly Household[];
}

/** A resource of known environment that names a thing of an environment. */
export interface KnownReference extends Reference {
  readonly from: NamedEnvironment;
  /** Why its environment is known, where neither it nor its landing says it. */
  readonly because?: Environment['evidence'][number];
}

/** Those who live in these shares, in an account or in one that nobody knows. */
export function household(shares: readonly Share[], account: string | undefined, index: WorkspaceIndex): Household {
  const lived = shares.map(share => residentsOf(share, index.vocabulary));
  return {
    proof: account === undefined ? proofOf(shares) : 'account',
    ...(account === undefined ? {} : { account }),
    sides: mergeSides(lived.flatMap(one => one.sides)),
    doubted: lived.flatMap(one => one.doubted),
    references: lived.flatMap(one => one.references).flatMap(one => known(one, account, index)),
    perWorkspace: lived.flatMap(one => one.perWorkspace),
  };
}

/** Those of whom nobody says another environment are of what their account is declared to be. */
function known(reference: Reference, account: string | undefined, index: WorkspaceIndex): readonly KnownReference[] {
  const { from } = reference;
  if (from) return [{ ...reference, from }];
  const owner = account === undefined ? undefined : declaredAs(account, index);
  return owner ? [{ ...reference, from: owner, because: owner.because }] : [];
}

/** Households that share an account by this proof. */
export function together(
  projects: readonly Household[],
  others: readonly Household[],
  proof: Household['proof'],
  account?: string,
): Household {
  return {
    proof,
    ...(account === undefined ? {} : { account }),
    projects,
    others,
    sides: mergeSides([...projects, ...others].flatMap(({ sides }) => sides)),
    doubted: [...projects, ...others].flatMap(({ doubted }) => doubted),
    references: projects.flatMap(({ references }) => references),
    perWorkspace: projects.flatMap(({ perWorkspace }) => perWorkspace),
  };
}

/** What lands of a document like this. */
export function shareOf(document: DocumentFacts | undefined, landing: Deployment): Share {
  return { document, landing, includes: resource => includes(landing, resource) };
}

/** Whether a resource of the landing's document is of those that land like this. */
export function includes({ scope }: Deployment, resource: Resource): boolean {
  return scope === undefined || scope === resource.scope;
}

function proofOf(shares: readonly Share[]): Household['proof'] {
  const formats = shares.flatMap(({ document }) => document?.format ?? []);
  if (formats.includes('terraform-state')) return 'state';
  const isOfProvider = shares.some(({ landing }) => landing?.scope !== undefined);
  return isOfProvider || formats.some(format => format.startsWith('terraform-')) ? 'provider' : 'stack';
}
