import type { Deployment, Settings } from '../../model/model';
import type { Uri } from '../../text/text';
import { pathBeside } from '../../text/uri';
import * as key from '../index/index-keys';
import type { Landing, WorkspaceIndex } from '../index/workspace-index';

/** What landings are worked out from: the index, and the contributions below it. */
type Source = WorkspaceIndex & { contributed(at: string): readonly key.Contribution[] };

/** How many parents of nested stacks are followed. */
const MAX_PARENTS = 8;

/** So many landings of one document are told apart: ten modules that call ten each have millions of them a few levels down. */
const MAX_LANDINGS = 256;

/** Landings that are worked out already, by document and number of parents below it. */
type Known = Map<string, readonly Landing[]>;

/**
 * Where a document lands: what it and others state, and what `bulkhead.yaml` declares, which decides: a declared account takes the
 * place of every other one.
 */
export function landingsOf(source: Source, document: Uri): readonly Landing[] {
  return landingsBelow(source, document, 0, new Map());
}

function landingsBelow(source: Source, document: Uri, parents: number, known: Known): readonly Landing[] {
  const name = `${parents} ${document}`;
  const found = known.get(name) ?? workedOut(source, document, parents, known);
  known.set(name, found);
  return found;
}

function workedOut(source: Source, document: Uri, parents: number, known: Known): readonly Landing[] {
  const stated = source
    .contributed(key.deploymentKey(document))
    .flatMap(found => (found.is === 'deployment' ? [found] : []))
    .sort((a, b) => (a.statedBy + a.deployment.id < b.statedBy + b.deployment.id ? -1 : 1))
    .flatMap(({ deployment, statedBy }) => inherited(source, deployment, statedBy, parents, known))
    .slice(0, MAX_LANDINGS);
  const declared = declaredFor(source, document);
  return declared.length === 0 ? stated : decided(stated, declared);
}

/** Everything that lands in an account by its own word, in order of document. */
export function landingsIn(source: Source, account: string): readonly Landing[] {
  return source
    .contributed(key.accountKey(account))
    .flatMap(found =>
      found.is === 'deployment' ? [{ deployment: found.deployment, account, statedBy: found.statedBy }] : [],
    )
    .sort((a, b) => (a.deployment.document + a.deployment.id < b.deployment.document + b.deployment.id ? -1 : 1));
}

/** A deployment without an account of its own lands where the document that states it lands (nested stack, local module). */
function inherited(
  source: Source,
  deployment: Deployment,
  statedBy: Uri,
  parents: number,
  known: Known,
): readonly Landing[] {
  const account = literalAccount(deployment);
  if (account !== undefined || statedBy === deployment.document || parents >= MAX_PARENTS) {
    return [{ deployment, account, statedBy }];
  }
  const above = landingsBelow(source, statedBy, parents + 1, known);
  if (above.length === 0) return [{ deployment, account, statedBy }];
  return above.map(parent => ({
    deployment: { ...deployment, claims: [...deployment.claims, ...parent.deployment.claims] },
    account: parent.account,
    statedBy,
  }));
}

function literalAccount(deployment: Deployment): string | undefined {
  const [only] = deployment.account?.parts ?? [];
  return deployment.account?.parts.length === 1 && typeof only === 'string' && /^\d{12}$/.test(only) ? only : undefined;
}

function declaredFor(source: Source, document: Uri): readonly Landing[] {
  return source.settings().flatMap(({ uri, settings }) => {
    const path = pathBeside(uri, document);
    if (!settings || path === undefined) return [];
    return settings.deployments
      .filter(entry => entry.files.some(pattern => matchesPath(pattern, path)))
      .map((entry, i) => declaredLanding(settings, entry, document, uri, i));
  });
}

function declaredLanding(
  settings: Settings,
  entry: Settings['deployments'][number],
  document: Uri,
  statedBy: Uri,
  i: number,
): Landing {
  const account = settings.accounts.find(({ id, name }) => id === entry.account || name === entry.account)?.id;
  const parameters = Object.entries(entry.parameters).map(([name, value]) => [name, { parts: [value], at: entry.at }]);
  const deployment: Deployment = {
    id: `declared ${i} ${document}`,
    document,
    ...(account ? { account: { parts: [account], at: entry.at } } : {}),
    ...(entry.region ? { region: { parts: [entry.region], at: entry.at } } : {}),
    claims: entry.environment ? [{ source: 'declared', text: { parts: [entry.environment], at: entry.at } }] : [],
    parameters: Object.fromEntries(parameters),
    at: entry.at,
  };
  return { deployment, account, statedBy };
}

/** Declared landings, each with the claims of what else is stated about the document. */
function decided(stated: readonly Landing[], declared: readonly Landing[]): readonly Landing[] {
  const claims = stated.flatMap(landing => landing.deployment.claims);
  return declared.map(landing => ({
    ...landing,
    deployment: { ...landing.deployment, claims: [...landing.deployment.claims, ...claims] },
  }));
}

/** Whether a glob (`*`, `?`, `**`) relative to a folder means a path in it. */
export function matchesPath(pattern: string, path: string): boolean {
  const source = pattern
    .replace(/^\.\//, '')
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replace(/\*\*\/|\*\*|\*|\?/g, wild => ({ '**/': '(?:[^/]+/)*', '**': '.*', '*': '[^/]*', '?': '[^/]' })[wild]!);
  return new RegExp(`^${source}$`, 's').test(path);
}
