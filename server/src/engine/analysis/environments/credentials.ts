/** What is deployed with the same credential into an account that nobody knows: it is the same account, whichever it is. */
import type { Deployment } from '../../model/deployment';
import type { DocumentFacts } from '../../model/document-facts';
import type { Uri } from '../../text/text';
import { holds } from '../deployments/declared-landings';
import { accountOf, sharesScope } from '../deployments/inheritance';
import { isCall, madeWith } from '../deployments/made-with';
import { profileOf, withProfile } from '../deployments/profiles';
import type { WorkspaceIndex } from '../index/workspace-index';
import { type Household, household, shareOf, together } from './household';

/** Whether a landing is of a provider: what that makes may stand in several files, and the document that states it answers for it. */
export function isOfProvider({ scope }: Deployment): boolean {
  return scope !== undefined;
}

/** One household for each provider of this document's that names no account, in each run of its own. */
export function statedProviders(document: DocumentFacts, index: WorkspaceIndex): readonly Household[] {
  const open = document.deployments
    .map(one => withProfile(one, index))
    .filter(one => isOfProvider(one) && isOpen(one, document.uri, index));
  return runsOf(open, document).map(run => householdOf(run, index));
}

/** Whether nobody knows the account, and no other document knows more of it or makes what states it. */
function isOpen(one: Deployment, statedBy: Uri, index: WorkspaceIndex): boolean {
  if (accountOf(one) !== undefined || isCompleted(one, statedBy, index) || isMadeWithCaller(one, statedBy, index))
    return false;
  const landings = index.landingsOf(one.document).filter(landing => landing.deployment.id === one.id);
  const own = landings.filter(landing => landing.statedBy === statedBy);
  return holds({ deployment: one, statedBy }, index) && (own.length === 0 || own.some(({ account }) => !account));
}

/** Whether a module that others call calls it: they answer for both. */
function isMadeWithCaller(one: Deployment, statedBy: Uri, index: WorkspaceIndex): boolean {
  return (
    isCall(one) &&
    index.landingsOf(statedBy).some(({ deployment }) => isCall(deployment) && sharesScope(one, deployment))
  );
}

function householdOf(run: readonly Deployment[], index: WorkspaceIndex): Household {
  const all = run.flatMap(one => {
    const document = isCall(one) ? index.document(one.document) : undefined;
    return document ? [one, ...madeWith(document, one, index)] : [one];
  });
  return household(
    all.map(one => shareOf(index.document(one.document), one)),
    undefined,
    index,
  );
}

/**
 * Those that one credential makes. Whoever applies a file of variables may do it with a credential of its own; what the document
 * makes whichever file is chosen is made each time.
 */
function runsOf(deployments: readonly Deployment[], document: DocumentFacts): readonly (readonly Deployment[])[] {
  if (document.format === 'settings') return groups(deployments, stepOf);
  return groups(deployments, aliasOf).flatMap(made => {
    const always = made.filter(({ at }) => at.uri === document.uri);
    const chosen = made.filter(({ at }) => at.uri !== document.uri);
    return chosen.length === 0 ? [always] : groups(chosen, ({ at }) => at.uri).map(run => [...run, ...always]);
  });
}

/** Each step of a pipeline may have a credential of its own. */
function stepOf({ at, claims }: Deployment): string {
  return JSON.stringify([at, claims.map(({ text }) => text)]);
}

/** A module calls the provider that it is handed by a name of its own. */
function aliasOf({ claims }: Deployment): string {
  const alias = claims.find(({ source, key }) => source === 'deployment' && key === 'alias');
  return alias ? JSON.stringify(alias.text.parts) : 'default';
}

function groups(all: readonly Deployment[], by: (one: Deployment) => string): readonly (readonly Deployment[])[] {
  const found = new Map<string, Deployment[]>();
  for (const one of all) {
    const group = found.get(by(one));
    if (group) group.push(one);
    else found.set(by(one), [one]);
  }
  return [...found.values()];
}

/** Whether another document knows more of a landing, and so answers for it. */
function isCompleted({ document, id }: Deployment, statedBy: Uri, index: WorkspaceIndex): boolean {
  return index
    .landingsOf(document)
    .some(({ deployment }) => deployment.completes?.some(one => one.statedBy === statedBy && one.id === id));
}

/** Of the profiles with which this document deploys into accounts that nobody knows, those that no document before it uses. */
export function statedProfiles(document: DocumentFacts, index: WorkspaceIndex): readonly Household[] {
  const names = document.deployments.flatMap(one => profileOf(withProfile(one, index))?.name ?? []);
  const shared = [...new Set(names)].filter(name => name !== ofEachMachine);
  return shared.flatMap(name => {
    const { first, runs } = index.lasting(`deployed with profile ${name}`, asked => deployedWith(name, asked));
    return first === document.uri && runs.length > 1 ? [together([], runs, 'profile')] : [];
  });
}

/** What it stands for, each machine says for itself. */
const ofEachMachine = 'default';

interface Deployed {
  /** The document that answers for them. */
  readonly first: Uri | undefined;
  readonly runs: readonly Household[];
}

function deployedWith(profile: string, index: WorkspaceIndex): Deployed {
  const landings = index.landingsWith(profile).filter(one => holds(one, index));
  const byDocument = new Map<Uri, Deployment[]>();
  for (const { statedBy, deployment } of landings) {
    byDocument.set(statedBy, [...(byDocument.get(statedBy) ?? []), deployment]);
  }
  const [first] = [...byDocument.keys()].sort();
  const runs = [...byDocument].flatMap(([uri, deployments]) => {
    const stacks = deployments.filter(one => !isOfProvider(one)).map(one => [one]);
    const document = index.document(uri);
    return [...stacks, ...(document ? runsOf(deployments.filter(isOfProvider), document) : [])];
  });
  return { first, runs: runs.map(run => householdOf(run, index)) };
}
