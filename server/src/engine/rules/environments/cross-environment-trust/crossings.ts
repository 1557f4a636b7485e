import { statementAt } from '../../../analysis/deployments/at-landing';
import { asWritten } from '../../../analysis/deployments/parameter-values';
import {
  type KnownEnvironment,
  knownEnvironmentOf,
  knownEverywhere,
} from '../../../analysis/environments/known-environment';
import { environmentOfPrincipal, type KnownPrincipal } from '../../../analysis/environments/let-in';
import type { Landing, WorkspaceIndex } from '../../../analysis/index/workspace-index';
import { givenFor, readable } from '../../../analysis/permissions/iam-names';
import {
  type LetIn,
  letsIn,
  letsInUnnamed,
  type OwnPolicies,
  ownPolicies,
} from '../../../analysis/permissions/lets-in';
import type { DocumentFacts } from '../../../model/document-facts';
import type { Severity } from '../../../model/problem';
import type { Resource, ResourceKind } from '../../../model/resource';
import type { PolicyStatement, Principal } from '../../../model/statement';
import { isBelow, type Separation, separated, separationOf } from '../separation';
import { whomIn } from './whom';

/** Somebody of another environment whom a resource lets in. */
export interface Crossing {
  readonly resource: Resource;
  readonly environment: KnownEnvironment;
  readonly statement: PolicyStatement;
  readonly principal: Principal;
  readonly other: KnownPrincipal;
  readonly severity: Severity;
  readonly letIn: LetIn;
}

/** Of every policy that stands in the document, as it is in each of its landings. */
export function* crossingsIn(document: DocumentFacts, index: WorkspaceIndex): Iterable<Crossing> {
  for (const holder of document.resources.filter(namesSomebody)) {
    const landings = index.deploymentsOf(holder);
    const resource = guardedBy(holder, index);
    for (const landing of landings.length > 0 ? landings : [undefined]) {
      yield* crossingsAt({ holder, resource, landing, index });
    }
  }
}

const lets = new WeakMap<Resource, boolean>();

/** Whether it lets in an account, a role or a user at all; remembered, for most let in nobody. */
function namesSomebody(resource: Resource): boolean {
  if (resource.trust.length === 0) return false;
  const known = lets.get(resource) ?? resource.trust.some(statement => whomIn(statement).length > 0);
  lets.set(resource, known);
  return known;
}

/** What a policy that stands by itself is put on, where that is in the workspace. */
function guardedBy(holder: Resource, index: WorkspaceIndex): Resource {
  const named = holder.attachedTo.flatMap(text => index.named(text, guarded, holder.at.uri));
  return named.length === 1 ? named[0]!.resource : holder;
}

const guarded: readonly ResourceKind[] = ['data', 'secret', 'compute', 'other', 'pipeline'];

/** A policy in one landing of the document in which it stands. */
interface Standing {
  readonly holder: Resource;
  readonly resource: Resource;
  readonly landing: Landing | undefined;
  readonly index: WorkspaceIndex;
}

function* crossingsAt(standing: Standing): Iterable<Crossing> {
  const { holder, resource, landing, index } = standing;
  const environment = environmentIn(standing);
  if (!environment) return;
  const said = statementsOn(standing, [holder]).flatMap(statement =>
    whomIn(statement).flatMap(principal => {
      const other = environmentOfPrincipal(principal, holder, landing, index);
      const severity = other && severityOf(environment, other, separationOf(index, holder.at.uri));
      return other && severity ? [{ resource, environment, statement, principal, other, severity }] : [];
    }),
  );
  const policies = said.length > 0 ? policiesOn(standing) : undefined;
  for (const one of said.slice(0, MOST_DECIDED)) {
    const letIn = decided(one, standing, policies!);
    if (letIn) yield { ...one, severity: isByName(one, policies!) ? 'warning' : one.severity, letIn };
  }
}

/**
 * Whether a role is trusted to no more than some of an account by their names. Less grave: it takes somebody who can become one of
 * these, or change it.
 */
function isByName({ resource, statement, principal, other, severity }: Said, policies: OwnPolicies): boolean {
  if (resource.kind !== 'role' || severity !== 'error') return false;
  if (principal.kind === 'identity' && statement.principals?.list.includes(principal)) return true;
  return other.account !== undefined && !letsInUnnamed(statement, other.account, policies);
}

type Said = Omit<Crossing, 'letIn'>;

/** More of one policy's principals than this nobody reads. */
const MOST_DECIDED = 100;

function environmentIn({ holder, resource, landing, index }: Standing): KnownEnvironment | undefined {
  const isHere = resource.at.uri === holder.at.uri;
  const own = isHere ? knownEnvironmentOf(resource, landing, index) : knownEverywhere(resource, index);
  return own ?? (resource === holder ? undefined : knownEnvironmentOf(holder, landing, index));
}

/** What these say of who may do what with the resource, as it is there. */
function statementsOn({ landing }: Standing, resources: readonly Resource[]): readonly PolicyStatement[] {
  const written = [...new Set(resources)].flatMap(({ trust, at }) => trust.map(statement => ({ statement, at })));
  return written.flatMap(({ statement, at }) => {
    if (landing?.deployment.document !== at.uri) return [statement];
    return statementAt(statement, landing.deployment) ?? [];
  });
}

/**
 * Grave where who is let in is of the environment that is to be kept out, and somebody meant to say both; the other way round told
 * only where they did.
 */
function severityOf(own: KnownEnvironment, other: KnownEnvironment, separation: Separation): Severity | undefined {
  if (!separated(own, other, separation)) return undefined;
  const isMeant = own.isMeant && other.isMeant;
  if (isBelow(other, own)) return isMeant ? 'error' : 'warning';
  return isMeant ? 'information' : undefined;
}

/** Past the conditions and Denies of all policies on the resource. */
function decided({ statement, other }: Said, { landing }: Standing, policies: OwnPolicies): LetIn | undefined {
  const found = letsIn(statement, other.principal, other.account ?? landing?.account, policies);
  if (!found) return undefined;
  const { account } = policies.given;
  const request = readable(found.request, account === undefined ? {} : { account });
  return { request, certain: found.certain && other.certain };
}

function policiesOn(standing: Standing): OwnPolicies {
  const { holder, resource, landing, index } = standing;
  const all = statementsOn(standing, [holder, resource, ...putOn(resource, index)]);
  const account = landing?.account === undefined ? {} : { account: landing.account };
  return ownPolicies(resource, all, { ...givenFor(resource, index, asWritten), ...account });
}

function putOn(resource: Resource, index: WorkspaceIndex): readonly Resource[] {
  return resource.kind === 'role' ? [] : index.policiesPutOn(resource);
}
