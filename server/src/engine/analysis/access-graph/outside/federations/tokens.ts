import type { OpenTo } from '../../access-graph';

/** Whose tokens a trust policy takes. */
export interface TokensOf {
  readonly label: string;
  /** Undefined where others decide who is one of them. */
  readonly openTo: OpenTo | undefined;
  /** A branch, an environment, a workspace, by its name. */
  readonly deploysTo: string | undefined;
}

/** What is asked of a claim; undefined: nothing. */
export type Claims = (claim: string) => readonly string[] | undefined;
