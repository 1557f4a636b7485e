import { get } from '../../syntax/tree';
import { child, type Place } from '../place';

/** Which resource or data source something is about. */
export interface Head {
  /** `module.each["x"].aws_iam_role.app[0]`. */
  readonly address: string;
  readonly type: string;
  readonly name: string;
  /** `module.each["x"]`, empty for the root module. */
  readonly module: string;
  /** The path of its module's configuration: names of calls with dots between them. */
  readonly path: string;
  /** The key of its instance. */
  readonly index: string | number | undefined;
  readonly isData: boolean;
}

/** What says which resource it is; the same in plans and states. */
export function headOf(place: Place): Head | undefined {
  const [address, type, name] = ['address', 'type', 'name'].map(key => wordAt(child(place, key)));
  if (address === undefined || type === undefined || name === undefined) return undefined;
  const index = get(place.node, 'index');
  const key =
    index?.kind === 'scalar' && (typeof index.value === 'string' || typeof index.value === 'number')
      ? index.value
      : undefined;
  const isData = wordAt(child(place, 'mode')) === 'data';
  const module = moduleOf(address, type, isData);
  return { address, type, name, index: key, isData, module, path: withoutKeys(module) };
}

/** What stands before the resource's own part of an address. Names in keys, `["a.b"]`, may look like anything. */
function moduleOf(address: string, type: string, isData: boolean): string {
  const match = /^(?:module\.[\w-]+(?:\[(?:\d+|"(?:[^"\\]|\\.)*")\])?\.)+/.exec(address)?.[0] ?? '';
  return address.startsWith(`${isData ? 'data.' : ''}${type}.`, match.length) ? match.slice(0, -1) : '';
}

/** The path of a module's configuration, which is the same for all its instances. */
export function withoutKeys(address: string): string {
  return [...address.matchAll(/(?:^|\.)module\.([\w-]+)(?:\[(?:\d+|"(?:[^"\\]|\\.)*")\])?/g)]
    .map(([, name]) => name)
    .join('.');
}

export function wordAt(place: Place | undefined): string | undefined {
  return place?.node.kind === 'scalar' && typeof place.node.value === 'string' ? place.node.raw : undefined;
}
