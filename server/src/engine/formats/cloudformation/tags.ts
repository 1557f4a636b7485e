import type { Text } from '../../model/text';
import { child, children, type Place } from '../place';
import { type Declaration, possibleItems } from './declaration';
import { wordAt } from './intrinsics';
import { textAt } from './strings';
import type { Scope } from './template';

/** Where types write their tags. */
const tagProperties = [
  'Tags',
  'FileSystemTags',
  'HostedZoneTags',
  'UserPoolTags',
  'BackupVaultTags',
  'IdentityPoolTags',
];

/** The tags of a resource, `Globals` included; of a repeated key the last. */
export function tagsOf({ properties, scope }: Declaration): Readonly<Record<string, Text>> {
  const tags = properties.flatMap(place =>
    tagProperties.flatMap(name => {
      const written = child(place, name);
      return written ? tagsAt(written, scope) : [];
    }),
  );
  return tags.length === 0 ? noTags : Object.fromEntries(tags);
}

const noTags: Readonly<Record<string, Text>> = {};

/** Tags are a list of `{ Key, Value }` or a map. */
function tagsAt(place: Place, scope: Scope): readonly (readonly [string, Text])[] {
  return possibleItems(place, scope).flatMap(({ value }) => {
    const key = wordAt(child(value, 'Key'));
    if (key !== undefined) return tag(key, child(value, 'Value'), scope);
    return children(value).flatMap(entry => tag(entry.key, entry.place, scope));
  });
}

function tag(key: string, place: Place | undefined, scope: Scope): readonly (readonly [string, Text])[] {
  const text = place && textAt(place, scope);
  return text ? [[key, text]] : [];
}
