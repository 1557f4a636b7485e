import { mayBeTogether } from '../../../analysis/deployments/places';
import { environmentOfAccount, knownEverywhere } from '../../../analysis/environments/known-environment';
import type { HandedOn, Landing, WorkspaceIndex } from '../../../analysis/index/workspace-index';
import type { ResourceKind } from '../../../model/resource';
import type { Text } from '../../../model/text';
import type { Thing } from './naming';

/** What another stack exports by the name that a text imports where it lands like this. */
export function thingImported(text: Text, landings: readonly Landing[], index: WorkspaceIndex): readonly Thing[] {
  const name = importedName(text);
  const all = name === undefined ? [] : index.exportsCalled(name);
  const [only, ...others] = all.filter(({ document }) => mayBeTogether(index.landingsOf(document), landings));
  if (others.length > 0) return [];
  return only ? exportedThing(text, only, `the export \`${name}\``, index) : outOfReach(text, all, index);
}

function exportedThing(text: Text, { value, document }: HandedOn, called: string, index: WorkspaceIndex) {
  const [named, ...others] = index.named(value, things, document);
  const environment = named && others.length === 0 ? knownEverywhere(named.resource, index) : undefined;
  return environment ? [{ text, called, environment }] : [];
}

const things: readonly ResourceKind[] = [
  ...(['data', 'secret', 'compute', 'pipeline', 'role', 'user', 'policy', 'instance-profile', 'other'] as const),
];

/** Exports of other accounts are what no import means: whoever wrote it may have thought of them. */
function outOfReach(text: Text, exported: readonly HandedOn[], index: WorkspaceIndex): readonly Thing[] {
  const owners = exported
    .flatMap(({ document }) => index.landingsOf(document))
    .map(({ account }) => (account === undefined ? undefined : environmentOfAccount(account, index)));
  const [environment] = owners;
  if (!environment || owners.some(owner => owner?.name !== environment.name)) return [];
  return [{ text, called: `\`${importedName(text)}\``, environment, isOutOfReach: true }];
}

function importedName({ parts: [only, ...more] }: Text): string | undefined {
  return more.length === 0 && typeof only === 'object' ? only.import : undefined;
}
