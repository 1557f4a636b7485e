import { samePlace, within } from '../../../text/text';
import type { Fix } from '../../rule';
import type { Crossing } from './crossings';
import { whoIs } from './words';

/** Takes the principal out of its list, where others remain: a statement of nobody is none. */
export function removing(crossing: Crossing): readonly Fix[] {
  const { statement, principal } = crossing;
  const { at } = principal;
  const list = { ...at, path: at.path.slice(0, -1) };
  const inList = statement.principals!.list.filter(one => within(one.at, list));
  const isAlone = inList.every(one => samePlace(one.at, at));
  const shared = inList.filter(one => one !== principal && samePlace(one.at, at));
  if (typeof at.path.at(-1) !== 'number' || isAlone || shared.length > 0) return [];
  return [
    {
      id: 'remove-principal',
      title: `Let in ${whoIs(crossing)} no more`,
      kind: 'review',
      edits: [{ kind: 'remove', at }],
    },
  ];
}
