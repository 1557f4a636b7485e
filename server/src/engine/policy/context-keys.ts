/**
 * What is known of condition keys: which requests carry them, and with what. How AWS spells and types them, and which actions list
 * them, is in its Service Authorization Reference (`key-table.ts`, `actions.ts`); what that does not say stands here.
 */
import { actionsAsOf, actionsListing } from './actions';
import { type DocumentedKey, documentedKey, type KeyType } from './key-table';
import { anything, complement, intersect, type Language, literalIgnoringCase, type Range } from './language';

/** How AWS types values that are no plain texts. */
export type ValueType = 'arn' | 'number' | 'date' | 'address';

export interface ContextKey {
  /** As AWS spells it. */
  readonly name: string;
  /** Every request carries it. */
  readonly always: boolean;
  /** Holds a list of values, which `ForAllValues` and `ForAnyValue` ask about. */
  readonly multivalued: boolean;
  readonly type?: ValueType;
  /** What it can hold beyond what its type says. */
  readonly values: Language;
  /** The only actions whose requests carry it. */
  readonly actions: Language;
}

/** What is known of a key, written in any case; of an unknown one, nothing is excluded. */
export function contextKey(name: string): ContextKey {
  const known = remembered.get(name);
  if (known) return known;
  const documented = documentedKey(name);
  const key = { ...(documented ? asDocumented(documented) : unknownKey(name)), ...BESIDES.get(name.toLowerCase()) };
  // Of keys that hold a tag's own key there is no end.
  if (remembered.size === MOST_REMEMBERED) remembered.clear();
  if (name.length <= LONGEST_REMEMBERED) remembered.set(name, key);
  return key;
}

/** By name as it is asked for: the part that AWS leaves to the customer keeps its spelling. */
const remembered = new Map<string, ContextKey>();

/** More than AWS documents, and more than one workspace asks about. */
const MOST_REMEMBERED = 4_000;

/** A tag's key has 128 characters at most ("Tag naming limits and requirements"). */
const LONGEST_REMEMBERED = 256;

function unknownKey(name: string): ContextKey {
  return { name, always: false, multivalued: false, values: anything, actions: anything };
}

const booleans = literalIgnoringCase('true', 'false');

function asDocumented(key: DocumentedKey): ContextKey {
  const { name, multivalued } = key;
  const type = VALUE_TYPES[key.type] ?? (key.type === 'ARN' && /arns?$/i.test(name) ? 'arn' : undefined);
  const values = key.type === 'Bool' ? booleans : anything;
  return { name, always: false, multivalued, ...(type ? { type } : {}), values, actions: actionsWith(key) };
}

/**
 * `ARN` says which operators AWS means for a key. Whether it holds nothing else its name has to say: `secretsmanager:SecretId` of
 * that type holds a secret's name too.
 */
const VALUE_TYPES: Partial<Record<KeyType, ValueType>> = { Numeric: 'number', Date: 'date', IPAddress: 'address' };

/**
 * IAM's own keys come with the actions of IAM and STS that list them, or that act on a type of resource that does, and with no others: "IAM and AWS
 * STS condition context keys" says of each what it applies to ("only the PassRole action", "the identity resource"), and the lists
 * agree with it. Those of other services are known to be short, so that there nothing is excluded.
 */
function actionsWith(key: DocumentedKey): Language {
  if (!/^iam:/i.test(key.name)) return anything;
  const known = listed.get(key.listedAs) ?? readListing(key);
  listed.set(key.listedAs, known);
  return known;
}

/** The same language for all keys of a family, so that two of them are seen to be equal. */
const listed = new Map<string, Language>();

function readListing(key: DocumentedKey): Language {
  const listing = actionsListing(key, 'sts');
  return listing.length === 0 ? anything : literalIgnoringCase(...listing);
}

/** No request is made before these facts were read: a permission that ended earlier grants nothing. */
const sinceKnown: Range = { kind: 'range', scale: 'date', low: { at: Date.parse(actionsAsOf), included: true } };
const numbers: Range = { kind: 'range', scale: 'number' };
/** Digits that count seconds are read as a date too. */
const momentSinceKnown = intersect(sinceKnown, complement(numbers));
const secondsSinceKnown = intersect(sinceKnown, numbers);

/** From AWS's pages on each, as they read on 2026-03-01: by key in lower case. */
const BESIDES: ReadonlyMap<string, Partial<ContextKey>> = new Map<string, Partial<ContextKey>>([
  ['aws:currenttime', { always: true, values: momentSinceKnown }],
  ['aws:epochtime', { always: true, values: secondsSinceKnown }],
  ...['aws:securetransport', 'aws:principalarn', 'aws:principalaccount', 'aws:principaltype'].map(inAllRequests),
  ...['aws:principalisawsservice', 'aws:viaawsservice', 'aws:requestedregion'].map(inAllRequests),
  ['iam:permissionsboundary', { type: 'arn' }],
  ['ec2:instanceprofile', { type: 'arn' }],
  ['ec2:newinstanceprofile', { type: 'arn' }],
  ['lambda:layer', { type: 'arn' }],
  // "authenticated", and the name of the provider.
  ['cognito-identity.amazonaws.com:amr', { multivalued: true }],
]);

function inAllRequests(key: string): readonly [string, Partial<ContextKey>] {
  return [key, { always: true }];
}
