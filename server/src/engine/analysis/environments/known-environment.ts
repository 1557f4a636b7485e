import type { Environment } from '../../model/environment';
import type { Resource } from '../../model/resource';
import type { Landing, WorkspaceIndex } from '../index/workspace-index';
import { asEvidence, claimsFor, isMeant, type NamedEnvironment } from './environments';

/** An environment, why we think so, and whether somebody meant to say it: not by a name alone. */
export interface KnownEnvironment extends NamedEnvironment {
  readonly isMeant: boolean;
  /** The strongest of its evidence. */
  readonly because: Environment['evidence'][number];
}

/** Of a resource, in one landing where it has any; undefined when nothing says one, or the strongest contradict each other. */
export function knownEnvironmentOf(
  resource: Resource,
  landing: Landing | undefined,
  index: WorkspaceIndex,
): KnownEnvironment | undefined {
  const [strongest] = claimsFor(index.claimsOn(resource, landing), index.vocabulary);
  return strongest && { ...strongest.environment, isMeant: isMeant(strongest.claim), because: asEvidence(strongest) };
}

/** In all landings of which anything is known, where these agree. */
export function knownEverywhere(resource: Resource, index: WorkspaceIndex): KnownEnvironment | undefined {
  const landings = index.deploymentsOf(resource);
  if (landings.length === 0) return knownEnvironmentOf(resource, undefined, index);
  const [first, ...others] = landings.flatMap(landing => knownEnvironmentOf(resource, landing, index) ?? []);
  return first && others.every(({ name }) => name === first.name) ? first : undefined;
}

/** Of an account: what `bulkhead.yaml` declares it to be, else what all that lands there is deployed as. */
export function environmentOfAccount(account: string, index: WorkspaceIndex): KnownEnvironment | undefined {
  return index.once(`environment of account ${account}`, asked => declaredAs(account, asked) ?? usedAs(account, asked));
}

/** What `bulkhead.yaml` declares an account to be. */
export function declaredAs(account: string, index: WorkspaceIndex): KnownEnvironment | undefined {
  const declared = index.declared(account);
  if (declared?.environment === undefined) return undefined;
  const { environment, at } = declared;
  const because = { message: `declared \`${environment}\``, at };
  return { ...index.vocabulary.environmentCalled(environment), isMeant: true, because };
}

function usedAs(account: string, index: WorkspaceIndex): KnownEnvironment | undefined {
  const claims = index.landingsIn(account).flatMap(({ deployment }) => deployment.claims);
  const said = claims.flatMap(claim => claimsFor([claim], index.vocabulary));
  const [strongest] = claimsFor(claims, index.vocabulary);
  if (!strongest || said.some(({ environment }) => environment.name !== strongest.environment.name)) return undefined;
  const { message, at } = asEvidence(strongest);
  const because = { message: `${message}, of what is deployed there`, at };
  return { ...strongest.environment, isMeant: isMeant(strongest.claim), because };
}
