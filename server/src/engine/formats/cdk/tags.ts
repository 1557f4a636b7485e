import { rootPointer } from '../../syntax/tree';
import { type Neighbours, resolveUri } from '../format';
import { child, children, items, type Place } from '../place';
import { placeAt, type Word, wordAt, wordOf } from './words';

/** The stack's tags: in the manifest, or in the metadata file beside it. */
export function tagsOf(
  artifact: Place,
  neighbours: Neighbours,
): readonly { readonly key: string; readonly value: Word }[] {
  const own = placeAt(artifact, 'properties', 'tags');
  if (own) {
    return children(own).flatMap(({ key, place }) => {
      const value = wordOf(place);
      return value ? [{ key, value }] : [];
    });
  }
  return metadataOf(artifact, neighbours)
    .filter(entry => wordAt(entry, 'type')?.word === 'aws:cdk:stack-tags')
    .flatMap(entry => {
      const data = child(entry, 'data');
      return data ? items(data) : [];
    })
    .flatMap(tag => {
      const key = wordAt(tag, 'key') ?? wordAt(tag, 'Key');
      const value = wordAt(tag, 'value') ?? wordAt(tag, 'Value');
      return key && value ? [{ key: key.word, value }] : [];
    });
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
