import type { SourcePointer } from '../text/text';
import type { Text } from './text';

export type Tier = 'development' | 'test' | 'staging' | 'production';

/** Words that may name an environment, and where they stand: evidence not yet weighed. */
export interface Claim {
  readonly source:
    | 'declared'
    | 'tag'
    | 'stack-tag'
    | 'default-tag'
    | 'stage'
    | 'stack-name'
    | 'deployment'
    | 'module'
    | 'workspace'
    | 'name'
    | 'path';
  readonly text: Text;
  /** What carries it, for a sentence: the tag's key, the property's name. */
  readonly key?: string;
}

/** A claim about an environment, with what it rests on, strongest first. */
export interface Environment {
  readonly name: string;
  readonly tier: Tier | undefined;
  readonly evidence: readonly { readonly message: string; readonly at: SourcePointer }[];
  /** What says another one, and is weaker. */
  readonly against?: Environment['evidence'];
}
