/**
 * The account map as JSON: what `bulkhead map --format json` prints, the server answers to `bulkhead/accountMap` and the map's page
 * draws. Others build on it (`version` 1): it changes only by adding.
 */

/** A place as LSP counts: 0-based line, UTF-16 column. */
interface Position {
  readonly line: number;
  readonly character: number;
}

export interface MapRange {
  readonly start: Position;
  readonly end: Position;
}

/** `file` is a URI for the editor, and relative to the workspace in what is exported. */
export interface MapPlace {
  readonly file: string;
  readonly range: MapRange;
}

export interface MapEvidence extends MapPlace {
  readonly message: string;
}

export type MapTier = 'development' | 'test' | 'staging' | 'production';

/** A finding on something of the map. */
export interface MapFinding extends MapPlace {
  readonly rule: string;
  readonly severity: 'error' | 'warning' | 'information' | 'hint';
  readonly message: string;
  readonly fingerprint: string;
}

export interface MapStack {
  /** Of one landing: a template that is deployed twice is two stacks. */
  readonly id: string;
  readonly name: string;
  readonly file: string;
  readonly format: string;
  readonly region?: string;
  readonly environment?: string;
  readonly tier?: MapTier;
  /** Why it is said to land there. */
  readonly evidence: readonly MapEvidence[];
  /** Ids of resources. */
  readonly resources: readonly string[];
  /** How many resources it has besides, which are not on the map. */
  readonly others?: number;
}

export interface MapAccount {
  /** Twelve digits; null for all whose account nobody knows. */
  readonly id: string | null;
  readonly name?: string;
  readonly environment?: string;
  readonly tier?: MapTier;
  readonly evidence: readonly MapEvidence[];
  readonly stacks: readonly MapStack[];
  /** Principals and others that no document of the workspace defines: ids of resources. */
  readonly outside: readonly string[];
}

export interface MapResource {
  readonly id: string;
  readonly name: string;
  /** The provider's own word, `AWS::IAM::Role`; empty for what no document defines. */
  readonly type: string;
  /** `role`, `user`, `compute`, `data`, …: the access graph's kinds of nodes. */
  readonly kind: string;
  readonly environment?: string;
  readonly tier?: MapTier;
  readonly file?: string;
  readonly range?: MapRange;
  readonly findings: readonly MapFinding[];
}

export interface MapEdge {
  /** Ids of resources; what is deployed is a stack. */
  readonly from: string;
  readonly to: string;
  /** `assumes`, `passes`, `runs-as`, `changes-code`, `gets-shell`, `rewrites-policy`, `holds-credential`; `reads`, `writes`, `administers`; `references`, `deploys`. */
  readonly how: string;
  readonly certain: boolean;
  /** It leads from one account to another, or from one environment to another. */
  readonly crosses: boolean;
  /** Who goes over it can do what its target can; otherwise only what its target holds is gained. */
  readonly becomes: boolean;
  /** A sentence: "`deployer` may pass `orders-prod` to lambda". */
  readonly message: string;
  readonly because: readonly MapPlace[];
}

/** Development and production in one account. */
export interface MapMix {
  readonly account: string | null;
  readonly environments: readonly string[];
  /** The finding's fingerprint. */
  readonly finding: string;
  readonly message: string;
}

export interface AccountMap {
  readonly version: 1;
  readonly accounts: readonly MapAccount[];
  readonly resources: readonly MapResource[];
  readonly edges: readonly MapEdge[];
  readonly mixes: readonly MapMix[];
  /** Edges that are known and were too many. Absent: none. */
  readonly moreEdges?: number;
}
