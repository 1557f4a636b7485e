import { embeddedIn } from '../../../syntax/embedded';
import { evaluateNode } from './expressions';
import type { Value } from './value';

/** The value of the JSON that is written inside a string; undefined when there is none. */
export function embeddedValue(value: Value): Value | undefined {
  const written = value.kind === 'scalar' ? value.written : undefined;
  const node = written && embeddedIn(written.tree, written.node);
  return written && node ? evaluateNode(written.tree, node, written.at, written.scope) : undefined;
}
