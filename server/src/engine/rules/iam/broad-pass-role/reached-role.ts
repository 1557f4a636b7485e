import type { Vocabulary } from '../../../analysis/environments/environments';
import type { WorkspaceIndex } from '../../../analysis/index/workspace-index';
import { runsCode } from '../../../analysis/permissions/code-services';
import type { DocumentFacts, Resource } from '../../../model/model';
import { literalOf, show } from '../../../model/text';
import { intersect, type Request, type RequestSet } from '../../../policy/request-set';
import type { Uri } from '../../../text/text';
import { isOfProduction } from '../tiers';
import { passingNamed, type RoleArns, requestIn } from './asked';

/** A role of the workspace that can be passed, to a service that it trusts and that runs what its caller gives it. */
export interface ReachedRole {
  readonly role: Resource;
  readonly service: string;
  readonly request: Request;
  readonly ofProduction: boolean;
  /** Whether it is known to stand in the account of who passes it. */
  readonly isNear: boolean;
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
  const others = index.ofKind('role').filter(role => role.at.uri !== own.uri && saysProduction(role, vocabulary));
  yield* nearestFirst(others, own.uri);
}

/** By the folders that they have in common with a document; in the order given where those are as many. */
function nearestFirst(roles: readonly Resource[], to: Uri): readonly Resource[] {
  const byDepth: Resource[][] = [];
  for (const role of roles) {
    const depth = commonFolders(role.at.uri, to);
    byDepth[depth] ??= [];
    byDepth[depth].push(role);
  }
  return byDepth.reverse().flat();
}

function commonFolders(one: Uri, other: Uri): number {
  let folders = 0;
  for (let i = 0; i < one.length && one[i] === other[i]; i++) if (one[i] === '/') folders++;
  return folders;
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
    const isNear = sharesAccount(role, principal, index);
    if (request) return { role, service, request, ofProduction: isOfProduction(role, index), isNear };
  }
  return undefined;
}

/** A stack stands in one account, and so does a folder of Terraform's. */
export function sharesAccount(role: Resource, principal: Resource, index: WorkspaceIndex): boolean {
  const account = index.accountOf(principal);
  if (account !== undefined) return account === index.accountOf(role);
  if (role.scope !== principal.scope) return false;
  const ofOneFolder = index.documentOf(role).format === 'terraform-config' && folderOf(role) === folderOf(principal);
  return role.at.uri === principal.at.uri || ofOneFolder;
}

function folderOf({ at }: Resource): string {
  return at.uri.slice(0, at.uri.lastIndexOf('/'));
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
