import type { Claim, Environment, Settings, Tier } from '../model/model';

/** The words for environments: the usual ones and the workspace's own. */
export interface Vocabulary {
  /** The environment that a word or name says, `nonprod-orders` → development; undefined when it says none or contradicts itself. */
  environmentIn(name: string): { readonly name: string; readonly tier: Tier | undefined } | undefined;
}

export declare function vocabulary(settings: readonly Settings[]): Vocabulary;

/** Weighs claims; undefined when none names an environment or the strongest contradict each other. */
export declare function weigh(claims: readonly Claim[], words: Vocabulary): Environment | undefined;
