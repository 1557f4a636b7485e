import { rootPointer } from '../../syntax/tree';
import { resolveUri } from '../../text/uri';
import type { Neighbours } from '../format';
import { child, items, type Place } from '../place';
import { wordAt } from './words';

/**
 * What the CDK notes of the constructs of a stack, those of its nested stacks included: a map from their paths, `/Prod/Orders`, to
 * entries with a `type`. Inline, or, from 2.251 on, in a file of its own beside the manifest.
 */
export function metadataOf(artifact: Place, neighbours: Neighbours): Place | undefined {
  const inline = child(artifact, 'metadata');
  if (inline) return inline;
  const file = wordAt(artifact, 'additionalMetadataFile');
  const tree = file && neighbours.tree(resolveUri(artifact.at.uri, file.word));
  return tree?.root && { node: tree.root, at: rootPointer(tree) };
}

/** What is noted of one construct, by its path without the `/` at its beginning. */
export function entriesOf(metadata: Place, construct: string): readonly Place[] {
  const entries = child(metadata, `/${construct}`);
  return entries ? items(entries) : [];
}

/** The entries of a kind, `aws:cdk:logicalId`. */
export function ofType(entries: readonly Place[], type: string): readonly Place[] {
  return entries.filter(entry => wordAt(entry, 'type')?.word === type);
}
