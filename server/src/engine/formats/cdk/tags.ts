import type { Text } from '../../model/text';
import type { Neighbours } from '../format';
import { child, items, type Place } from '../place';
import { entriesOf, metadataOf } from './metadata';
import { placeAt, textOf, textsOf, wordAt } from './words';

/** The stack's tags: in the manifest, or in the metadata file beside it. */
export function tagsOf(artifact: Place, neighbours: Neighbours): Readonly<Record<string, Text>> {
  const own = placeAt(artifact, 'properties', 'tags');
  if (own) return textsOf(own);
  const listed = ownMetadata(artifact, neighbours)
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

/** The stack's own metadata. */
function ownMetadata(artifact: Place, neighbours: Neighbours): readonly Place[] {
  const metadata = metadataOf(artifact, neighbours);
  const path = wordAt(artifact, 'displayName')?.word.replace(/ \(.*\)$/, '');
  return metadata && path !== undefined ? entriesOf(metadata, path) : [];
}
