import { get } from '../../../syntax/tree';
import { child, items, type Place } from '../../place';
import { withoutKeys, wordAt } from '../addresses';
import type { StateResource } from './state-resources';

/** The resources of a state file as Terraform keeps it (version 4), one for each instance. */
export function rawResources(state: Place): readonly StateResource[] {
  const resources = child(state, 'resources');
  return (resources ? items(resources) : []).flatMap(resource => {
    const instances = child(resource, 'instances');
    return (instances ? items(instances) : []).flatMap(instance => rawInstance(resource, instance) ?? []);
  });
}

function rawInstance(resource: Place, instance: Place): StateResource | undefined {
  const [type, name, mode, provider] = ['type', 'name', 'mode', 'provider'].map(key => wordAt(child(resource, key)));
  if (type === undefined || name === undefined) return undefined;
  const module = wordAt(child(resource, 'module')) ?? '';
  const isData = mode === 'data';
  const node = get(instance.node, 'index_key');
  const index =
    node?.kind === 'scalar' && (typeof node.value === 'string' || typeof node.value === 'number')
      ? node.value
      : undefined;
  const key = index === undefined ? '' : `[${JSON.stringify(index)}]`;
  const own = `${isData ? 'data.' : ''}${type}.${name}${key}`;
  const address = module === '' ? own : `${module}.${own}`;
  return {
    head: { address, type, name, index, isData, module, path: withoutKeys(module) },
    place: instance,
    values: child(instance, 'attributes'),
    provider: providerIn(provider) ?? type.split('_')[0]!,
  };
}

/** `aws.prod` of `provider["registry.terraform.io/hashicorp/aws"].prod`. */
function providerIn(word: string | undefined): string | undefined {
  const [, name, alias] = /provider\["(?:[^"\]]*\/)?([\w-]+)"\](?:\.([\w-]+))?$/.exec(word ?? '') ?? [];
  return name === undefined || alias === undefined ? name : `${name}.${alias}`;
}
