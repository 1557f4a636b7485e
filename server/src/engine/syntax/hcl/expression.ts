import type { SourceRange } from '../../text/text';

/** An expression of Terraform's language. Ranges are offsets in the text that was read, quotes of strings included. */
export type Expression =
  | Literal
  | Template
  | ObjectExpression
  | TupleExpression
  | Reference
  | Call
  | Conditional
  | Operation
  | OpaqueExpression;

interface ExpressionBase {
  readonly range: SourceRange;
}

export interface Literal extends ExpressionBase {
  readonly kind: 'literal';
  readonly value: string | number | boolean | null;
}

/** Text with holes: a quoted string, a heredoc, or a whole string of a `.tf.json` file. */
export interface Template extends ExpressionBase {
  readonly kind: 'template';
  /** In order; strings with their escapes undone. */
  readonly parts: readonly (string | Expression)[];
}

export interface ObjectExpression extends ExpressionBase {
  readonly kind: 'object';
  readonly entries: readonly ObjectEntry[];
}

export interface ObjectEntry {
  /** A bare word is a literal string. */
  readonly key: Expression;
  readonly value: Expression;
}

export interface TupleExpression extends ExpressionBase {
  readonly kind: 'tuple';
  readonly items: readonly Expression[];
}

/** `aws_iam_role.app["a"].arn`: a root name and the steps from it. */
export interface Reference extends ExpressionBase {
  readonly kind: 'reference';
  readonly root: string | Expression;
  readonly steps: readonly Step[];
}

/** An attribute or index of a value; `*` is a splat. */
export type Step =
  | { readonly kind: 'attribute'; readonly name: string }
  | { readonly kind: 'index'; readonly index: Expression }
  | { readonly kind: 'splat' };

export interface Call extends ExpressionBase {
  readonly kind: 'call';
  readonly name: string;
  readonly args: readonly Expression[];
  /** The last argument is a list of arguments: `concat(lists...)`. */
  readonly expands: boolean;
}

export interface Conditional extends ExpressionBase {
  readonly kind: 'conditional';
  readonly condition: Expression;
  readonly yes: Expression;
  readonly no: Expression;
}

/** One operand for `!` and `-`, else two. */
export interface Operation extends ExpressionBase {
  readonly kind: 'operation';
  readonly operator: string;
  readonly operands: readonly Expression[];
}

/** What is not read further: `for` expressions, `%{…}` directives, broken text, nesting beyond the limit. */
export interface OpaqueExpression extends ExpressionBase {
  readonly kind: 'opaque';
}
