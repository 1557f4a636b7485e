import type { Deployment } from '../../model/deployment';
import type { ResourceId } from '../../model/ids';
import type { Uri } from '../../text/text';
import * as key from '../index/index-keys';
import type { Landing, WorkspaceIndex } from '../index/workspace-index';
import { existsAt, textAt } from './at-landing';
import { decided, declaredFor } from './declared-landings';
import { accountOf, handedOn, inheritedFrom, sharesScope } from './inheritance';
import { profilesOf, withProfile } from './profiles';

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
  const found = source
    .contributed(key.deploymentKey(document))
    .flatMap(one => (one.is === 'deployment' ? [{ ...one, deployment: withProfile(one.deployment, source) }] : []))
    .sort((a, b) => (a.statedBy + a.deployment.id < b.statedBy + b.deployment.id ? -1 : 1));
  const settled = found.filter(({ deployment }) => deployment.isSettled);
  if (settled.length > 0) return settled.map(one => ({ ...one, account: accountOf(one.deployment) }));
  const stated = withoutCompleted(found)
    .flatMap(({ deployment, statedBy }) => inherited(source, deployment, statedBy, parents, known))
    .slice(0, MAX_LANDINGS);
  const declared = declaredFor(source, document);
  return declared.length === 0 ? stated : decided(stated, declared);
}

/** Of landings that another document knows more of, only that one's. */
function withoutCompleted(stated: readonly Stated[]): readonly Stated[] {
  const completed = new Set(stated.flatMap(({ deployment: { completes = [] } }) => completes.map(nameOf)));
  if (completed.size === 0) return stated;
  return stated.filter(({ deployment, statedBy }) => !completed.has(nameOf({ statedBy, id: deployment.id })));
}

type Stated = Pick<Landing, 'deployment' | 'statedBy'>;

function nameOf({ statedBy, id }: { readonly statedBy: Uri; readonly id: string }): string {
  return `${statedBy} ${id}`;
}

/** Everything that lands in an account by its own word, in order of document. */
export function landingsIn(source: Source, account: string): readonly Landing[] {
  return landingsUnder(source, [key.accountKey(account), ...profilesOf(account, source).map(key.profileKey)], account);
}

/** Everything that is deployed with a profile of which nobody says the account, in order of document. */
export function landingsWith(source: Source, profile: string): readonly Landing[] {
  return landingsUnder(source, [key.profileKey(profile)], undefined);
}

function landingsUnder(source: Source, keys: readonly string[], account: string | undefined): readonly Landing[] {
  return keys
    .flatMap(one => source.contributed(one))
    .flatMap(found =>
      found.is === 'deployment' ? [{ ...found, deployment: withProfile(found.deployment, source) }] : [],
    )
    .filter(({ deployment }) => accountOf(deployment) === account)
    .map(({ deployment, statedBy }) => ({ deployment, account, statedBy }))
    .filter(landing => !isCompleted(source, landing))
    .sort((a, b) => (a.deployment.document + a.deployment.id < b.deployment.document + b.deployment.id ? -1 : 1))
    .map(landing => (isHandedOn(landing) ? asInherited(source, landing) : landing));
}

/** Whether another document knows more of it, perhaps another account. */
function isCompleted(source: Source, { deployment, statedBy }: Landing): boolean {
  const name = nameOf({ statedBy, id: deployment.id });
  return source
    .contributed(key.deploymentKey(deployment.document))
    .some(one => one.is === 'deployment' && one.deployment.completes?.some(other => nameOf(other) === name));
}

/** With what those who state it are given themselves. */
function asInherited(source: Source, landing: Landing): Landing {
  const { document, id } = landing.deployment;
  const same = ({ deployment, statedBy }: Landing) => deployment.id === id && statedBy === landing.statedBy;
  return source.landingsOf(document).find(same) ?? landing;
}

/** Whether something in it is what a parameter of the stating document is. */
function isHandedOn({ deployment, statedBy }: Pick<Landing, 'deployment' | 'statedBy'>): boolean {
  const texts = [...Object.values(deployment.parameters), ...deployment.claims.map(({ text }) => text)];
  return statedBy !== deployment.document && texts.some(({ parts }) => parts.some(part => typeof part === 'object'));
}

/**
 * A deployment without an account of its own lands where the document that states it lands (nested stack, local module), once for
 * each landing in which that makes it; and what it is given there is what the parent is given.
 */
function inherited(
  source: Source,
  deployment: Deployment,
  statedBy: Uri,
  parents: number,
  known: Known,
): readonly Landing[] {
  const account = accountOf(deployment);
  const alone = { deployment, account, statedBy };
  if (statedBy === deployment.document || parents >= MAX_PARENTS) return [alone];
  if (account !== undefined && !isHandedOn(alone)) return [alone];
  const above = landingsBelow(source, statedBy, parents + 1, known).filter(one =>
    sharesScope(deployment, one.deployment),
  );
  if (account !== undefined) {
    const [only, ...others] = above;
    return only && others.length === 0 ? [{ ...alone, deployment: handedOn(deployment, only.deployment) }] : [alone];
  }
  const stack = source.resource(`${statedBy}#${deployment.id}` as ResourceId);
  const landings = above
    .filter(parent => existsAt(stack?.when, parent.deployment) !== 'no')
    .map(parent => ({ ...madeIn(parent, deployment), statedBy }));
  return above.length === 0 ? [alone] : landings;
}

/** As it is made by this landing of what states it: in its account, unless it says another one, as stack sets do. */
function madeIn(parent: Landing, deployment: Deployment): Pick<Landing, 'deployment' | 'account'> {
  const isElsewhere = deployment.account && deployment.scope === undefined && deployment.within === undefined;
  if (!isElsewhere) return { deployment: inheritedFrom(deployment, parent.deployment), account: parent.account };
  const account = textAt(deployment.account!, parent.deployment);
  const made = { ...handedOn(deployment, parent.deployment), account };
  const isOwn = account.parts.every(part => typeof part === 'object' && part.kind === 'ambient');
  return { deployment: made, account: isOwn ? parent.account : accountOf(made) };
}
