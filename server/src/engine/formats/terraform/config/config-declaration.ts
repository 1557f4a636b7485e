import type { Resource } from '../../../model/resource';
import type { Hole, Text } from '../../../model/text';
import { get } from '../../../syntax/tree';
import type { PolicyReading } from '../policies/policy-reading';
import type { Declaration } from '../resources/declaration';
import { nameLookedUp } from '../values/data-sources';
import { resourceId } from '../values/references';
import type { Block } from './blocks';
import type { ModuleScope } from './module';
import { existence } from './repetition';

/** A `resource` block as it is written. */
export function declarationOf(block: Block, scope: ModuleScope, policies: PolicyReading): Declaration {
  const [type = '', name = ''] = block.labels;
  const address = `${type}.${name}`;
  return {
    id: resourceId(block.tree.document.uri, address),
    type,
    address,
    provider: declaredProvider(block),
    at: block.at,
    when: existence(scope.attribute(block, 'count'), scope.attribute(block, 'for_each')),
    makesSeveral: isRepeated(block),
    attribute: attribute => scope.attribute(block, attribute),
    body: () => scope.body(block),
    policies,
    lookedUp: hole => nameIn(hole, scope),
  };
}

function nameIn({ hole }: Hole, scope: ModuleScope): Text | undefined {
  const [, type = '', name] = /^data\.([\w-]+)\.([\w-]+)/.exec(hole) ?? [];
  const block = scope.module.data.get(`${type}.${name}`);
  const value = block && nameLookedUp(type, argument => scope.attribute(block, argument));
  return value?.kind === 'scalar' ? value.text : undefined;
}

/** The resources of the module that `depends_on` names. */
export function dependsOnOf({ node }: Block, { module }: ModuleScope): Pick<Resource, 'dependsOn'> {
  const written = get(node, 'depends_on');
  const names = written?.kind === 'list' ? written.items : [];
  const dependsOn = names.flatMap(item => {
    const [, address] = /^\s*(?:\$\{\s*)?([\w-]+\.[\w-]+)/.exec(item.kind === 'scalar' ? item.raw : '') ?? [];
    const block = address === undefined ? undefined : module.resources.get(address);
    return block ? [resourceId(block.tree.document.uri, address!)] : [];
  });
  return dependsOn.length > 0 ? { dependsOn } : {};
}

/** Instances of such a block have no name for all of them. */
export function isRepeated({ node }: Block): boolean {
  return get(node, 'count') !== undefined || get(node, 'for_each') !== undefined;
}

/** What `provider` says, `aws.prod`; else the provider that the type is named after. */
export function declaredProvider(block: Block): string {
  const written = get(block.node, 'provider');
  return written?.kind === 'scalar' && written.value !== null
    ? providerNamed(written.raw)
    : block.labels[0]!.split('_')[0]!;
}

/** `aws.prod`, also when it is written as an expression, `${aws.prod}`. */
export function providerNamed(reference: string): string {
  return reference.replace(/^\s*\$\{\s*|\s*\}\s*$/g, '');
}
