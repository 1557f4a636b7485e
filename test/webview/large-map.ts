/** A map as large as the promise: 3,000 resources in 40 stacks of ten accounts; the same every time. */
import type { AccountMap, MapEdge, MapTier } from '../../server/src/account-map';
import { account, edge, mapOf, resource, stack } from './writing-maps';

const tiers: readonly MapTier[] = ['development', 'development', 'test', 'staging', 'production'];
const kinds = [
  ['role', 'AWS::IAM::Role'],
  ['compute', 'AWS::Lambda::Function'],
  ['data', 'AWS::DynamoDB::Table'],
  ['role', 'AWS::IAM::Role'],
  ['data', 'AWS::SQS::Queue'],
] as const;

export function largeMap({ accounts = 10, stacks = 40, resources = 3000 } = {}): AccountMap {
  const each = resources / stacks;
  const ids = Array.from({ length: resources }, (_, i) => `S${Math.floor(i / each)}R${i % each}`);
  const stackList = Array.from({ length: stacks }, (_, i) =>
    stack(`service-${i}`, ids.slice(i * each, (i + 1) * each)),
  );
  return mapOf({
    accounts: Array.from({ length: accounts }, (_, a) =>
      account(
        `${100000000000 + a}`,
        tiers[a % tiers.length],
        stackList.filter((_, i) => i % accounts === a),
        { name: `team-${a}` },
      ),
    ),
    resources: ids.map((id, i) => resource(id, kinds[i % 5]![1], kinds[i % 5]![0])),
    edges: [...insideStacks(ids, each), ...acrossAccounts(stacks, accounts, each)],
  });
}

/** Compute runs as a role, roles read and write data. */
function insideStacks(ids: readonly string[], each: number): readonly MapEdge[] {
  return ids.flatMap((id, i) => {
    if (i % 5 === 1) return [edge(id, 'runs-as', ids[i - 1]!)];
    return i % 5 === 0 && i % each < each - 5 ? [edge(id, 'reads', ids[i + 2]!), edge(id, 'writes', ids[i + 4]!)] : [];
  });
}

/**
 * The first account deploys into all others; each stack of development lets somebody into one of production, and each third one of
 * production is read by one of testing.
 */
function acrossAccounts(stacks: number, accounts: number, each: number): readonly MapEdge[] {
  const tierOf = (i: number) => tiers[(i % accounts) % tiers.length];
  const numbers = Array.from({ length: stacks }, (_, i) => i);
  const production = numbers.filter(i => tierOf(i) === 'production');
  const target = (i: number) => production[(i * 7) % production.length]!;
  return numbers.flatMap(i => {
    const deploys =
      i % accounts === 0 ? [] : [edge('S0R0', 'assumes', `S${i}R0`, { crosses: true, certain: i % 4 > 0 })];
    if (tierOf(i) === 'development')
      deploys.push(edge(`S${i}R${5 % each}`, 'passes', `S${target(i)}R0`, { crosses: true }));
    if (tierOf(i) === 'test' && i % 3 === 0)
      deploys.push(edge(`S${target(i)}R0`, 'reads', `S${i}R2`, { crosses: true }));
    return deploys;
  });
}
