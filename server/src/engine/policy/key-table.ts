/**
 * Reads what AWS documents of condition keys, when the first is asked for. `server/tools/iam-actions.mjs` writes it into the table
 * of actions (`action-table.ts`): `keys` as AWS spells them, and for each a letter of `keyTypes`, the small one for a list.
 */
import table from './data/iam-actions.json';
import { once } from './once';

export type KeyType = 'String' | 'Numeric' | 'Date' | 'Bool' | 'ARN' | 'IPAddress';

export interface DocumentedKey {
  /** As AWS spells it; a part that it leaves to the customer is as the asker has it: `aws:RequestTag/team`. */
  readonly name: string;
  /** The same for all keys that differ in such a part only: `aws:RequestTag/${TagKey}`. */
  readonly listedAs: string;
  readonly type: KeyType;
  /** Requests hold a list of values. */
  readonly multivalued: boolean;
}

/** What AWS documents of a key in any spelling; undefined for one that it does not document. */
export function documentedKey(name: string): DocumentedKey | undefined {
  const { exact, families } = read();
  const wanted = name.toLowerCase();
  const known = exact.get(wanted);
  if (known) return known;
  const family = families.get(BEFORE_VARIABLE.exec(wanted)?.[0] ?? '')?.find(one => isOf(one, wanted));
  return (
    family && { ...family.key, name: family.head + name.slice(family.head.length, ending(family, name)) + family.tail }
  );
}

/** `aws:requesttag/` of `aws:requesttag/team`, `kms:encryptioncontext:` of `kms:encryptioncontext:tenant`. */
const BEFORE_VARIABLE = /^[^:]*:[^:/]*[:/]/;
const VARIABLE = /\$\{\w+\}|<\w+>/;

/** Keys that differ only in what stands between two parts. */
interface Family {
  readonly key: DocumentedKey;
  readonly head: string;
  readonly tail: string;
}

function isOf({ head, tail }: Family, wanted: string): boolean {
  return wanted.length > head.length + tail.length && wanted.endsWith(tail.toLowerCase());
}

function ending({ tail }: Family, name: string): number {
  return name.length - tail.length;
}

interface Keys {
  /** By name in lower case. */
  readonly exact: ReadonlyMap<string, DocumentedKey>;
  /** By what stands before the variable part, in lower case; those with the longest end first. */
  readonly families: ReadonlyMap<string, readonly Family[]>;
}

const read = once((): Keys => {
  const exact = new Map<string, DocumentedKey>();
  const families = new Map<string, readonly Family[]>();
  for (const [i, name] of table.keys.split(' ').entries()) {
    const letter = table.keyTypes[i]!;
    const type = TYPES[letter.toUpperCase()]!;
    const key: DocumentedKey = { name, listedAs: name, type, multivalued: letter !== letter.toUpperCase() };
    const [head = '', tail] = name.split(VARIABLE);
    if (tail === undefined) exact.set(name.toLowerCase(), key);
    else
      families.set(
        head.toLowerCase(),
        longestFirst([...(families.get(head.toLowerCase()) ?? []), { key, head, tail }]),
      );
  }
  return { exact, families };
});

function longestFirst(families: readonly Family[]): readonly Family[] {
  return [...families].sort((a, b) => b.tail.length - a.tail.length);
}

const TYPES: Readonly<Record<string, KeyType>> = {
  S: 'String',
  N: 'Numeric',
  D: 'Date',
  B: 'Bool',
  A: 'ARN',
  I: 'IPAddress',
};
