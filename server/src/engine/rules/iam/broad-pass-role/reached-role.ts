import type { Vocabulary } from '../../../analysis/environments';
import type { WorkspaceIndex } from '../../../analysis/workspace-index';
import type { DocumentFacts, Resource } from '../../../model/model';
import { literalOf, show } from '../../../model/text';
import { intersect, type Request, type RequestSet } from '../../../policy/request-set';
import { passingNamed, type RoleArns, requestIn } from './asked';
import { runsCode } from './services';

/** A role of the workspace that can be passed, to a service that it trusts and that runs what its caller gives it. */
export interface ReachedRole {
  readonly role: Resource;
  readonly service: string;
  readonly request: Request;
  readonly ofProduction: boolean;
}

/** So many roles of the holder's own template are tried, and so many templates of its account. */
const MOST_TRIED = 20;

/** The most telling of the roles that are reached: one of production, nearest first, or else one of the template's own. */
export function reachedRole(
  granted: RequestSet,
  arns: RoleArns,
  principal: Resource,
  index: WorkspaceIndex,
): ReachedRole | undefined {
  const tried = (role: Resource) => reach(role, granted, arns, principal, index);
  for (const role of productionRoles(principal, index)) {
    const reached = tried(role);
    if (reached?.ofProduction) return reached;
  }
  const own = rolesIn(index.documentOf(principal)).slice(0, MOST_TRIED);
  return own.map(tried).find(reached => reached !== undefined);
}

/** Roles that are probably production's: of the template, of others in the same account, and those that say so themselves. */
function* productionRoles(principal: Resource, index: WorkspaceIndex): Iterable<Resource> {
  const own = index.documentOf(principal);
  const account = index.accountOf(principal);
  const { vocabulary } = index;
  yield* rolesIn(own).filter(role => saysProduction(role, vocabulary));
  const landings = account === undefined ? [] : index.landingsIn(account);
  for (const document of new Set(landings.map(({ deployment }) => deployment.document))) {
    const facts = document === own.uri ? undefined : index.document(document);
    if (facts) yield* rolesIn(facts).slice(0, MOST_TRIED);
  }
  for (const role of index.ofKind('role')) if (role.at.uri !== own.uri && saysProduction(role, vocabulary)) yield role;
}

const known = new WeakMap<Vocabulary, WeakMap<Resource, boolean>>();

/** By its own name and tags; remembered, for every broad grant asks it of every role. */
function saysProduction(role: Resource, vocabulary: Vocabulary): boolean {
  const answers = known.get(vocabulary) ?? new WeakMap<Resource, boolean>();
  known.set(vocabulary, answers);
  const says =
    answers.get(role) ?? role.claims.some(({ text }) => vocabulary.environmentIn(show(text))?.tier === 'production');
  answers.set(role, says);
  return says;
}

function rolesIn({ resources }: DocumentFacts): readonly Resource[] {
  return resources.filter(({ kind }) => kind === 'role');
}

function reach(
  role: Resource,
  granted: RequestSet,
  arns: RoleArns,
  principal: Resource,
  index: WorkspaceIndex,
): ReachedRole | undefined {
  if (role.id === principal.id || !mayShareAccount(role, principal, index)) return undefined;
  for (const service of trustedServices(role)) {
    const request = requestIn(intersect(granted, passingNamed(role.name && literalOf(role.name), arns, service)));
    if (request) return { role, service, request, ofProduction: isOfProduction(role, index) };
  }
  return undefined;
}

export function isOfProduction(resource: Resource, index: WorkspaceIndex): boolean {
  return index.environmentOf(resource)?.tier === 'production';
}

/** Not known to be in different accounts: a role of another cannot be passed. */
export function mayShareAccount(role: Resource, principal: Resource, index: WorkspaceIndex): boolean {
  const one = index.accountOf(role);
  const other = index.accountOf(principal);
  return one === undefined || other === undefined || one === other;
}

function trustedServices({ trust }: Resource): readonly string[] {
  const principals = trust.flatMap(({ effect, principals: named }) =>
    effect === 'Allow' && named?.mode === 'only' ? named.list : [],
  );
  const names = principals.flatMap(principal =>
    principal.kind === 'service' ? (literalOf(principal.name) ?? []) : [],
  );
  return names.filter(runsCode);
}
