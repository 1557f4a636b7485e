/** The map in words, for the details, the tree and the announcements. */
import type { MapEdge, MapTier } from '../../../server/src/account-map';
import type { Item } from './outline';

const relations: ReadonlyMap<string, string> = new Map(
  Object.entries({
    assumes: 'assumes',
    passes: 'passes',
    'runs-as': 'runs as',
    'changes-code': 'changes code of',
    'gets-shell': 'gets a shell on',
    'rewrites-policy': 'rewrites policy of',
    'holds-credential': 'holds credential of',
  }),
);

/** `runs-as` as `runs as`; what is not known stays as it is. */
function relationInWords(how: string): string {
  return relations.get(how) ?? how;
}

export function tierInWords(tier: MapTier | undefined): string {
  return tier === undefined ? 'unknown environment' : tier;
}

/** `production`, or `prod-eu (production)` where the environment has a name of its own. */
export function environmentInWords(item: Pick<Item, 'environment' | 'tier'>): string {
  if (item.environment === undefined || item.environment === item.tier) return tierInWords(item.tier);
  return item.tier === undefined ? item.environment : `${item.environment} (${item.tier})`;
}

export function kindInWords(item: Item): string {
  if (item.kind === 'resource') return item.resource.type === '' ? item.resource.kind : item.resource.type;
  return item.kind === 'outside' ? 'not defined in the workspace' : item.kind;
}

export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

/** What stands for several edges: their one relation with its number, or how many ways there are. */
export function edgesInWords(edges: readonly MapEdge[]): string {
  const hows = new Set(edges.map(edge => edge.how));
  const [only] = hows;
  if (hows.size !== 1 || only === undefined) return counted(edges.length, 'way');
  return edges.length === 1 ? relationInWords(only) : `${relationInWords(only)} ×${edges.length}`;
}

/** An item said in one breath, as a screen reader says it. */
export function itemInWords(item: Item): string {
  const parts = [item.name, kindInWords(item), environmentInWords(item)];
  if (item.kind === 'account' && item.mixes.length > 0) parts.push('environments are mixed here');
  if (item.findings.length > 0) parts.push(counted(item.findings.length, 'finding'));
  return parts.join(', ');
}
