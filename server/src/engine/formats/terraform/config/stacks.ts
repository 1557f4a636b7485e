/** Stacks of CloudFormation that a configuration makes of templates beside it, `template_body = file("orders.yaml")`. */
import type { Deployment } from '../../../model/deployment';
import type { Claim } from '../../../model/environment';
import type { Problem } from '../../../model/problem';
import type { Text } from '../../../model/text';
import { get, type SyntaxTree } from '../../../syntax/tree';
import { below } from '../../../text/text';
import { resolveUri } from '../../../text/uri';
import { parameterClaims } from '../../claims';
import { areTargets } from '../../stack-sets';
import { blocks, attribute as entry, itemsOf, literalOf, textOf } from '../values/readings';
import type { MapValue, Value } from '../values/value';
import { type Block, blocksIn } from './blocks';
import { landingOfKey } from './calls';
import { declaredProvider } from './config-declaration';
import type { ModuleScope } from './module';

const MAX_ACCOUNTS = 200;

/** Of stacks, where the configuration lands; of stack sets, in the accounts of their instances. */
export function stackDeployments(tree: SyntaxTree, scope: ModuleScope): readonly Deployment[] {
  return blocksIn(tree, 'resource').flatMap(block => {
    const document = templateOf(block);
    if (!document) return [];
    const [type, name] = block.labels;
    const common = { document, isWhole: true, at: block.at };
    if (type === 'aws_cloudformation_stack') return [{ ...common, ...stack(block, scope) }];
    if (type !== 'aws_cloudformation_stack_set') return [];
    const targets = instancesOf(`${type}.${name}`, scope).flatMap(instance => targetsOf(instance, block, scope));
    return targets.slice(0, MAX_ACCOUNTS).map((target, i) => ({ ...common, id: `${type}.${name} ${i}`, ...target }));
  });
}

/** Stacks whose template is a text of the configuration itself: silence would look as if nothing were wrong in it. */
export function unreadStacks(tree: SyntaxTree): readonly Problem[] {
  return blocksIn(tree, 'resource').flatMap(({ labels: [type = ''], node, at }) => {
    const body = /^aws_cloudformation_stack(?:_set)?$/.test(type) ? get(node, 'template_body') : undefined;
    const isText = body?.kind === 'scalar' && /\bResources\b/.test(body.raw);
    return isText ? [{ message: unread, severity: 'information', at: below(at, 'template_body') }] : [];
  });
}

const unread =
  'this template is a text of the configuration, in which nothing is checked; it is where it has a file of its own that `file(…)` names';

/** The file beside the configuration whose text is the template. */
function templateOf(block: Block): Deployment['document'] | undefined {
  const body = get(block.node, 'template_body');
  const written = body?.kind === 'scalar' ? body.raw : '';
  const [, path] =
    /^\s*\$\{\s*(?:template)?file\(\s*"(?:\$\{path\.(?:module|root)\}\/|\.\/)?([^"$]+)"/.exec(written) ?? [];
  return path === undefined ? undefined : resolveUri(block.tree.document.uri, path);
}

function stack(block: Block, scope: ModuleScope): Omit<Deployment, 'document' | 'at'> {
  const provider = declaredProvider(block);
  const { claims, ...landing } = landingOfKey(provider, scope);
  const named = scope.attribute(block, 'name');
  const name = literalOf(named);
  const parameters = parametersOf(scope.attribute(block, 'parameters'));
  const said: readonly Claim[] = named ? [{ source: 'stack-name', text: textOf(named) }] : [];
  return {
    id: block.labels.join('.'),
    within: provider,
    ...landing,
    ...(name === undefined ? {} : { name }),
    claims: [...claims, ...said, ...parameterClaims(parameters)],
    parameters,
  };
}

const STACK_SET = /\baws_cloudformation_stack_set\.[\w-]+/g;

/** `aws_cloudformation_stack_set_instance` for one account, `aws_cloudformation_stack_instances` for several. */
function instancesOf(set: string, { module }: ModuleScope): readonly Block[] {
  return [...module.resources.values()].filter(({ labels: [type = ''], node }) => {
    if (!/^aws_cloudformation_stack_(?:set_instance|instances)$/.test(type)) return false;
    const named = get(node, 'stack_set_name');
    return named?.kind === 'scalar' && named.raw.match(STACK_SET)?.includes(set) === true;
  });
}

function targetsOf(
  instance: Block,
  set: Block,
  scope: ModuleScope,
): readonly Pick<Deployment, 'account' | 'region' | 'claims' | 'parameters' | 'at'>[] {
  const read = (name: string) => scope.attribute(instance, name);
  const targets = blocks(read('deployment_targets'));
  const accounts = [...[read('account_id'), read('accounts')], ...targets.map(accountsOf)].flatMap(itemsOf);
  const regions = [read('region'), read('stack_set_instance_region'), read('regions')].flatMap(itemsOf);
  const parameters = {
    ...parametersOf(scope.attribute(set, 'parameters')),
    ...parametersOf(read('parameter_overrides')),
  };
  return accounts.map(account => ({
    account: textOf(account),
    ...(regions.length === 1 ? { region: textOf(regions[0]!) } : {}),
    claims: parameterClaims(parameters),
    parameters,
    at: instance.at,
  }));
}

function accountsOf(target: MapValue): Value | undefined {
  const filter = entry(target, 'account_filter_type');
  return areTargets(filter && textOf(filter)) ? entry(target, 'accounts') : undefined;
}

function parametersOf(value: Value | undefined): Readonly<Record<string, Text>> {
  if (value?.kind !== 'map') return {};
  return Object.fromEntries([...value.entries].map(([name, held]) => [name, textOf(held)]));
}
