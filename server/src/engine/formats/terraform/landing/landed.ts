import type { Deployment } from '../../../model/deployment';
import type { Resource } from '../../../model/resource';
import type { Text } from '../../../model/text';
import type { SourcePointer, Uri } from '../../../text/text';
import { isAws, type Landing } from './providers';

/** A resource, and what is known of the account that it is in. */
export interface Found {
  readonly resource: Resource;
  /** The account in its ARN. */
  readonly account: Text | undefined;
}

/** What is known of a provider. */
export interface Provider extends Landing {
  readonly at: SourcePointer;
}

/**
 * Resources and where they land, by provider. Where nothing says a provider's account, the ARNs of what it has made do: of a state
 * that does not name aliases, each account's resources land for themselves.
 */
export function landed(
  document: Uri,
  found: readonly Found[],
  providers: ReadonlyMap<string, Provider>,
): { readonly resources: readonly Resource[]; readonly deployments: readonly Deployment[] } {
  const accounts = accountsByProvider(found);
  const scopeOf = ({ resource, account }: Found) => {
    const key = resource.scope ?? '';
    const several = !providers.get(key)?.account && (accounts.get(key)?.size ?? 0) > 1;
    return several && account ? `${key} ${account.parts[0]}` : key;
  };
  const resources = found.map(one => ({ ...one.resource, scope: scopeOf(one) }));
  const keys = new Set([...providers.keys(), ...found.map(({ resource }) => resource.scope ?? '')].filter(isAws));
  const deployments = [...keys].flatMap(key =>
    deploymentsFor(key, providers.get(key), accounts.get(key), found, document),
  );
  return { resources, deployments };
}

function accountsByProvider(found: readonly Found[]): ReadonlyMap<string, ReadonlyMap<string, Text>> {
  const out = new Map<string, Map<string, Text>>();
  for (const { resource, account } of found) {
    const [id] = account?.parts ?? [];
    if (!account || typeof id !== 'string' || !/^\d{12}$/.test(id)) continue;
    const accounts = out.get(resource.scope ?? '') ?? new Map<string, Text>();
    if (!accounts.has(id)) accounts.set(id, account);
    out.set(resource.scope ?? '', accounts);
  }
  return out;
}

function deploymentsFor(
  key: string,
  provider: Provider | undefined,
  accounts: ReadonlyMap<string, Text> | undefined,
  found: readonly Found[],
  document: Uri,
): readonly Deployment[] {
  const landing: Landing = provider ?? { claims: [] };
  const at = provider?.at ?? found.find(({ resource }) => resource.scope === key)!.resource.at;
  const shared = { ...landing, document, parameters: {}, at };
  const own = [...(accounts ?? [])];
  if (landing.account || own.length === 0) return [{ id: key, scope: key, ...shared }];
  if (own.length === 1) return [{ id: key, scope: key, ...shared, account: own[0]![1], byCredential: true }];
  return [
    { id: key, scope: key, ...shared },
    ...own.map(([id, account]) => ({
      ...shared,
      id: `${key} ${id}`,
      scope: `${key} ${id}`,
      account,
      byCredential: true as const,
    })),
  ];
}
