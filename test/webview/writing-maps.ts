/** Maps for tests, written short. */
import type {
  AccountMap,
  MapAccount,
  MapEdge,
  MapPlace,
  MapResource,
  MapStack,
  MapTier,
} from '../../server/src/account-map';

export const root = 'file:///home/somebody/shop';

export function place(file: string, line = 0): MapPlace {
  return { file: `${root}/${file}`, range: { start: { line, character: 2 }, end: { line, character: 12 } } };
}

export function resource(id: string, type: string, kind: string, more: Partial<MapResource> = {}): MapResource {
  return { id, name: id, type, kind, findings: [], ...place('stacks/orders.yaml', id.length), ...more };
}

export const role = (id: string, more: Partial<MapResource> = {}) => resource(id, 'AWS::IAM::Role', 'role', more);
export const fn = (id: string, more: Partial<MapResource> = {}) =>
  resource(id, 'AWS::Lambda::Function', 'compute', more);
export const table = (id: string, more: Partial<MapResource> = {}) =>
  resource(id, 'AWS::DynamoDB::Table', 'data', more);

export function stack(id: string, resources: readonly string[], more: Partial<MapStack> = {}): MapStack {
  const file = `${root}/stacks/${id}.yaml`;
  return { id, name: id, file, format: 'cloudformation', evidence: [], resources, ...more };
}

export function account(
  id: string | null,
  tier: MapTier | undefined,
  stacks: readonly MapStack[],
  more: Partial<MapAccount> = {},
): MapAccount {
  const claim = tier === undefined ? {} : { tier, environment: tier };
  return { id, ...claim, evidence: [], stacks, outside: [], ...more };
}

/** Edges that touch are those that read, write and administer. */
export function edge(from: string, how: string, to: string, more: Partial<MapEdge> = {}): MapEdge {
  const becomes = !['reads', 'writes', 'administers', 'references', 'deploys'].includes(how);
  const message = `\`${from}\` ${how} \`${to}\``;
  return {
    from,
    to,
    how,
    certain: true,
    crosses: false,
    becomes,
    message,
    because: [place('stacks/orders.yaml', 7)],
    ...more,
  };
}

export function mapOf(parts: Partial<AccountMap>): AccountMap {
  return { version: 1, accounts: [], resources: [], edges: [], mixes: [], ...parts };
}
