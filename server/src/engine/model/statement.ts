import type { SourcePointer } from '../text/text';
import type { Patterns, Text } from './text';
import type { When } from './when';

export interface PolicyStatement {
  readonly effect: 'Allow' | 'Deny';
  readonly sid?: string;
  /** Absent: the identity that the policy is attached to. `except`: NotPrincipal. */
  readonly principals?: { readonly mode: 'only' | 'except'; readonly list: readonly Principal[] };
  readonly actions: Patterns;
  readonly resources: Patterns;
  readonly conditions: readonly Condition[];
  readonly when?: When;
  /** `${aws:username}` in it is plain text, as in a policy of version `2008-10-17`. Absent: a variable. */
  readonly variables?: false;
  /**
   * How it is written, so that a fix can be said: an IAM JSON policy (`Action`, `Condition: {operator: {key: values}}`) or a
   * Terraform `aws_iam_policy_document` (`actions`, `condition` blocks).
   */
  readonly form: 'iam-json' | 'policy-document';
  readonly at: SourcePointer;
}

export interface Condition {
  /** As written: `StringEqualsIfExists`, `ForAllValues:StringLike`. */
  readonly operator: string;
  readonly key: string;
  readonly values: readonly Text[];
  readonly at: SourcePointer;
}

export type Principal =
  | { readonly kind: 'anyone'; readonly at: SourcePointer }
  | { readonly kind: 'account'; readonly account: Text; readonly at: SourcePointer }
  | { readonly kind: 'identity'; readonly arn: Text; readonly at: SourcePointer }
  | { readonly kind: 'service'; readonly name: Text; readonly at: SourcePointer }
  | { readonly kind: 'federated'; readonly provider: Text; readonly at: SourcePointer }
  | { readonly kind: 'canonical'; readonly id: Text; readonly at: SourcePointer };

/** The statement with each text of its actions, resources and conditions as `change` gives it. */
export function withTexts(statement: PolicyStatement, change: (text: Text) => Text): PolicyStatement {
  const { actions, resources, conditions } = statement;
  const patterns = (all: Patterns): Patterns => ({ ...all, list: all.list.map(change) });
  return {
    ...statement,
    actions: patterns(actions),
    resources: patterns(resources),
    conditions: conditions.map(one => ({ ...one, values: one.values.map(change) })),
  };
}
