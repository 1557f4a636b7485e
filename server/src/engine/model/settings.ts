import type { SourcePointer } from '../text/text';
import type { Tier } from './environment';
import type { AccountId } from './ids';
import type { Severity } from './problem';

/** What `bulkhead.yaml` decides. */
export interface Settings {
  readonly environments: readonly {
    readonly name: string;
    readonly tier?: Tier;
    readonly aliases: readonly string[];
    readonly at: SourcePointer;
  }[];
  readonly accounts: readonly {
    readonly id: AccountId;
    readonly name?: string;
    readonly environment?: string;
    /** Profiles of the AWS command line that deploy there. */
    readonly profiles?: readonly string[];
    readonly at: SourcePointer;
  }[];
  /** `files` are globs relative to the folder of the settings file. `account` is an id or a declared name. */
  readonly deployments: readonly {
    readonly files: readonly string[];
    readonly account?: string;
    readonly region?: string;
    readonly environment?: string;
    readonly parameters: Readonly<Record<string, string>>;
    readonly at: SourcePointer;
  }[];
  /** Tiers or environment names that may not share an account: each pair is one side and the other. */
  readonly separate?: readonly { readonly one: readonly string[]; readonly other: readonly string[] }[];
  readonly principals: Readonly<Record<string, readonly string[]>>;
  readonly rules: Readonly<Record<string, Severity | 'off'>>;
}
