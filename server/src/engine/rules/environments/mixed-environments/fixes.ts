import type { Household } from '../../../analysis/environments/household';
import type { Resident, Side } from '../../../analysis/environments/residents';
import type { WorkspaceIndex } from '../../../analysis/index/workspace-index';
import type { Claim } from '../../../model/environment';
import { type Uri, within } from '../../../text/text';
import type { Fix } from '../../rule';
import { leadOf, type Mix } from '../mixes';
import { separated, separationOf } from '../separation';
import { declaring } from './declaring';
import { moving } from './moving';
import { nameBeside } from './names';
import { parameterising } from './parameterising';
import { splitting } from './splitting';

export function fixesOf(mix: Mix, near: Uri, index: WorkspaceIndex): readonly Fix[] {
  const { side, other, household } = mix;
  const fixes = [retag(side, other, household, index)];
  if (!mix.declared && side.size === other.size) fixes.push(retag(other, side, household, index));
  if (household.account !== undefined && !index.declared(household.account)) {
    fixes.push(declaring(household.account, 'shared', near, index));
  }
  return [
    ...moving(mix, index),
    ...parameterising(mix, index),
    ...fixes.flatMap(fix => fix ?? []),
    ...splitting(mix, index),
  ];
}

/**
 * Gives the resources of one side the tag of the other; only where their own tags are all that sets them apart, and where somebody
 * tagged the other: what a name looks like corrects no tag.
 */
function retag(side: Side, other: Side, household: Household, index: WorkspaceIndex): Fix | undefined {
  const [first] = side.residents;
  if (!isWelcome(other, household, index)) return undefined;
  const model = modelIn(other);
  if (!first || !model || side.residents.length !== side.size) return undefined;
  if (!side.residents.every(resident => isRetaggable(resident, index))) return undefined;
  const whose =
    side.residents.length === 1 ? `the tag of ${nameBeside(first, model.of)}` : `${side.residents.length} tags`;
  return {
    id: `set-environment-${other.environment.name}`,
    title: `Set ${whose} to \`${model.value}\`, ${like(model.of, first)}`,
    kind: 'review',
    edits: side.residents.map(({ claim }) => ({ kind: 'replace', at: claim.text.at, value: model.value })),
  };
}

/** Whether the account is not declared to be of an environment that is kept from this one: to say the same would be wrong too. */
function isWelcome(side: Side, { account }: Household, index: WorkspaceIndex): boolean {
  const owner = account === undefined ? undefined : index.declared(account)?.environment;
  if (owner === undefined) return true;
  const separation = separationOf(index, leadOf(side).at.uri);
  return !separated(side.environment, index.vocabulary.environmentCalled(owner), separation);
}

/** The first of a side that was tagged, and the word that its tag has for the environment; the side's name where it is declared. */
function modelIn(side: Side): { readonly of: Resident; readonly value: string } | undefined {
  const lead = leadOf(side);
  if (lead.claim.source === 'declared') return { of: lead, value: side.environment.name };
  for (const of of side.residents) {
    const value = writtenIn(of.claim);
    if (value !== undefined && tagSources.has(of.claim.source)) return { of, value };
  }
  return undefined;
}

const tagSources: ReadonlySet<Claim['source']> = new Set(['tag', 'stack-tag', 'default-tag']);

function like(model: Resident, other: Resident): string {
  switch (model.claim.source) {
    case 'declared':
      return `as the ${model.landing ? 'file' : 'account'} is declared`;
    case 'default-tag':
      return "as the provider's default tag";
    case 'stack-tag':
      return 'as the tag of the stack';
    default:
      return `like ${nameBeside(model, other)}`;
  }
}

/** Whether its own tag, written out in the resource and for it alone, says the environment. `Globals` and `locals` tag others too. */
function isRetaggable({ claim, resource }: Resident, index: WorkspaceIndex): boolean {
  if (!resource || claim.source !== 'tag' || writtenIn(claim) === undefined) return false;
  const { at } = claim.text;
  // A parameter that `bulkhead.yaml` fills in is written out in no template.
  const isAsRead = index.resource(resource.id)?.claims.includes(claim) === true;
  return isAsRead && at.part === 'value' && within(at, resource.at) && !index.document(at.uri)?.generated;
}

function writtenIn({ text: { parts } }: Claim): string | undefined {
  const [only] = parts;
  return parts.length === 1 && typeof only === 'string' ? only : undefined;
}
