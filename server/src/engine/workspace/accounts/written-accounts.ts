import type { SourceRange, Uri } from '../../text/text';
import type { HoverText } from '../hover-text';
import type { Snapshot } from '../snapshot';
import { describeAccount } from './describe-account';
import { ownAccounts } from './own-accounts';

/** A stretch of a document's text. */
export interface Stretch {
  readonly uri: Uri;
  readonly range: SourceRange;
}

const idLength = 12;

/** The account id that is written around an offset, and where; twelve digits that are part of a longer number are none. */
export function accountIdAt(
  text: string,
  offset: number,
): { readonly id: string; readonly range: SourceRange } | undefined {
  let start = offset;
  while (start > 0 && offset - start <= idLength && isDigit(text, start - 1)) start--;
  let end = offset;
  while (end - offset <= idLength && isDigit(text, end)) end++;
  return end - start === idLength ? { id: text.slice(start, end), range: { start, end } } : undefined;
}

/** What is known of the account whose id is written around an offset. */
export function writtenAccountHover(snapshot: Snapshot, uri: Uri, offset: number): HoverText | undefined {
  const text = snapshot.facts(uri) && snapshot.source(uri)?.text;
  const written = text === undefined ? undefined : accountIdAt(text, offset);
  const account = written && ownAccounts(snapshot.index).find(({ id }) => id === written.id);
  return account && { markdown: describeAccount(account), range: written!.range };
}

/** Every place of the workspace that writes an account id, in order of document and place; `MAX_PLACES` at most. */
export function placesWriting(id: string, snapshot: Snapshot): readonly Stretch[] {
  const found: Stretch[] = [];
  for (const uri of snapshot.documents()) {
    const text = snapshot.source(uri)?.text ?? '';
    for (let at = text.indexOf(id); at >= 0; at = text.indexOf(id, at + idLength)) {
      if (found.length >= MAX_PLACES) return found;
      if (!isDigit(text, at - 1) && !isDigit(text, at + idLength))
        found.push({ uri, range: { start: at, end: at + idLength } });
    }
  }
  return found;
}

/** More than a person looks through. */
const MAX_PLACES = 2_000;

function isDigit(text: string, at: number): boolean {
  const c = text.charCodeAt(at);
  return c >= 48 && c <= 57;
}
