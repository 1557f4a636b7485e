/**
 * What is done with data of one kind: the actions that give somebody what a thing holds, change it, or decide about it. From each
 * service's page of the Service Authorization Reference, as of March 2026.
 */
import type { WayIn } from '../../../model/resource';
import type { How } from '../access-graph';

export type Touch = Extract<How, 'reads' | 'writes' | 'administers'>;

export interface DataKind {
  /** Provider's words. */
  readonly types: readonly string[];
  /**
   * How requests name one, or what is in it: `arn:*:sqs:*:*:*`, `arn:*:logs:*:*:log-group:*:~`. After the account, the first `*` is its
   * name, `~` what whoever asks may choose, `^` and `?` what AWS chose and nobody here knows; `/..` at the end, the paths above it.
   */
  readonly arn: string;
  readonly touches: Partial<Readonly<Record<Touch, readonly string[]>>>;
  /** Nothing comes of it alone: of each of these lists, one action has to be allowed too. */
  readonly needs?: readonly (readonly string[])[];
  /** Only where it is set up so, which whoever names the very thing seems to know: in words, for all others. */
  readonly provided?: string;
  /** What tells that it is. */
  readonly by?: WayIn;
  /** Only where it is not, and what it needs besides sets it up. */
  readonly setsUp?: true;
  /** Where it is a method of the catalogue, or nearly. */
  readonly method?: string;
  /** Where it has a word of its own. */
  readonly says?: string;
}

/** `ending` is what stands after the account, or the whole. */
export function kind(service: string, ending: string, types: string, touches: DataKind['touches']): DataKind {
  const arn = ending.startsWith('arn:') ? ending : `arn:*:${service}:*:*:${ending}`;
  return { types: types.split(' '), arn, touches };
}

/** Actions by the first part of their names. */
export function of(service: string, reads: string, writes = '', administers = ''): DataKind['touches'] {
  const actions = (names: string) => (names === '' ? [] : names.split(' ').map(name => `${service}:${name}`));
  return { reads: actions(reads), writes: actions(writes), administers: actions(administers) };
}
