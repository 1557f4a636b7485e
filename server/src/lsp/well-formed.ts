/** What a client sends wrongly is left out, so that the rest of its message counts. */
import type { TextDocument } from 'vscode-languageserver-textdocument';

/** Those that name a uri under `key`; none where there is no list. */
export function naming<Key extends string, Named extends Readonly<Record<Key, string>>>(
  key: Key,
  sent: readonly Named[] | undefined,
): readonly Named[] {
  const named = (one: Partial<Named> | null) => typeof one?.[key] === 'string';
  return Array.isArray(sent) ? sent.filter(named) : [];
}

/** Whether a buffer has a name and a text. */
export function isWhole(document: TextDocument): boolean {
  const uri: unknown = document.uri;
  const text: unknown = document.getText();
  return typeof uri === 'string' && typeof text === 'string';
}
