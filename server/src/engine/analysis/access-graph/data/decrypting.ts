/** Whether who reads encrypted data may decrypt it: AWS asks for `kms:Decrypt` of the customer's own key in the reader's name. */
import type { ResourceId } from '../../../model/ids';
import type { Answer } from '../../../model/text';
import { holding } from '../../../policy/context';
import { glob } from '../../../policy/language';
import type { EdgeGroup, NodeId } from '../access-graph';
import type { DataKey } from '../directory/data-keys';
import type { Entry } from '../directory/entries';
import type { List } from '../directory/families';
import type { Reader } from '../reader';
import { askBoth } from './both-policies';

/** Of a list, those with the same keys. */
export interface Locked {
  readonly keys: readonly DataKey[];
  readonly list: List;
}

const split = new WeakMap<List, readonly Locked[]>();

export function byKeys(list: List): readonly Locked[] {
  const known = split.get(list) ?? parted(list);
  split.set(list, known);
  return known;
}

function parted(list: List): readonly Locked[] {
  if (list.entries.every(({ keys }) => keys.length === 0)) return [{ keys: [], list }];
  const parts = new Map<string, Entry[]>();
  for (const entry of list.entries) {
    const word = JSON.stringify(entry.keys);
    parts.set(word, [...(parts.get(word) ?? []), entry]);
  }
  return [...parts].map(([word, entries]) => {
    const ids: readonly NodeId[] = entries.map(({ resource }) => resource.id);
    return { keys: entries[0]!.keys, list: { entries, ids, seen: list.seen, word: `${list.word} ${word}` } };
  });
}

/** An edge to what is encrypted, as far as its keys let who reads decrypt; undefined where nothing of it can be read. */
export function decrypted(
  edge: EdgeGroup,
  { keys }: Pick<Locked, 'keys'>,
  action: string,
  reader: Reader,
): EdgeGroup | undefined {
  const answers = keys.map(key => decrypts(key, action, reader));
  if (answers.every(({ answer }) => answer === 'yes')) {
    const asked = answers.flatMap(({ asked: one }) => one);
    const because = answers.flatMap(({ because: one }) => one);
    return { ...edge, asked: [...edge.asked, ...asked], because: [...new Set([...edge.because, ...because])] };
  }
  // What was put into a bucket before may have another key, or none.
  if (!action.startsWith('s3:') && answers.every(({ answer }) => answer === 'no')) return undefined;
  const names = keys.map(({ label }) => `\`${label}\``).join(' or ');
  return { ...edge, certain: false, conditions: [...edge.conditions, `${names} decrypts it for them`] };
}

interface Decrypts {
  readonly answer: Answer;
  readonly asked: EdgeGroup['asked'];
  readonly because: EdgeGroup['because'];
}

const unknown: Decrypts = { answer: 'maybe', asked: [], because: [] };
const remembered = new WeakMap<Reader, Map<string, Decrypts>>();

function decrypts({ id }: DataKey, action: string, reader: Reader): Decrypts {
  if (id === undefined) return unknown;
  const known = remembered.get(reader) ?? new Map<string, Decrypts>();
  remembered.set(reader, known);
  const service = action.split(':')[0]!;
  const found = known.get(`${service} ${id}`) ?? ask(id, service, reader);
  known.set(`${service} ${id}`, found);
  return found;
}

function ask(id: ResourceId, service: string, reader: Reader): Decrypts {
  const entry = reader.directory.entries.get(id);
  if (!entry) return unknown;
  const through = { 'kms:viaservice': holding(glob(`${service}.*.amazonaws.com*`)) };
  const found = askBoth('kms:Decrypt', 'arn:*:kms:*:*:key/*', entry, reader, through);
  if (!found) return { answer: 'no', asked: [], because: [] };
  return { answer: found.isSure ? 'yes' : 'maybe', asked: [found.request], because: found.because };
}
