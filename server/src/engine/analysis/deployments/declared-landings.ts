/** What `bulkhead.yaml` says of where documents land, and how that decides about what else is stated. */
import type { Deployment } from '../../model/deployment';
import type { Settings } from '../../model/settings';
import type { Text } from '../../model/text';
import { matchesGlob } from '../../text/glob';
import type { Uri } from '../../text/text';
import { pathBeside } from '../../text/uri';
import type { Landing, WorkspaceIndex } from '../index/workspace-index';
import { accountCalled } from './declared-accounts';

/** So many declared landings of one document are told apart. */
const MAX_DECLARED = 256;

/** The landings that are declared for a document. */
export function declaredFor(index: WorkspaceIndex, document: Uri): readonly Landing[] {
  return index.settings().flatMap(({ uri, settings }) => {
    const path = pathBeside(uri, document);
    if (!settings || path === undefined) return [];
    const sent = settings.deployments.filter(entry => entry.files.some(pattern => matchesGlob(pattern, path)));
    if (sent.length === 0 || index.isSideFile(document)) return [];
    return sent.slice(0, MAX_DECLARED).map((entry, i) => declaredLanding(settings, entry, document, uri, i));
  });
}

function declaredLanding(
  settings: Settings,
  entry: Settings['deployments'][number],
  document: Uri,
  statedBy: Uri,
  i: number,
): Landing {
  const { at } = entry;
  const account = entry.account === undefined ? undefined : accountCalled(entry.account, settings);
  const parameters = Object.entries(entry.parameters).map(([name, value]) => [name, { parts: [value], at }]);
  const deployment: Deployment = {
    id: `declared ${i} ${document}`,
    document,
    ...(account ? { account: { parts: [account], at } } : {}),
    ...(entry.region ? { region: { parts: [entry.region], at } } : {}),
    claims: entry.environment ? [{ source: 'declared', text: { parts: [entry.environment], at } }] : [],
    parameters: Object.fromEntries(parameters),
    at,
  };
  return { deployment, account, statedBy };
}

/**
 * Declared landings with what else is stated about the document: where one is declared and several are stated, each of these lands
 * there, and each in its own account where none is declared; what is given otherwise than it is declared is another landing.
 */
export function decided(stated: readonly Landing[], declared: readonly Landing[]): readonly Landing[] {
  return declared.flatMap(landing => {
    const same = stated.filter(one => agree(one.deployment, landing.deployment));
    const isOne = declared.length === 1 && same.every(({ deployment }) => deployment.scope === undefined);
    const isEach = isOne || landing.account === undefined;
    if (isEach && same.length > 0) return same.map(one => merged(landing, [one]));
    return [merged(landing, same)];
  });
}

function merged(landing: Landing, stated: readonly Landing[]): Landing {
  const overruled = overruledBy(landing, stated);
  const deployment = { ...landing.deployment, ...(overruled.length > 0 ? { otherAccounts: overruled } : {}) };
  const claims = [...deployment.claims, ...stated.flatMap(one => one.deployment.claims)];
  const [only, ...others] = stated;
  if (!only || others.length > 0) return { ...landing, deployment: { ...deployment, claims } };
  const { name, region, parameters, isWhole, id } = only.deployment;
  return {
    ...landing,
    account: landing.account ?? only.account,
    deployment: {
      ...(landing.account === undefined ? whereabouts(only.deployment) : {}),
      ...(region ? { region } : {}),
      ...(name === undefined ? {} : { name }),
      ...(isWhole ? { isWhole } : {}),
      ...deployment,
      id: `${deployment.id} ${id}`,
      claims,
      parameters: { ...parameters, ...deployment.parameters },
    },
  };
}

/** What a landing says of where it is, but for what may be said anew. */
function whereabouts({ account, otherAccounts, sameAccount, byCredential, scope }: Deployment): Partial<Deployment> {
  return {
    ...(account ? { account } : {}),
    ...(otherAccounts ? { otherAccounts } : {}),
    ...(sameAccount ? { sameAccount } : {}),
    ...(byCredential ? { byCredential } : {}),
    ...(scope === undefined ? {} : { scope }),
  };
}

/** The accounts that others state and that are not what is declared. */
function overruledBy({ account }: Landing, stated: readonly Landing[]): readonly Text[] {
  if (account === undefined) return [];
  return stated
    .filter(one => one.account !== undefined && one.account !== account)
    .flatMap(({ deployment }) => deployment.account ?? []);
}

/** Whether no parameter is given differently. */
function agree(one: Deployment, other: Deployment): boolean {
  return Object.entries(other.parameters).every(([name, { parts }]) => {
    const given = Object.hasOwn(one.parameters, name) ? one.parameters[name] : undefined;
    const isOpen = given?.parts.some(part => typeof part === 'object');
    return given === undefined || isOpen || given.parts.join('') === parts.join('');
  });
}

/** False when a landing does not count because `bulkhead.yaml` sends its document somewhere else. */
export function holds(
  { deployment, statedBy }: Pick<Landing, 'deployment' | 'statedBy'>,
  index: WorkspaceIndex,
): boolean {
  if (index.settings().every(({ settings }) => settings?.deployments.length === 0)) return true;
  const landings = index.landingsOf(deployment.document);
  return landings.some(landing => landing.statedBy === statedBy && landing.deployment.id === deployment.id);
}
