/**
 * Under which choices of the deployment a thing exists: alternatives, each a list of facts that hold together. Absent: always.
 * An empty list: never.
 */
export type When = readonly (readonly Choice[])[];
/** `of` is (`is`) or is not `value`: parameter `Env` is `prod`; condition `HasVpc` is `true`. */
export interface Choice {
  readonly of: string;
  readonly value: string;
  readonly is: boolean;
  /** What `of` is when nobody chooses. */
  readonly default?: string;
}
