import type { DocumentFacts } from '../../model/document-facts';
import type { Claim, Environment } from '../../model/environment';
import type { AccountId } from '../../model/ids';
import type { Settings } from '../../model/settings';
import type { SourcePointer } from '../../text/text';
import type { Landing, WorkspaceIndex } from '../index/workspace-index';
import { weigh } from './environments';

/** An account that the workspace declares, deploys to or mentions. */
export interface KnownAccount {
  readonly id: AccountId;
  readonly declared?: Settings['accounts'][number];
  /** What people call it: as it is declared, else the one profile or stage that deploys to it. */
  readonly name?: string;
  /** What says an environment of it, by environment: one, none, or several that contradict each other. Declarations apart. */
  readonly environments: readonly Environment[];
  /** The first place in each document that writes it, in order of uri; settings apart. */
  readonly seen: readonly SourcePointer[];
  /** What lands in it, in order of document. */
  readonly landings: readonly Landing[];
}

/** Every account that any document knows, in order of id. Costs the whole workspace. */
export function knownAccounts(index: WorkspaceIndex): readonly KnownAccount[] {
  return index.once('known accounts', gathered);
}

interface Gathered {
  readonly seen: Map<string, SourcePointer>;
  readonly landings: Landing[];
}

function gathered(index: WorkspaceIndex): readonly KnownAccount[] {
  const byId = new Map<string, Gathered>();
  const of = (id: string) => {
    const known: Gathered = byId.get(id) ?? { seen: new Map(), landings: [] };
    byId.set(id, known);
    return known;
  };
  for (const document of index.documents()) {
    for (const landing of [...index.landingsOf(document.uri), ...landingsOfMissing(document, index)]) {
      if (landing.account !== undefined) of(landing.account).landings.push(landing);
    }
    if (document.settings) {
      for (const { id } of document.settings.accounts) of(id);
      continue;
    }
    const stated = document.deployments.flatMap(({ account }) => writtenIn(account) ?? []);
    for (const { id, at } of [...document.accounts, ...stated]) {
      const { seen } = of(id);
      if (!seen.has(at.uri)) seen.set(at.uri, at);
    }
  }
  const ids = [...byId.keys()].sort();
  return ids.map(id => account(id as AccountId, byId.get(id)!, index));
}

/** What a document states of templates that are not in the workspace. */
function landingsOfMissing({ uri, deployments }: DocumentFacts, index: WorkspaceIndex): readonly Landing[] {
  const missing = deployments.filter(({ document }) => !index.document(document));
  return missing.map(deployment => ({ deployment, account: writtenIn(deployment.account)?.id, statedBy: uri }));
}

function writtenIn(account: Landing['deployment']['account']): { id: string; at: SourcePointer } | undefined {
  const [only] = account?.parts ?? [];
  return account && typeof only === 'string' && /^\d{12}$/.test(only) ? { id: only, at: account.at } : undefined;
}

function account(id: AccountId, { seen, landings }: Gathered, index: WorkspaceIndex): KnownAccount {
  const declared = index.declared(id);
  const name = declared?.name ?? nameOf(landings);
  return {
    id,
    ...(declared ? { declared } : {}),
    ...(name === undefined ? {} : { name }),
    environments: environmentsOf(landings, index),
    seen: [...seen.values()],
    landings,
  };
}

/** The profile that deploys there, else the stage; undefined where they are several. */
function nameOf(landings: readonly Landing[]): string | undefined {
  const claims = landings.flatMap(({ deployment }) => deployment.claims);
  const called = (is: (claim: Claim) => boolean) => {
    const names = new Set(claims.filter(is).flatMap(({ text }) => (text.parts.length === 1 ? text.parts : [])));
    const [only] = names;
    return names.size === 1 && typeof only === 'string' ? only : undefined;
  };
  return called(({ key }) => key === 'profile') ?? called(({ source }) => source === 'stage');
}

/** By what speaks for whole landings; where that is silent, by the resources that land. */
function environmentsOf(landings: readonly Landing[], index: WorkspaceIndex): readonly Environment[] {
  const ofLandings = landings.flatMap(({ deployment }) => {
    const claims = [...deployment.claims, ...(index.document(deployment.document)?.claims ?? [])];
    return weigh(claims.filter(undeclared), index.vocabulary) ?? [];
  });
  const said = ofLandings.length > 0 ? ofLandings : landings.flatMap(landing => residentEnvironments(landing, index));
  const byName = new Map<string, Environment>();
  for (const environment of said) {
    const before = byName.get(environment.name);
    byName.set(environment.name, before ? together(before, environment) : environment);
  }
  return [...byName.values()];
}

function undeclared({ source }: Claim): boolean {
  return source !== 'declared';
}

function residentEnvironments({ deployment }: Landing, index: WorkspaceIndex): readonly Environment[] {
  const resources = index.document(deployment.document)?.resources ?? [];
  return resources
    .filter(({ scope }) => deployment.scope === undefined || scope === deployment.scope)
    .flatMap(({ claims }) => weigh(claims, index.vocabulary) ?? []);
}

/** More places than this convince nobody further. */
const MAX_EVIDENCE = 8;

function together(a: Environment, b: Environment): Environment {
  const isKnown = (one: Environment['evidence'][number]) => a.evidence.some(({ message }) => message === one.message);
  const fresh = b.evidence.filter(one => !isKnown(one));
  return { ...a, evidence: [...a.evidence, ...fresh].slice(0, MAX_EVIDENCE) };
}
