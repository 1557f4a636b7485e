/**
 * Reads the table of AWS's actions, each service when it is first asked for. `server/tools/iam-actions.mjs` writes it:
 *
 *     service   types | groups           groups: actions of which the same is known
 *     types     name,keySet,arns         joined by `;`, arns by a space; one without `arn:` is of any region and account
 *     groups    level keySet uses names  joined by `;`, names by a space; `W!` is Write, and takes a role
 *     uses      type or type:keySet      joined by `,`: the types' places, and the keys that only these actions add
 *     name      codes of its words       one letter of the alphabet for the `short` most frequent words, two for the others
 *
 * Numbers are written to the base 36. A set of keys is the places of its members in `keys`, joined by `,`.
 * What is known of the keys themselves, `key-table.ts` reads.
 */
import table from './data/iam-actions.json';
import { once } from './once';

/** `Permissions management` and `Tagging` are writes too: AWS documents an action under the narrowest of the five. */
export type AccessLevel = 'List' | 'Read' | 'Write' | 'Tagging' | 'Permissions management';

export interface ResourceType {
  readonly name: string;
  /** Patterns with IAM's wildcards where AWS documents a variable: `arn:*:iam::*:role/*`. */
  readonly arns: readonly string[];
  /** The keys of a request that names a resource of this type, sorted. */
  readonly conditionKeys: readonly string[];
}

export interface ActionFacts {
  readonly accessLevel: AccessLevel;
  /** Empty for an action that cannot be granted on less than `*`. */
  readonly resourceTypes: readonly ResourceType[];
  /** The action's own keys, sorted; what a resource type adds is with the type, and global keys are with neither. */
  readonly conditionKeys: readonly string[];
  /** Whether it is known to take a role, for which the caller needs `iam:PassRole`; not all such actions are known. */
  readonly passesRole: boolean;
}

export interface Action {
  /** As AWS writes it: `s3:GetObject`. */
  readonly name: string;
  readonly facts: ActionFacts;
}

/** The day as of which the table holds what AWS documents: `2026-09-26`. */
export const asOf: string = table.date;

const lines: ReadonlyMap<string, string> = new Map(Object.entries(table.services));

/** Every service's prefix, in lower case, sorted. */
export const prefixes: readonly string[] = [...lines.keys()];

/** A service's actions by their names in lower case, sorted by these; empty for a service that AWS does not document. */
export function actionsOf(prefix: string): ReadonlyMap<string, Action> {
  const known = remembered.get(prefix);
  if (known) return known;
  const line = lines.get(prefix);
  const actions = line === undefined ? none : readService(prefix, line);
  if (line !== undefined) remembered.set(prefix, actions);
  return actions;
}

const none: ReadonlyMap<string, Action> = new Map();
const remembered = new Map<string, ReadonlyMap<string, Action>>();

function readService(prefix: string, line: string): ReadonlyMap<string, Action> {
  const [types = '', groups = ''] = line.split('|');
  const resourceTypes = fields(types, ';').map(written => readType(prefix, written));
  const actions = fields(groups, ';').flatMap(written => readGroup(prefix, written, resourceTypes));
  const named = actions.map(action => [action.name.toLowerCase(), action] as const);
  return new Map(named.sort(([a], [b]) => (a < b ? -1 : 1)));
}

function readType(prefix: string, written: string): ResourceType {
  const [name = '', keySet = '', arns = ''] = written.split(',');
  const whole = (arn: string) => (arn.startsWith('arn:') ? arn : `arn:*:${prefix}:*:*:${arn}`);
  return { name, arns: arns.split(' ').map(whole), conditionKeys: keysOf(keySet) };
}

function readGroup(prefix: string, written: string, types: readonly ResourceType[]): readonly Action[] {
  const [level = '', keySet = '', uses = '', ...names] = written.split(' ');
  const facts: ActionFacts = {
    accessLevel: LEVELS[level[0]!]!,
    resourceTypes: fields(uses, ',').map(use => readUse(use, types)),
    conditionKeys: keysOf(keySet),
    passesRole: level.endsWith('!'),
  };
  return names.map(name => ({ name: `${prefix}:${wordsIn(name)}`, facts }));
}

const LEVELS: Readonly<Record<string, AccessLevel>> = {
  L: 'List',
  R: 'Read',
  W: 'Write',
  T: 'Tagging',
  P: 'Permissions management',
};

function readUse(use: string, types: readonly ResourceType[]): ResourceType {
  const [place = '', added] = use.split(':');
  const type = types[number(place)]!;
  if (added === undefined) return type;
  return { ...type, conditionKeys: [...type.conditionKeys, ...keysOf(added)].sort() };
}

function keysOf(keySet: string): readonly string[] {
  return shared().keySets[number(keySet)]!;
}

function wordsIn(name: string): string {
  const { alphabet, short } = table;
  let whole = '';
  for (let at = 0; at < name.length; at++) {
    const first = alphabet.indexOf(name[at]!);
    const place = first < short ? first : short + (first - short) * alphabet.length + alphabet.indexOf(name[++at]!);
    whole += shared().words[place]!;
  }
  return whole;
}

/** What all services refer to by number. Read on the first question, as most sessions ask none. */
const shared = once(() => {
  const keys = table.keys.split(' ');
  const keySets = table.keySets.split(' ').map(set => fields(set, ',').map(key => keys[number(key)]!));
  return { words: table.words.split(' '), keySets: keySets.map(set => set.sort()) };
});

function number(written: string): number {
  return Number.parseInt(written, 36);
}

function fields(written: string, separator: string): readonly string[] {
  return written === '' ? [] : written.split(separator);
}
