import { type SourcePointer, samePlace, within } from '../../../text/text';
import type { Fix } from '../../rule';
import type { Crossing } from './crossings';
import type { Door } from './doors';
import { whoIs } from './words';

/** Takes them out of their lists, where somebody remains in each: a statement of nobody is none. */
export function removing({ first, others }: Door): readonly Fix[] {
  const all = [first, ...others];
  const places = all.map(({ principal }) => principal.at);
  if (!all.every(one => isOneOfList(one) && leavesSomebody(one, places))) return [];
  const more = others.length === 0 ? '' : `, nor ${others.length} of it by name`;
  return [
    {
      id: 'remove-principal',
      title: `Let in ${whoIs(first)} no more${more}`,
      kind: 'review',
      edits: fromTheLast(places).map(at => ({ kind: 'remove', at })),
    },
  ];
}

/** Whether it stands for itself in a list. */
function isOneOfList({ statement, principal }: Crossing): boolean {
  const { at } = principal;
  const shared = statement.principals!.list.filter(one => one !== principal && samePlace(one.at, at));
  return typeof at.path.at(-1) === 'number' && shared.length === 0;
}

function leavesSomebody({ statement, principal: { at } }: Crossing, gone: readonly SourcePointer[]): boolean {
  const list = { ...at, path: at.path.slice(0, -1) };
  const inList = statement.principals!.list.filter(one => within(one.at, list));
  return inList.some(one => !gone.some(place => samePlace(place, one.at)));
}

/** What stands behind an entry that is taken out has another number then. */
function fromTheLast(places: readonly SourcePointer[]): readonly SourcePointer[] {
  const number = ({ path }: SourcePointer) => Number(path.at(-1));
  return [...places].sort((a, b) => number(b) - number(a));
}
