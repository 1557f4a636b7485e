import type { Resource } from '../../../model/resource';
import type { Text } from '../../../model/text';
import { credentials, keysIn } from '../../credentials';
import { possibleItems } from '../values/readings';
import type { Value } from '../values/value';
import { type Declaration, textsAt } from './declaration';
import type { Lowering } from './iam';

export const credentialTypes: ReadonlyMap<string, Lowering> = new Map<string, Lowering>([
  ['aws_iam_access_key', key => credentials(textsAt(key, 'user'))],
  ['aws_secretsmanager_secret_version', version],
  ['aws_ssm_parameter', parameter => credentials(keysWithin(parameter.attribute('value')))],
]);

/** Says what stands in a secret that is a resource of its own. */
function version(declaration: Declaration): Partial<Resource> {
  const found = keysWithin(declaration.attribute('secret_string'));
  return found.length > 0 ? { attachedTo: textsAt(declaration, 'secret_id'), ...credentials(found) } : {};
}

/** Values are nested to a bounded depth, so that recursing is safe. */
function keysWithin(value: Value | undefined): readonly Text[] {
  return possibleItems(value).flatMap(({ value: item }) => {
    if (item.kind === 'scalar') return keysIn(item.text);
    if (item.kind === 'encoded') return keysWithin(item.value);
    return item.kind === 'map' ? [...item.entries.values()].flatMap(keysWithin) : [];
  });
}
