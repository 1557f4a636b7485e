/** Access paths as JSON: what `bulkhead reach --format json` prints and `bulkhead/reach` answers. It imports nothing of either side. */

interface Position {
  readonly line: number;
  readonly character: number;
}

/** `file` is relative to the working directory on the command line, a URI in an editor. */
export interface PlaceOfAccess {
  readonly file: string;
  readonly range: { readonly start: Position; readonly end: Position };
}

/** A principal, compute or data; null is unknown, or of what no document defines. */
export interface AccessEnd {
  readonly name: string;
  /** The logical id, or the Terraform address. */
  readonly resource: string | null;
  readonly kind: string;
  readonly account: string | null;
  readonly environment: string | null;
  readonly at: PlaceOfAccess | null;
}

export interface AccessHop {
  readonly from: string;
  readonly to: string;
  readonly how: string;
  readonly method: string | null;
  readonly certain: boolean;
  readonly message: string;
  readonly conditions: readonly string[];
  readonly requests: readonly { readonly action: string; readonly resource: string }[];
  /** Where it is allowed, the most telling first. */
  readonly because: readonly PlaceOfAccess[];
}

export interface AccessPath {
  readonly from: AccessEnd;
  readonly to: AccessEnd;
  readonly certain: boolean;
  readonly hops: readonly AccessHop[];
}

export interface AccessPaths {
  readonly version: 1;
  readonly paths: readonly AccessPath[];
  /** Names that are of several things: all of them are meant. Of `kind` `environment` and `account`, with no place, all that stands there. */
  readonly ambiguous: readonly { readonly name: string; readonly means: readonly AccessEnd[] }[];
  /** Names that nothing has. */
  readonly unknown: readonly string[];
  /** For each of these, what it may be misspelt of, the nearest first. */
  readonly near: readonly { readonly name: string; readonly names: readonly string[] }[];
  /** Of those asked about, and of those on the paths: policies that nobody here can read, so that they may reach more. */
  readonly unread: readonly { readonly principal: AccessEnd; readonly policies: readonly string[] }[];
}
