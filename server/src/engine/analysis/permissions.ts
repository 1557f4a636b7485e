import type { Answer, PolicyStatement, Resource } from '../model/model';
import type { Request, RequestSet } from '../policy/request-set';
import type { SourcePointer } from '../text/text';

/** An Allow statement that reaches a principal, and the way it does. */
export interface Grant {
  readonly statement: PolicyStatement;
  /** The resource that the statement stands in: the principal itself, a policy, a group. */
  readonly holder: Resource | undefined;
  /** Where a squiggle for the grant belongs when the statement is not in the workspace: the ARN of the AWS managed policy. */
  readonly via: SourcePointer;
}

/** Everything that decides what one principal may do; asked as sets of requests. */
export interface Permissions {
  readonly principal: Resource;
  readonly grants: readonly Grant[];
  /** Of what this one grant allows within `asked`, what denies and ceilings leave: for certain, and at most. */
  granted(grant: Grant, asked: RequestSet): { readonly certain: RequestSet; readonly possible: RequestSet };
  allows(asked: RequestSet): {
    readonly answer: Answer;
    readonly witness?: Request;
    readonly because: readonly SourcePointer[];
  };
}
