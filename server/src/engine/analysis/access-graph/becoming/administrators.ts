/** What a principal is that can grant itself everything: the administrator of its account, whose own edges lead to all that is there. */
import type { WorkspaceIndex } from '../../index/workspace-index';
import type { AccessNode, EdgeGroup, How, NodeId } from '../access-graph';
import { directoryOf } from '../directory/directory';
import type { Entry } from '../directory/entries';
import { EVERYWHERE, type Home } from '../directory/homes';
import { outsideNode } from '../nodes';

const PREFIX = 'administrator:';

export function administratorOf({ key }: Pick<Home, 'key'>): NodeId {
  return `${PREFIX}${key}` as NodeId;
}

/** Of an account by its number. */
export function administratorIn(account: string): NodeId {
  return administratorOf({ key: account });
}

/** One for each account, and for each stack of which nobody knows the account. */
export function administratorNodes(index: WorkspaceIndex): readonly AccessNode[] {
  return [...residents(index).homes.values()].map(({ home }) =>
    outsideNode(administratorOf(home), 'administrator', `administrator of ${nameOf(home)}`, { account: home.account }),
  );
}

/** A stack's file. */
function nameOf({ key, account }: Home): string {
  if (key === EVERYWHERE) return key;
  return account ?? decodeURI(key.replace(/\/$/, '').split('/').at(-1)!);
}

/** Empty for what is no administrator. */
export function administeredBy(id: NodeId, index: WorkspaceIndex): readonly EdgeGroup[] {
  if (!id.startsWith(PREFIX)) return [];
  const { homes, homeless, all } = residents(index);
  const own = homes.get(id.slice(PREFIX.length));
  if (!own) return [];
  if (own.home.key === EVERYWHERE) return impliedIn(all, true);
  const others = own.home.account === undefined ? all : homeless;
  return [...impliedIn(own, true), ...impliedIn(others, false)];
}

interface Residents {
  readonly identities: Entry[];
  readonly compute: Entry[];
  readonly data: Entry[];
}

interface Household extends Residents {
  readonly home: Home;
}

interface All {
  readonly homes: ReadonlyMap<string, Household>;
  readonly homeless: Residents;
  readonly all: Residents;
}

function residents(index: WorkspaceIndex): All {
  return index.once('the access graph: who lives where', asked => {
    const homes = new Map<string, Household>();
    const homeless = nobody();
    const all = nobody();
    for (const entry of directoryOf(asked).entries.values()) {
      const { home } = entry;
      const own = homes.get(home.key) ?? { home, ...nobody() };
      homes.set(home.key, own);
      for (const list of home.account === undefined ? [own, homeless, all] : [own, all])
        partOf(list, entry).push(entry);
    }
    return { homes, homeless, all };
  });
}

function nobody(): Residents {
  return { identities: [], compute: [], data: [] };
}

function partOf({ identities, compute, data }: Residents, { resource: { kind } }: Entry): Entry[] {
  if (kind === 'data' || kind === 'secret') return data;
  return kind === 'role' || kind === 'user' || kind === 'group' || kind === 'permission-set' ? identities : compute;
}

function impliedIn({ identities, compute, data }: Residents, certain: boolean): readonly EdgeGroup[] {
  const parts: readonly (readonly [readonly Entry[], How, string])[] = [
    [identities, 'rewrites-policy', 'may act as'],
    [compute, 'changes-code', 'may change'],
    [data, 'administers', 'may decide about'],
  ];
  return parts
    .filter(([entries]) => entries.length > 0)
    .map(([entries, how, says]) => ({
      targets: idsOf(entries),
      how,
      method: undefined,
      certain,
      says,
      asked: [],
      because: [entries[0]!.resource.at],
      conditions: [],
    }));
}

const ids = new WeakMap<readonly Entry[], readonly NodeId[]>();

/** The same list for the same entries. */
function idsOf(entries: readonly Entry[]): readonly NodeId[] {
  const known = ids.get(entries) ?? entries.map(({ resource }) => resource.id);
  ids.set(entries, known);
  return known;
}
