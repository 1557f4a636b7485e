import type { WorkspaceIndex } from '../../../analysis/index/workspace-index';
import type { Resource } from '../../../model/resource';
import type { PolicyStatement } from '../../../model/statement';
import type { StructuralEdit } from '../../../syntax/structural-edit';
import type { SourcePointer } from '../../../text/text';
import type { Fix } from '../../rule';
import { deadBecause, namesPassRole } from './dead';

/** Takes out what grants nothing, so that what is granted stays as it is; none where too little of the policy would be left. */
export function fixesOfDead(statement: PolicyStatement, holder: Resource, index: WorkspaceIndex): readonly Fix[] {
  if (index.documentOf(holder).generated) return [];
  const places = isOnlyPassRole(statement) ? ofStatement(statement, holder) : ofActions(statement);
  if (!places.every(isItem)) return [];
  const edits = places.map((at): StructuralEdit => ({ kind: 'remove', at }));
  const what = isOnlyPassRole(statement) ? 'the statement' : '`iam:PassRole`';
  return edits.length === 0
    ? []
    : [{ id: 'remove-dead', title: `Remove ${what}: it allows nothing here`, kind: 'safe', preferred: true, edits }];
}

function isOnlyPassRole({ actions }: PolicyStatement): boolean {
  return actions.list.every(namesPassRole);
}

/** The last first, for an item that goes moves those behind it. */
function ofActions({ actions }: PolicyStatement): readonly SourcePointer[] {
  const places = actions.list.filter(namesPassRole).map(({ at }) => at);
  return places.reverse();
}

/** A policy needs a statement, also when all that grants nothing is taken out at once. */
function ofStatement({ at }: PolicyStatement, { grants }: Resource): readonly SourcePointer[] {
  const isLeft = (one: PolicyStatement) => !isOnlyPassRole(one) || deadBecause(one) === undefined;
  return grants.some(one => isBeside(one.at, at) && isLeft(one)) ? [at] : [];
}

/** Whether two places are items of one list. */
function isBeside(one: SourcePointer, other: SourcePointer): boolean {
  return one.uri === other.uri && JSON.stringify(one.path.slice(0, -1)) === JSON.stringify(other.path.slice(0, -1));
}

/** An item of a list of actions or statements, not one side of a condition. */
function isItem({ path }: SourcePointer): boolean {
  const [list, item] = path.slice(-2);
  return typeof item === 'number' && typeof list === 'string' && /^(action|statement)s?$/i.test(list);
}
