/** Condition keys in plain words, as Markdown: what AWS documents of them. */
import { actionsListing } from '../../policy/actions';
import { type DocumentedKey, documentedKey, type KeyType } from '../../policy/key-table';
import { code } from './markdown';

/** What a key holds and for which actions AWS lists it; undefined for a key that it does not document. */
export function describeKey(written: string): string | undefined {
  const key = documentedKey(written);
  if (!key) return undefined;
  return [`${code(key.name)} holds ${content(key)}`, ...carriers(key)].join('. ');
}

function content({ type, multivalued }: DocumentedKey): string {
  const [one, several] = CONTENT[type];
  return multivalued ? `a list of ${several}, and needs an operator with \`ForAllValues:\` or \`ForAnyValue:\`` : one;
}

const CONTENT: Readonly<Record<KeyType, readonly [one: string, several: string]>> = {
  String: ['a text', 'texts'],
  Numeric: ['a number', 'numbers'],
  Date: ['a date', 'dates'],
  Bool: ['`true` or `false`', 'truths'],
  ARN: ['an ARN', 'ARNs'],
  IPAddress: ['an address', 'addresses'],
};

/** More than these are counted, not named. */
const MOST_ACTIONS = 8;

/** Nothing of a global key, which any action may have. */
function carriers(key: DocumentedKey): readonly string[] {
  const actions = actionsListing(key);
  if (actions.length === 0) return [];
  const named = actions.slice(0, MOST_ACTIONS).map(code).join(', ');
  const rest = actions.length - MOST_ACTIONS;
  return [`AWS lists it for ${named}${rest > 0 ? ` and ${rest} more` : ''}`];
}
