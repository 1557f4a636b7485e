/**
 * What is wrong: one folder a rule, its logic, its page, its examples and its fixes. A rule does not know which format it reads,
 * where it stands on a page, or whether anyone is watching.
 */

import type { AccessChange } from '../analysis/broadening/access-change';
import type { WorkspaceIndex } from '../analysis/index/workspace-index';
import type { Permissions } from '../analysis/permissions/permissions';
import type { Allowance, DocumentFacts } from '../model/document-facts';
import type { Severity } from '../model/problem';
import type { Resource } from '../model/resource';
import type { PolicyStatement } from '../model/statement';
import type { Answer } from '../model/text';
import type { Split, StructuralEdit } from '../syntax/structural-edit';
import type { SourcePointer } from '../text/text';

/** One concrete request that the policies grant; every IAM finding has one. */
export interface Witness {
  readonly principal: string;
  readonly action: string;
  readonly resource: string;
  readonly context: Readonly<Record<string, string>>;
}

export interface Fix {
  /** Stable within its rule: `scope-to-passed-roles`. */
  readonly id: string;
  readonly title: string;
  /** `safe` may be applied unseen; `review` changes what is granted or needs a choice. */
  readonly kind: 'safe' | 'review';
  readonly preferred?: boolean;
  readonly edits: readonly StructuralEdit[];
  /** Instead of edits: resources that leave their document. What goes with them, and whether that can be, is known when it is asked for. */
  readonly split?: Split;
  /** Edits of generated documents say what is to be said in the source. */
  readonly inSource?: true;
  /** Why it cannot be applied where the text leaves no place for its edits; absent: it is not offered then. */
  readonly otherwise?: string;
  /** Why it cannot be applied, for those who look for it; there are no edits then. */
  readonly refused?: string;
}

export interface Related {
  readonly message: string;
  readonly at: SourcePointer;
}

export interface Finding {
  readonly rule: string;
  readonly severity: Severity;
  /** What is wrong, and what it lets happen. One line, user text in backticks, no full stop at the end. */
  readonly message: string;
  readonly confidence: 'certain' | 'possible';
  readonly witness?: Witness;
  /** The one squiggle. */
  readonly at: SourcePointer;
  /** Label of the resource that the squiggle stands in. */
  readonly resource?: string;
  /** In order: each hop of a path. */
  readonly related: readonly Related[];
  readonly fixes: readonly Fix[];
  /** Of rule, resource and the reported value, no index: SARIF partialFingerprints, baselines. */
  readonly fingerprint: string;
  /** Of all that the statement says in which the squiggle stands, but for its `Sid`: another when it grants something else. */
  readonly statement?: string;
  /** In what it is the same finding wherever it stands, if it has the same fingerprint; absent: in its resource. */
  readonly sameIn?: 'document' | 'workspace';
  /** The landing for which it is said: of things that a program makes, this may stand in another line than the squiggle. */
  readonly landing?: {
    readonly at: SourcePointer;
    /** It is said of all that lands there. */
    readonly isWhole: boolean;
  };
  /** What the squiggle is under does nothing and can be taken out: editors fade it. */
  readonly unnecessary?: true;
  /** The reason of the allowance that takes it out; absent when nothing does. */
  readonly suppressed?: { readonly reason: string; readonly at: SourcePointer };
}

/**
 * What a rule looks at, one at a time. `statement`, `resource` and `document` depend on one document alone; `principal` on the
 * documents that its policies stand in; `workspace` on all; `allowance` on what all others say; `broadening` on how the workspace
 * was before, and is given nothing where nobody knows that.
 */
export interface Subjects {
  statement: { readonly statement: PolicyStatement; readonly resource: Resource; readonly use: 'trust' | 'grant' };
  resource: { readonly resource: Resource; readonly document: DocumentFacts };
  document: { readonly document: DocumentFacts; readonly index: WorkspaceIndex };
  /** A role, user, group, permission set, or a policy that nothing attaches, with everything that decides what it may do. */
  principal: { readonly principal: Resource; readonly permissions: Permissions; readonly index: WorkspaceIndex };
  workspace: { readonly index: WorkspaceIndex };
  /** Something that the author allowed; whether there is a finding that it holds back. */
  allowance: { readonly allowance: Allowance; readonly isUsed: Answer };
  /** What is newly allowed in one document; `since` is what a person calls the state before: `HEAD`. */
  broadening: { readonly changes: readonly AccessChange[]; readonly since: string };
}

/** What a rule says; what it leaves out is the rule's default severity, certain, alone and without a fix. */
export type Reported = Pick<Finding, 'message' | 'at'> &
  Partial<
    Pick<Finding, 'severity' | 'confidence' | 'witness' | 'related' | 'fixes' | 'sameIn' | 'landing' | 'unnecessary'>
  > & {
    /** What the fingerprint is made of besides rule and resource (of `sameIn`, rule): the reported value, without positions. */
    readonly about?: string;
    /** What it adds to a graver report of the same place, of another principal; absent: all that it relates. */
    readonly joined?: readonly Related[];
  };

export interface RuleOf<S extends keyof Subjects> {
  /** Reads well after "allow": `broad-pass-role`. */
  readonly id: string;
  readonly severity: Severity;
  readonly looksAt: S;
  check(subject: Subjects[S]): Iterable<Reported>;
}

export type Rule = { [S in keyof Subjects]: RuleOf<S> }[keyof Subjects];

/** Types `check` by `looksAt`. */
export function rule<S extends keyof Subjects>(r: RuleOf<S>): RuleOf<S> {
  return r;
}
