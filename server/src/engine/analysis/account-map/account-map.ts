/**
 * The account map: accounts, what lands in them, the resources that matter, and the ways between these. Places are pointers: the map
 * stays equal while texts move.
 */
import type { Environment } from '../../model/environment';
import type { Severity } from '../../model/problem';
import type { SourcePointer, Uri } from '../../text/text';
import type { NodeKind } from '../access-graph/access-graph';
import type { NamedEnvironment } from '../environments/environments';

export type Evidence = Environment['evidence'];

/** What a rule says of something on the map. */
export interface MappedFinding {
  readonly rule: string;
  readonly severity: Severity;
  readonly confidence: 'certain' | 'possible';
  readonly message: string;
  readonly fingerprint: string;
  /** Where a person reads it. */
  readonly at: SourcePointer;
}

/** What is made together: one landing of a template, or all files of a Terraform root that land as one. */
export interface MappedStack {
  /** Of its document; of a folder for Terraform; followed by what tells its landings apart where it has several. */
  readonly id: string;
  readonly name: string;
  readonly document: Uri;
  readonly format: string;
  readonly region: string | undefined;
  readonly environment: NamedEnvironment | undefined;
  readonly evidence: Evidence;
  /** Ids of resources. */
  readonly resources: readonly string[];
  /** How many resources are not on the map. */
  readonly others: number;
}

export interface MappedAccount {
  /** Twelve digits; null for all whose account nobody knows. */
  readonly id: string | null;
  readonly name: string | undefined;
  readonly environment: NamedEnvironment | undefined;
  readonly evidence: Evidence;
  readonly stacks: readonly MappedStack[];
  /** Ids of what no document defines. */
  readonly outside: readonly string[];
}

export interface MappedResource {
  /** Of the resource; followed by what tells the landing where its template has several. */
  readonly id: string;
  readonly name: string;
  readonly type: string;
  readonly kind: NodeKind | 'workflow' | 'other';
  /** Its own, else its stack's, else its account's. */
  readonly environment: NamedEnvironment | undefined;
  /** Undefined for what no document defines. */
  readonly at: SourcePointer | undefined;
  readonly findings: readonly MappedFinding[];
}

export interface MappedEdge {
  /** Ids of resources; where it deploys, `to` is that of a stack. */
  readonly from: string;
  readonly to: string;
  readonly how: string;
  readonly certain: boolean;
  readonly crosses: boolean;
  readonly becomes: boolean;
  readonly message: string;
  readonly because: readonly SourcePointer[];
}

/** Environments in one account that may not share one. */
export interface MappedMix {
  readonly account: string | null;
  readonly environments: readonly string[];
  /** The finding's fingerprint. */
  readonly finding: string;
  readonly message: string;
}

export interface AccountMap {
  readonly accounts: readonly MappedAccount[];
  readonly resources: readonly MappedResource[];
  readonly edges: readonly MappedEdge[];
  readonly mixes: readonly MappedMix[];
  /** Ways that are known and are too many to be shown. */
  readonly moreEdges: number;
}
