/** What is certain to share one account, and which environments it says it belongs to. */
import type { Deployment } from '../../model/deployment';
import type { DocumentFacts } from '../../model/document-facts';
import type { Settings } from '../../model/settings';
import { matchesGlob } from '../../text/glob';
import type { Uri } from '../../text/text';
import { pathBeside } from '../../text/uri';
import { holds } from '../deployments/declared-landings';
import { accountOf } from '../deployments/inheritance';
import { isCall, isNested, madeWith } from '../deployments/made-with';
import { withProfile } from '../deployments/profiles';
import type { Landing, WorkspaceIndex } from '../index/workspace-index';
import { isOfProvider, statedProfiles, statedProviders } from './credentials';
import { type Household, household, includes, shareOf, together } from './household';
import type { Share } from './residents';

/**
 * The households that `document` answers for, each household being answered for by one document: those of its own resources when
 * no other document says where they land, and those of the accounts that it is the first to state.
 */
export function householdsOf(document: DocumentFacts, index: WorkspaceIndex): readonly Household[] {
  return [
    ...ownHouseholds(document, index),
    ...statedAccounts(document, index),
    ...declaredAccounts(document, index),
    ...statedProviders(document, index),
    ...statedProfiles(document, index),
  ];
}

function ownHouseholds(document: DocumentFacts, index: WorkspaceIndex): readonly Household[] {
  if (document.resources.length === 0 && document.deployments.length === 0) return [];
  const landings = index.landingsOf(document.uri);
  const elsewhere = landings.filter(landing => isAnsweredElsewhere(landing, index));
  const own = landings.filter(landing => !elsewhere.includes(landing)).map(landing => landed(document, landing, index));
  const homeless = new Set(
    document.resources.filter(r => !landings.some(l => includes(l.deployment, r))).map(r => r.scope),
  );
  const alone = [...homeless].map(scope => {
    const share: Share = { document, includes: resource => resource.scope === scope };
    return withMade(household([share], undefined, index), madeWith(document, undefined, index), index);
  });
  return [...own, ...alone];
}

/** One landing of a document, with what is made with it unless another makes it: then that answers for both. */
function landed(document: DocumentFacts, landing: Landing, index: WorkspaceIndex): Household {
  const { deployment, account } = landing;
  const one = household([shareOf(document, deployment)], account, index);
  const isMade = isCall(deployment) || isNested(landing, index);
  return isMade ? one : withMade(one, madeWith(document, deployment, index), index);
}

function withMade(one: Household, made: readonly Deployment[], index: WorkspaceIndex): Household {
  if (made.length === 0) return one;
  const others = householdsMade(made, one.account, index);
  return together([one], others, one.account === undefined ? 'nested' : 'account', one.account);
}

function householdsMade(made: readonly Deployment[], account: string | undefined, index: WorkspaceIndex) {
  return made.map(one => household([shareOf(index.document(one.document), one)], account, index));
}

/** Whether the document that states a landing answers for it, together with others of the same account or provider. */
function isAnsweredElsewhere({ deployment, account, statedBy }: Landing, index: WorkspaceIndex): boolean {
  if (index.document(statedBy)?.settings) return false;
  if (account !== undefined) return deployment.account?.parts[0] === account;
  return isOfProvider(deployment);
}

/** Of the accounts that this document states, those that no document before it states. */
function statedAccounts(document: DocumentFacts, index: WorkspaceIndex): readonly Household[] {
  const stated = document.deployments.map(one => withProfile(one, index));
  const accounts = new Set(stated.flatMap(one => accountOf(one) ?? []));
  return [...accounts].flatMap(account => {
    const isFirst = !index.landingsIn(account).some(({ statedBy }) => statedBy < document.uri);
    return isFirst ? [allStatedIn(account, index)] : [];
  });
}

/** All that is stated to land in an account, but for what `bulkhead.yaml` sends somewhere. */
function allStatedIn(account: string, index: WorkspaceIndex): Household {
  return index.lasting(`stated in ${account}`, asked => statedIn(account, asked));
}

function statedIn(account: string, index: WorkspaceIndex): Household {
  const byProject = new Map<string, Share[]>();
  const made: Deployment[] = [];
  for (const landing of index.landingsIn(account).filter(one => holds(one, index))) {
    const project = projectOf(landing.statedBy);
    const template = index.document(landing.deployment.document);
    const share = shareOf(template, landing.deployment);
    if (template) made.push(...madeWith(template, landing.deployment, index));
    const shares = byProject.get(project);
    if (shares) shares.push(share);
    else byProject.set(project, [share]);
  }
  const projects = [...byProject.values()].map(shares => household(shares, account, index));
  const others = householdsMade(made, account, index);
  return projects.length === 1 && others.length === 0 ? projects[0]! : together(projects, others, 'account', account);
}

/** Of the accounts to which this settings file sends documents, those to which none before it does: with what else lands there. */
function declaredAccounts({ uri, settings }: DocumentFacts, index: WorkspaceIndex): readonly Household[] {
  if (!settings || settings.deployments.length === 0) return [];
  const sent = index.once('what settings send to accounts', sentToAccounts);
  return [...sent].flatMap(([account, { first, households }]) => {
    if (first !== uri) return [];
    const stated = index.landingsIn(account).length > 0 ? [allStatedIn(account, index)] : [];
    const others = [...households, ...stated];
    return others.length > 1 ? [together([], others, 'account', account)] : [];
  });
}

interface Sent {
  /** The settings file that answers for them. */
  readonly first: Uri;
  readonly households: Household[];
}

/** By account. Which documents these are is known of all documents alone. */
function sentToAccounts(index: WorkspaceIndex): ReadonlyMap<string, Sent> {
  const byAccount = new Map<string, Sent>();
  for (const { uri: from } of index.settings()) {
    for (const { uri } of index.documents()) {
      for (const one of index.lasting(`${from} sends ${uri}`, asked => sentBy(from, uri, asked))) {
        const others = byAccount.get(one.account!);
        if (others) others.households.push(one);
        else byAccount.set(one.account!, { first: from, households: [one] });
      }
    }
  }
  return byAccount;
}

/** What lands of a document in the accounts to which a settings file sends it. */
function sentBy(from: Uri, document: Uri, index: WorkspaceIndex): readonly Household[] {
  const settings = index.document(from)?.settings;
  if (!settings || !isSent(document, from, settings)) return [];
  const facts = index.document(document);
  if (!facts) return [];
  return index
    .landingsOf(document)
    .filter(({ statedBy, account }) => statedBy === from && account !== undefined)
    .map(landing => landed(facts, landing, index));
}

/** Whether a settings file says where a document lands. */
function isSent(document: Uri, from: Uri, { deployments }: Settings): boolean {
  const path = pathBeside(from, document);
  return path !== undefined && deployments.some(({ files }) => files.some(pattern => matchesGlob(pattern, path)));
}

/** What is deployed as one: the folder of a Terraform root, and of a CDK app, whose stages have folders of their own in it. */
function projectOf(statedBy: Uri): string {
  return statedBy.replace(/(?:assembly-[^/]+\/)*[^/]*$/, '');
}
