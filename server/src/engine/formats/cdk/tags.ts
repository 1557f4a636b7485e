import type { Text } from '../../model/model';
import { rootPointer } from '../../syntax/tree';
import { resolveUri } from '../../text/uri';
import type { Neighbours } from '../format';
import { child, items, type Place } from '../place';
import { placeAt, textOf, textsOf, wordAt } from './words';

/** The stack's tags: in the manifest, or in the metadata file beside it. */
export function tagsOf(artifact: Place, neighbours: Neighbours): Readonly<Record<string, Text>> {
  const own = placeAt(artifact, 'properties', 'tags');
  if (own) return textsOf(own);
  const listed = metadataOf(artifact, neighbours)
    .filter(entry => wordAt(entry, 'type')?.word === 'aws:cdk:stack-tags')
    .flatMap(entry => {
      const data = child(entry, 'data');
      return data ? items(data) : [];
    });
  const tags = listed.flatMap(tag => {
    const key = wordAt(tag, 'key') ?? wordAt(tag, 'Key');
    const value = wordAt(tag, 'value') ?? wordAt(tag, 'Value');
    return key && value ? [[key.word, textOf(value)] as const] : [];
  });
  return Object.fromEntries(tags);
}

/** The stack's own metadata, inline or, from 2.251 on, in a file of its own. */
function metadataOf(artifact: Place, neighbours: Neighbours): readonly Place[] {
  const file = wordAt(artifact, 'additionalMetadataFile');
  const tree = file && neighbours.tree(resolveUri(artifact.at.uri, file.word));
  const metadata = child(artifact, 'metadata') ?? (tree?.root && { node: tree.root, at: rootPointer(tree) });
  const path = wordAt(artifact, 'displayName')?.word.replace(/ \(.*\)$/, '');
  const own = metadata && path !== undefined ? child(metadata, `/${path}`) : undefined;
  return own ? items(own) : [];
}
