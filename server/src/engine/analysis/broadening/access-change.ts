import type { Resource } from '../../model/resource';
import type { PolicyStatement } from '../../model/statement';
import type { Request } from '../../policy/request-set';
import type { SourcePointer } from '../../text/text';

/** One entry of a policy that allows more than all policies did before, or one that allowed what nobody allows any more. */
export interface AccessChange {
  /** Whose policies decide: a role, a user, …; of a resource's own policy, the resource. */
  readonly subject: Resource;
  readonly is: 'allowed' | 'forbidden';
  /** `` `deployer` may now pass `orders-prod` to `lambda.amazonaws.com` ``; what a wildcard stands for is in `means`. */
  readonly message: string;
  /** `` `s3:*` means 167 actions: … ``; absent where words say what they mean. */
  readonly means?: string;
  /** One request that is newly allowed or forbidden; absent where a policy decides that nobody here can read. */
  readonly witness?: Request & { readonly principal: string };
  /** `possible`: a part that the template leaves open decides. */
  readonly confidence: 'certain' | 'possible';
  readonly cause: Cause;
  /** Where that stands: for what is forbidden, in the texts before. */
  readonly at: SourcePointer;
  /** The statement that allows, or allowed it; undefined where nobody can read it. */
  readonly statement: PolicyStatement | undefined;
}

/**
 * `statement`: the statement is written like this since then, `attached`: it was put on the principal, `freed`: it stood there, and
 * what stood against it is gone, `subject`: the principal is new, or gone.
 */
export type Cause = 'statement' | 'attached' | 'freed' | 'subject';
