import { resourceAt } from '../../../analysis/deployments/at-landing';
import { spelled } from '../../../analysis/environments/environments';
import { environmentOfAccount, knownEnvironmentOf } from '../../../analysis/environments/known-environment';
import { accountMentioned, isAccountId } from '../../../analysis/environments/mentions';
import { livesHere, usedBy } from '../../../analysis/environments/sayings';
import type { Landing, WorkspaceIndex } from '../../../analysis/index/workspace-index';
import type { DocumentFacts } from '../../../model/document-facts';
import type { Resource } from '../../../model/resource';
import type { Text } from '../../../model/text';
import { isBelow, separated, separationOf } from '../separation';
import { bucketNamed } from './buckets';
import { thingImported } from './imports';
import { type Naming, reason, type Thing } from './naming';

/**
 * Things in accounts of another environment, exports and buckets of its stacks, whatever they are called; by pair of environments. Only
 * where somebody meant to say both environments.
 */
export function* namingsByAccount(document: DocumentFacts, index: WorkspaceIndex): Iterable<readonly Naming[]> {
  const byPair = new Map<string, Map<string, Naming>>();
  for (const resource of document.resources) {
    if (!namesOthers(resource)) continue;
    const landings = index.deploymentsOf(resource);
    for (const landing of landings.length > 0 ? landings : [undefined]) {
      for (const naming of namingsOf(resource, landing, index)) {
        const pair = `${naming.from.name} ${naming.environment.name} ${naming.isOutOfReach}`;
        const places = byPair.get(pair) ?? new Map<string, Naming>();
        byPair.set(pair, places.set(JSON.stringify(naming.at), naming));
      }
    }
  }
  for (const places of byPair.values()) yield [...places.values()];
}

/** A pipeline deploys into other accounts; that is what it is for. */
function namesOthers({ kind, mentions, variables, elsewhere, grants, runsAs }: Resource): boolean {
  if (kind === 'pipeline') return false;
  return mentions.length + grants.length + runsAs.length > 0 || variables !== undefined || elsewhere !== undefined;
}

function namingsOf(written: Resource, landing: Landing | undefined, index: WorkspaceIndex): readonly Naming[] {
  const resource = landing ? resourceAt(written, landing.deployment) : written;
  if (!resource || !livesHere(resource)) return [];
  const named = [...usedBy(resource), ...(resource.elsewhere ?? []), ...resource.runsAs];
  const things = named.flatMap(text => thingNamed(text, resource, landing, index));
  const from = things.length > 0 ? knownEnvironmentOf(resource, landing, index) : undefined;
  if (!from?.isMeant) return [];
  const separation = separationOf(index, resource.at.uri);
  return things
    .filter(({ environment }) => environment.isMeant && separated(from, environment, separation))
    .map(({ text, called, environment, isOutOfReach }) => ({
      label: resource.label,
      from,
      environment,
      called,
      at: text.at,
      severity: isOutOfReach ? 'hint' : isBelow(from, environment) ? 'error' : 'warning',
      because: [reason(called, environment), reason(`\`${resource.label}\``, from)],
      ...(isOutOfReach ? { isOutOfReach } : {}),
    }));
}

/** What stands in another account, in another stack that exports it, or that has a bucket of its name. */
function thingNamed(
  text: Text,
  resource: Resource,
  landing: Landing | undefined,
  index: WorkspaceIndex,
): readonly Thing[] {
  const account = accountMentioned(text);
  if (account === undefined) {
    const here = landing ? [landing] : index.landingsOf(resource.at.uri);
    return [...thingImported(text, here, index), ...bucketNamed(text, landing, index)];
  }
  const environment = account === landing?.account ? undefined : environmentOfAccount(account, index);
  const written = `\`${spelled(text)}\``;
  const called = isAccountId(spelled(text)) ? `account ${written}` : written;
  return environment ? [{ text, called, environment }] : [];
}
