import type { SourcePointer, Uri } from '../text/text';
import type { Deployment } from './deployment';
import type { Claim } from './environment';
import type { AccountId } from './ids';
import type { Problem } from './problem';
import type { Resource } from './resource';
import type { Settings } from './settings';
import type { Text } from './text';

/** All one document says. Plain data: two are equal when their JSON is. */
export interface DocumentFacts {
  readonly uri: Uri;
  /** `cloudformation`, `sam`, `cdk`, `terraform-config`, `terraform-plan`, `terraform-state` or `settings`. */
  readonly format: string;
  /** Made by a tool: an edit here would be lost (cdk.out, a plan, a state). */
  readonly generated: boolean;
  readonly resources: readonly Resource[];
  /** Of this or of other documents: a manifest, a samconfig, a parent stack speak for others. */
  readonly deployments: readonly Deployment[];
  /** What the document as a whole says about its environment: its own tags, its stack name. */
  readonly claims: readonly Claim[];
  /** Account ids that it writes out, each once. */
  readonly accounts: readonly { readonly id: AccountId; readonly at: SourcePointer }[];
  /** What other stacks can import. */
  readonly exports: readonly { readonly name: Text; readonly value: Text }[];
  /** What the stack that it is nested in can read (`!GetAtt Child.Outputs.Role`), by name. Absent: nothing. */
  readonly outputs?: Readonly<Record<string, Text>>;
  readonly allowed: readonly Allowance[];
  readonly settings?: Settings;
  readonly problems: readonly Problem[];
}

/** A finding that the author allowed, and why. */
export interface Allowance {
  readonly rule: string;
  readonly reason: string;
  /** `2027-03-01`: from the day after, it no longer holds. */
  readonly until?: string;
  /** What it covers: everything within this place; absent for one that `files` and `resources` describe. */
  readonly covers?: SourcePointer;
  readonly files?: readonly string[];
  readonly resources?: readonly string[];
  readonly at: SourcePointer;
}
