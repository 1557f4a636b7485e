/** Modules that Terraform fetches: what they make stands in no file of the workspace, but where it lands can be known. */
import { get } from '../../../syntax/tree';
import type { Uri } from '../../../text/text';
import { resolveUri } from '../../../text/uri';
import { isAws } from '../landing/providers';
import type { Block } from './blocks';
import type { Module } from './module';

/**
 * The folder into which `terraform init` fetches the module of a call; undefined for one in the workspace, and where nothing says
 * that it makes things of AWS, in the account of its provider.
 */
export function fetchedFolder(call: Block, caller: Module): Uri | undefined {
  const source = get(call.node, 'source');
  if (source?.kind !== 'scalar' || !isRemote(source.raw) || ofOtherAccounts.test(source.raw)) return undefined;
  return isOfAws(source.raw, call, caller)
    ? (`${resolveUri(call.tree.document.uri, `.terraform/modules/${call.labels[0]!}`)}/` as Uri)
    : undefined;
}

/** Paths begin with a dot; an absolute one is of one machine alone. */
function isRemote(source: string): boolean {
  return source !== '' && !/^[./~]|^[a-z]:[\\/]/i.test(source) && !source.includes('${');
}

/** What makes accounts, and who may enter them, speaks for other accounts. */
const ofOtherAccounts =
  /account|organi[sz]ation|landing-?zone|control-?tower|\bsso\b|identity-?center|permission-?set|stack-?set/i;

/** By the providers that it is handed, by its name, else by what its caller has. */
function isOfAws(source: string, call: Block, caller: Module): boolean {
  const handed = get(call.node, 'providers');
  if (handed?.kind === 'map' && handed.entries.length > 0) return handed.entries.some(({ key }) => isAws(key.raw));
  const named = providerIn(source);
  if (named !== undefined) return isAws(named);
  const providers = caller.providers.map(({ labels }) => labels[0]!);
  return providers.length > 0 && providers.every(isAws);
}

/**
 * `aws` of `terraform-aws-modules/vpc/aws`, `app.terraform.io/acme/orders/aws//queue` and `…/terraform-aws-orders.git`, as the
 * documentation of Terraform names modules (*Module Sources*, *Publishing Modules*).
 */
function providerIn(source: string): string | undefined {
  const [ofRegistry] = /^(?:[\w.-]+\.[\w.:-]+\/)?[\w-]+\/[\w-]+\/[a-z0-9]+(?=\/\/|$)/.exec(source) ?? [];
  if (ofRegistry !== undefined && !/^(?:github\.com|bitbucket\.org)\//.test(source))
    return ofRegistry.split('/').at(-1);
  return /\/terraform-([a-z0-9]+)-/.exec(source)?.[1];
}
