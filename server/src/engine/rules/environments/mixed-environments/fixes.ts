import type { Resident, Side } from '../../../analysis/residents';
import type { WorkspaceIndex } from '../../../analysis/workspace-index';
import type { Uri } from '../../../text/text';
import type { Fix } from '../../rule';
import { declaring } from './declaring';
import { leadOf, type Mix } from './mixes';

export function fixesOf(mix: Mix, near: Uri, index: WorkspaceIndex): readonly Fix[] {
  const { side, other, household } = mix;
  const fixes = [retag(side, other, index)];
  if (!mix.declared && side.size === other.size) fixes.push(retag(other, side, index));
  if (household.account !== undefined && !index.declared(household.account)) {
    fixes.push(declaring(household.account, 'shared', near, index));
  }
  return fixes.flatMap(fix => fix ?? []);
}

/** Gives the resources of one side the tag of the other; only where their tags are all that sets them apart. */
function retag(side: Side, other: Side, index: WorkspaceIndex): Fix | undefined {
  const [first] = side.residents;
  const isOpen = (resident: Resident) => isTagged(resident) && !index.document(resident.claim.text.at.uri)?.generated;
  if (!first || side.residents.length !== side.size || !side.residents.every(isOpen)) return undefined;
  const value = tagValueOf(other);
  const whose = side.residents.length === 1 ? `the tag of \`${first.label}\`` : `${side.residents.length} tags`;
  return {
    id: `set-environment-${other.environment.name}`,
    title: `Set ${whose} to \`${value}\`, ${like(other)}`,
    kind: 'review',
    edits: side.residents.map(({ claim }) => ({ kind: 'replace', at: claim.text.at, value })),
  };
}

function like(side: Side): string {
  const lead = leadOf(side);
  return lead.claim.source === 'declared' ? 'as the account is declared' : `like \`${lead.label}\``;
}

/** How the side writes its environment, where one of its tags does. */
function tagValueOf({ residents, environment }: Side): string {
  const [part] = residents.find(isTagged)?.claim.text.parts ?? [];
  return typeof part === 'string' ? part : environment.name;
}

/** Whether it is a tag, written out, that says the environment. */
function isTagged({ claim: { source, text } }: Resident): boolean {
  return source === 'tag' && text.parts.length === 1 && typeof text.parts[0] === 'string' && text.at.part === 'value';
}
