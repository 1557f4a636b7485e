/**
 * What a tool that writes documents says of where a person wrote something in them. Its paths belong to the machine that it ran on:
 * they are not to be trusted, and nothing is looked for here.
 */
import type { Uri } from '../text/text';
import type { WrittenStatement } from './policy/statement-around';

export type Origin = Traced | Declared;

/** Made by a program, which says where it stood. */
export interface Traced {
  readonly kind: 'traced';
  /** That of the thing itself first, then those of what stands around it, the nearest first. */
  readonly traces: readonly Trace[];
  /** It is made by the first call that adds something; later calls leave no trace. */
  readonly gathered: boolean;
  /** The statement that is meant, where it is one that a policy grants. */
  readonly statement?: WrittenStatement;
  /** Where the program lies, with its closing `/`. */
  readonly app: Uri;
}

export interface Trace {
  /** `owner`: that for whose sake it was made. `around`: something else nearby, because of the thing itself nothing is known. */
  readonly of: 'itself' | 'owner' | 'around';
  /** `Prod/Orders/Deployer`. */
  readonly construct: string;
  /** The innermost first. */
  readonly lines: readonly TracedLine[];
}

export interface TracedLine {
  /** Absolute, as the machine writes it. */
  readonly path: string;
  /** From 0. */
  readonly line: number;
  /** From 0. */
  readonly character?: number;
}

/** Written as a block of Terraform's own language. */
export interface Declared {
  readonly kind: 'declared';
  /** The calls of modules that lead to its file, from the root module. */
  readonly modules: readonly string[];
  /** Its address in its module: `aws_iam_role.deployer`, `data.aws_iam_policy_document.deploy`, `provider.aws.prod` by its alias. */
  readonly block: string;
  /** The names that lead to what is meant in the block, the innermost last; some are not written there. */
  readonly within?: readonly string[];
  /** The statement that is meant, where it is one that a policy grants. */
  readonly statement?: WrittenStatement;
}
