/** What has to be set up before an action is worth anything: a database takes logins of IAM, a function has an address. */
import type { Resource, WayIn } from '../../../model/resource';
import type { Answer } from '../../../model/text';
import type { Entry } from '../directory/entries';
import type { List } from '../directory/families';
import type { Meant } from '../reader';
import type { DataKind } from './data-kinds';

/** What is meant, by whether what its kind needs is set up; undefined where nobody says. */
export interface MeantSo extends Meant {
  readonly isSetUp?: Answer | undefined;
}

export function* bySetting(meant: Meant, { by }: DataKind): Iterable<MeantSo> {
  if (by === undefined) return yield meant;
  for (const isSetUp of ['yes', 'maybe', undefined] as const) {
    const isMeant = ({ resource, asides }: Entry) => settingOf(by, [resource, ...asides]) === isSetUp;
    const across = meant.across.filter(isMeant);
    const sides = meant.sides.flatMap(({ list, isNear }) => {
      const entries = list.entries.filter(isMeant);
      return entries.length === 0 ? [] : [{ list: among(list, entries, `${by} ${isSetUp}`), isNear }];
    });
    if (sides.length + across.length > 0) yield { ...meant, sides, across, isSetUp };
  }
}

/** Of what is said of one thing. */
export function settingOf(by: WayIn, said: readonly Resource[]): Answer | undefined {
  const answers = said.flatMap(({ takes }) => takes?.[by] ?? []);
  if (answers.length === 0) return undefined;
  return answers.includes('yes') ? 'yes' : answers.includes('maybe') ? 'maybe' : 'no';
}

function among(list: List, entries: readonly Entry[], word: string): List {
  if (entries.length === list.entries.length) return list;
  return { entries, ids: entries.map(({ resource }) => resource.id), seen: list.seen, word: `${list.word} ${word}` };
}
