import { declaredAccounts } from '../../../analysis/deployments/declared-accounts';
import { type KnownAccount, knownAccounts } from '../../../analysis/environments/known-accounts';
import { residentsOf, type Side } from '../../../analysis/environments/residents';
import type { Landing, WorkspaceIndex } from '../../../analysis/index/workspace-index';
import type { Deployment } from '../../../model/deployment';
import type { StructuralEdit } from '../../../syntax/structural-edit';
import type { SourcePointer } from '../../../text/text';
import type { Fix } from '../../rule';
import { leadOf, type Mix } from '../mixes';
import { separated, separationOf } from '../separation';

/**
 * Sends all that lands as one side to the account of its environment, where only one is known; only where what says its account
 * speaks for nothing else, and where nothing lives in the other account that is to be kept from it.
 */
export function moving({ household, side, other, declared }: Mix, index: WorkspaceIndex): readonly Fix[] {
  const { account } = household;
  if (account === undefined) return [];
  const sides = declared ? [side] : [side, other];
  return sides.flatMap(one => {
    const landings = landingsFor(one, account, index);
    const to = landings.length > 0 ? rightAccount(one, account, index) : undefined;
    const edits = to ? landings.map(landing => editsOf(landing, account, to.id, index)) : [];
    return to && edits.every(some => some.length > 0) ? [fixOf(one, landings, to, unique(edits.flat()))] : [];
  });
}

function fixOf(
  { environment }: Side,
  landings: readonly Landing[],
  { id, declared }: KnownAccount,
  edits: readonly StructuralEdit[],
): Fix {
  const names = [...new Set(landings.flatMap(({ deployment }) => deployment.name ?? []))];
  const what = names.length === 1 ? `\`${names[0]}\`` : `what is ${environment.name} here`;
  const why = declared ? `declared ${declared.environment}` : `where all else is ${environment.name}`;
  return {
    id: `move-${environment.name}`,
    title: `${titleOf(what, id, landings)}, ${why}`,
    kind: 'review',
    ...(declared ? { preferred: true } : {}),
    inSource: true,
    edits,
    otherwise: 'its account is not written out, once, where its provider says it',
  };
}

function titleOf(what: string, to: string, landings: readonly Landing[]): string {
  if (landings.some(({ deployment }) => deployment.byCredential)) return `Accept no account but ${to} for ${what}`;
  const isByRole = landings.some(({ deployment }) => placesOf(deployment).some(isOfRole));
  return isByRole ? `Assume the role of this name in account ${to} for ${what}` : `Deploy ${what} to account ${to}`;
}

function isOfRole({ path }: SourcePointer): boolean {
  return path.includes('role_arn');
}

/** What several landings have in common is changed once. */
function unique(edits: readonly StructuralEdit[]): readonly StructuralEdit[] {
  return [...new Map(edits.map(edit => [JSON.stringify(edit), edit])).values()];
}

/** All that lands in the account by what says so of the side; none where that speaks for others too. */
function landingsFor({ environment, residents }: Side, account: string, index: WorkspaceIndex): readonly Landing[] {
  const isOfSide = (landing: Landing) => environmentsAt(landing, index).includes(environment.name);
  const all = index.landingsIn(account);
  const own = all.filter(isOfSide).map(({ deployment }) => deployment);
  const places = [...residents.map(({ landing }) => landing), ...own].map(one => (one ? placesOf(one) : []));
  if (places.some(some => some.length === 0)) return [];
  const said = new Set(places.flat().map(place => JSON.stringify(place)));
  const landings = all.filter(({ deployment }) => placesOf(deployment).some(place => said.has(JSON.stringify(place))));
  const isAlone = landings.every(landing => environmentsAt(landing, index).every(name => name === environment.name));
  return isAlone ? landings : [];
}

/** Where somebody says in which account it lands. */
function placesOf({ account, parameters, sameAccount = [] }: Deployment): readonly SourcePointer[] {
  const [id, ...more] = account?.parts ?? [];
  if (!account || typeof id !== 'string' || more.length > 0) return [];
  const given = Object.values(parameters).filter(({ parts }) => parts.length === 1 && parts[0] === id);
  const [own, ...others] = [account, ...sameAccount].map(({ at }) => at);
  return [given.length === 1 ? given[0]!.at : own!, ...others];
}

function environmentsAt({ deployment }: Landing, index: WorkspaceIndex): readonly string[] {
  const document = index.document(deployment.document);
  const { scope } = deployment;
  const share = {
    document,
    landing: deployment,
    includes: (one: { readonly scope?: string }) => scope === undefined || scope === one.scope,
  };
  return residentsOf(share, index.vocabulary).sides.map(({ environment }) => environment.name);
}

/**
 * The only account that is declared to be of the environment; else the only other one in which nothing but that lands. What the
 * settings of another folder declare is another project's.
 */
function rightAccount(side: Side, from: string, index: WorkspaceIndex): KnownAccount | undefined {
  const { environment } = side;
  const { uri } = leadOf(side).at;
  const settings = index.settingsFor(uri).map(declaredAccounts);
  const accounts = knownAccounts(index).filter(({ id }) => id !== from);
  const declared = accounts.filter(({ id }) => {
    const [name] = settings.flatMap(({ byId }) => byId.get(id)?.environment ?? []);
    return name !== undefined && index.vocabulary.environmentCalled(name).name === environment.name;
  });
  const used = accounts.filter(
    one =>
      !one.declared?.environment && one.environments.length === 1 && one.environments[0]!.name === environment.name,
  );
  const [only, ...others] = declared.length > 0 ? declared : used;
  if (!only || others.length > 0) return undefined;
  const separation = separationOf(index, uri);
  const isKept = (name: string) => separated(environment, index.vocabulary.environmentCalled(name), separation);
  return only.environments.some(({ name }) => isKept(name)) ? undefined : only;
}

/** What makes it land elsewhere; nothing where that is for other files to say, such as a profile of somebody's credentials. */
function editsOf(
  { deployment, statedBy }: Landing,
  from: string,
  to: string,
  index: WorkspaceIndex,
): readonly StructuralEdit[] {
  const format = index.document(statedBy)?.format;
  if (format !== 'cdk' && format !== 'terraform-config' && format !== 'terraform-plan') return [];
  // Whoever has the other account's credential is stopped.
  if (deployment.byCredential)
    return [{ kind: 'insert', into: deployment.at, key: 'allowed_account_ids', value: [to] }];
  return placesOf(deployment).map(at => ({ kind: 'reword', at, from, to }));
}
