import type { Vocabulary } from '../../analysis/environments/environments';
import type { Text } from '../../model/text';

/**
 * The one word of a text that says an environment by itself, as it is written: `prod` of `orders-prod`. Undefined where it takes
 * several words to say it (`non-prod`), where the word is there twice, and where whoever deploys completes the text.
 */
export function environmentWord({ parts }: Text, environment: string, words: Vocabulary): string | undefined {
  if (parts.some(part => typeof part === 'object' && part.kind !== 'ambient')) return undefined;
  const written = parts.filter(part => typeof part === 'string').join('\uFFFC');
  if (words.environmentIn(written)?.name !== environment && !written.includes('/')) return undefined;
  const tokens = written.match(/[\p{L}\p{N}]+/gu) ?? [];
  const saying = tokens.filter(token => words.environmentIn(token)?.name === environment);
  return saying.length === 1 ? saying[0] : undefined;
}
