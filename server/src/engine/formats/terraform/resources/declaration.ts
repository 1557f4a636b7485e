import type { ResourceId } from '../../../model/ids';
import type { PolicyStatement } from '../../../model/statement';
import type { Hole, Text } from '../../../model/text';
import type { SourcePointer } from '../../../text/text';
import type { Circumstance } from '../../when';
import { statementsOf } from '../policies/policies';
import type { PolicyReading } from '../policies/policy-reading';
import { attribute, blocks, holeOf, textOf, textsOf } from '../values/readings';
import { atOf, opaque, type Value } from '../values/value';

/** A resource as a configuration, a plan or a state says it. */
export interface Declaration {
  readonly id: ResourceId;
  readonly type: string;
  /** `module.orders.aws_iam_role.app["a"]`. */
  readonly address: string;
  /** The key of the provider that makes it: `aws`, `aws.prod`. */
  readonly provider: string;
  readonly at: SourcePointer;
  readonly when: Circumstance;
  /** One block with `count` or `for_each` for all that it makes. */
  readonly makesSeveral: boolean;
  /** Undefined when it is not set. */
  attribute(name: string): Value | undefined;
  /** Everything that it sets. */
  body(): Value | undefined;
  readonly policies: PolicyReading;
  /** The name of the thing of which a hole is an attribute, where a data source looks that up: `data.aws_ssm_parameter.x.value`. */
  readonly lookedUp?: (hole: Hole) => Text | undefined;
}

export function textAt(declaration: Declaration, name: string): Text | undefined {
  const value = declaration.attribute(name);
  return value && textOf(value);
}

export function textsAt(declaration: Declaration, name: string): readonly Text[] {
  return textsOf(declaration.attribute(name));
}

/** What stands at `a.b.c`, on the way to which blocks may stand several times. */
export function valuesUnder(declaration: Declaration, path: string): readonly Value[] {
  const [first = '', ...rest] = path.split('.');
  const own = declaration.attribute(first);
  return rest.reduce(
    (found: readonly Value[], name) => found.flatMap(blocks).flatMap(block => attribute(block, name) ?? []),
    own ? [own] : [],
  );
}

export function statementsAt(declaration: Declaration, name: string): readonly PolicyStatement[] {
  const value = declaration.attribute(name);
  // A plan may know no more of a policy than what it refers to.
  const isOpen = value !== undefined && holeOf(value)?.kind === 'reference';
  return statementsOf(isOpen ? opaque(`${declaration.address}.${name}`, atOf(value)) : value, declaration.policies);
}
