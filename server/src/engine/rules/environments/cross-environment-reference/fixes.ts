import { spelled } from '../../../analysis/environments/environments';
import type { KnownReference } from '../../../analysis/environments/household';
import type { WorkspaceIndex } from '../../../analysis/index/workspace-index';
import type { StructuralEdit } from '../../../syntax/structural-edit';
import type { Fix } from '../../rule';
import { environmentWord } from '../environment-word';

/** A thing's name with one word of it for the resource's own environment. */
export interface Renaming {
  readonly edit: StructuralEdit;
  /** What is named then, as a sentence says it. */
  readonly called: string;
}

/**
 * The thing's counterpart of the same name in the environment of who names it, by the word that is used there: `/dev/orders/password`
 * for `/prod/orders/password`. Nobody knows whether there is one. None where an account of its own belongs to the thing.
 */
export function renamingOf(
  { resource, from, environment, text }: KnownReference,
  index: WorkspaceIndex,
): Renaming | undefined {
  const { vocabulary } = index;
  const word = environmentWord(text, environment.name, vocabulary);
  const own = index
    .claimsOn(resource)
    .filter(({ source }) => source !== 'declared')
    .map(claim => environmentWord(claim.text, from.name, vocabulary))
    .find(found => found !== undefined);
  if (word === undefined || own === undefined || index.document(text.at.uri)?.generated) return undefined;
  const called = `\`${spelled(text).replace(word, own)}\``;
  return { edit: { kind: 'reword', at: text.at, from: word, to: own }, called };
}

/** All that a finding is about names its counterpart. */
export function renaming(renamings: readonly (Renaming | undefined)[]): readonly Fix[] {
  const all = renamings.filter(one => one !== undefined);
  if (all.length === 0 || all.length < renamings.length) return [];
  const [{ called }] = all as [Renaming];
  const title =
    all.length === 1 ? `Name ${called} instead` : `Name ${called} instead, and ${all.length - 1} more likewise`;
  return [{ id: 'name-own', title, kind: 'review', edits: all.map(({ edit }) => edit) }];
}
