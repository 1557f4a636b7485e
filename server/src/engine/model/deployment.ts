import type { SourcePointer, Uri } from '../text/text';
import type { Claim } from './environment';
import type { Text } from './text';

/** One landing of a document in an account: what is set there, and why we think so. */
export interface Deployment {
  /** Unique within the document that states it. */
  readonly id: string;
  /** The template that lands. */
  readonly document: Uri;
  /** Only resources of this scope (a Terraform provider); absent: the whole document. */
  readonly scope?: string;
  /** Twelve digits, or a hole; absent when nothing names it. */
  readonly account?: Text;
  /** Accounts that are said as well and do not count: a person is to hear of the contradiction. */
  readonly otherAccounts?: readonly Text[];
  /** Where else the same account is said: it lands in another only once all of them say that. */
  readonly sameAccount?: readonly Text[];
  /** Nothing that is deployed says the account: it is known by what a credential made or saw. */
  readonly byCredential?: true;
  readonly region?: Text;
  /** The stack's or stage's name. */
  readonly name?: string;
  readonly claims: readonly Claim[];
  readonly parameters: Readonly<Record<string, Text>>;
  /** Of the landings of the document that states it, it shares that of this scope; absent: all of them. */
  readonly within?: string;
  /** What other documents state is this same landing: here more is known of it. */
  readonly completes?: readonly { readonly statedBy: Uri; readonly id: string }[];
  /** Nobody else gives parameters: one that is not among them has its default. Absent: so it is where any are given. */
  readonly isWhole?: boolean;
  /** It is worked out whole: what others state of the document counts no more. */
  readonly isSettled?: true;
  readonly at: SourcePointer;
}
