import { decodeScalar } from './decode-scalar';
import type { Decoded } from './edit/pieces';
import type { ScalarNode, SyntaxTree } from './tree';

/** A scalar of a document that is itself written in a string: `scalar` as `tree`, the inner document, has it. */
export interface Host {
  readonly tree: SyntaxTree;
  readonly scalar: ScalarNode;
  readonly decoded: Decoded;
}

const hosts = new WeakMap<ScalarNode, Host>();
const known = new WeakMap<ScalarNode, Decoded>();

/** Says that `node`, with ranges of the outer text, is the image of an inner document's scalar. */
export function hosted(node: ScalarNode, host: Host): void {
  hosts.set(node, host);
}

export function decoded(tree: SyntaxTree, scalar: ScalarNode): Decoded {
  const remembered = known.get(scalar);
  if (remembered) return remembered;
  const host = hosts.get(scalar);
  const fresh = host ? through(host.decoded, decoded(host.tree, host.scalar)) : decodeScalar(tree, scalar);
  known.set(scalar, fresh);
  return fresh;
}

function through(outer: Decoded, inner: Decoded): Decoded {
  return {
    text: inner.text,
    offsetOf: i => outer.offsetOf(inner.offsetOf(i)),
    rangeOf(start, end) {
      const range = inner.rangeOf(start, end);
      return outer.rangeOf(range.start, range.end);
    },
  };
}
