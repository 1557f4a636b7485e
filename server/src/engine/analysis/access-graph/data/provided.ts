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

export function* bySetting(meant: Meant, { by, setsUp }: DataKind): Iterable<MeantSo> {
  // Who signs calls another address than anyone does, and who may call a function needs none.
  if (by === undefined || by === 'calls') return yield meant;
  for (const isSetUp of setsUp ? off : notOff) {
    const across = meant.across.filter(entry => settingIn(entry, by) === isSetUp);
    const sides = meant.sides.flatMap(({ list, isNear }) => {
      const part = partsOf(list, by).get(isSetUp);
      return part ? [{ list: part, isNear }] : [];
    });
    if (sides.length + across.length > 0) yield { ...meant, sides, across, isSetUp };
  }
}

const off = ['no'] as const;
const notOff = ['yes', 'maybe', undefined] as const;

type Parts = ReadonlyMap<Answer | undefined, List>;

const known = new WeakMap<List, Map<WayIn, Parts>>();

/** The same lists for the same list. */
function partsOf(list: List, by: WayIn): Parts {
  const ofList = known.get(list) ?? new Map<WayIn, Parts>();
  known.set(list, ofList);
  const found = ofList.get(by) ?? parted(list, by);
  ofList.set(by, found);
  return found;
}

function parted(list: List, by: WayIn): Parts {
  const answers = new Map<Answer | undefined, Entry[]>();
  for (const entry of list.entries) {
    const answer = settingIn(entry, by);
    const alike = answers.get(answer);
    if (alike) alike.push(entry);
    else answers.set(answer, [entry]);
  }
  return new Map([...answers].map(([answer, entries]) => [answer, among(list, entries, `${by} ${answer}`)]));
}

function settingIn({ resource, asides }: Entry, by: WayIn): Answer | undefined {
  return settingOf(by, [resource, ...asides]);
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
