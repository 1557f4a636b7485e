/** The account map of small workspaces, in short words. */
import { jsonOf } from '../../client/webview/exports/json';
import { withoutMachine } from '../../client/webview/exports/without-machine';
import type { AccountMap } from '../../server/src/account-map';
import type { Snapshot } from '../../server/src/engine/workspace/workspace';
import { placesIn } from '../../server/src/findings/places';
import { mapJson } from '../../server/src/map/map-json';
import { type Documents, snapshotOf } from './workspace';

export function mapOf(documents: Documents): AccountMap {
  return mapOfSnapshot(snapshotOf(documents));
}

/** Files are called by their paths, ids too. */
export function mapOfSnapshot(snapshot: Snapshot): AccountMap {
  const words = { places: placesIn(snapshot), file: (uri: string) => uri, showsPossible: () => false };
  const work = mapJson(snapshot.accountMap(), words);
  let step = work.next();
  while (!step.done) step = work.next();
  return withoutMachine(step.value, ['file:///workspace']).map;
}

export function textOf(map: AccountMap): string {
  return jsonOf(map);
}

/** `111122223333 (shop, production): orders (production) [Dev, Orders] +1`, a line for each stack; what stands outside last. */
export function standing(map: AccountMap): readonly string[] {
  const names = new Map(map.resources.map(({ id, name }) => [id, name]));
  const listed = (ids: readonly string[]) => `[${ids.map(id => names.get(id)).join(', ')}]`;
  return map.accounts.flatMap(({ id, name, environment, stacks, outside }) => {
    const words = [name, environment].filter(word => word !== undefined).join(', ');
    const account = `${id ?? 'nowhere known'}${words === '' ? '' : ` (${words})`}`;
    const lines = stacks.map(stack => {
      const others = stack.others === undefined ? '' : ` +${stack.others}`;
      const known = stack.environment === undefined ? '' : ` (${stack.environment})`;
      return `${account}: ${stack.name}${known} ${listed(stack.resources)}${others}`;
    });
    return [...lines, ...(outside.length > 0 ? [`${account}: outside ${listed(outside)}`] : [])];
  });
}

/** `possibly, crossing: Dev assumes Prod`. */
export function ways({ edges, resources, accounts }: AccountMap): readonly string[] {
  const stacks = accounts.flatMap(account => account.stacks);
  const names = new Map([...stacks, ...resources].map(({ id, name }) => [id, name]));
  return edges.map(({ from, to, how, certain, crosses }) => {
    const words = [...(certain ? [] : ['possibly']), ...(crosses ? ['crossing'] : [])].join(', ');
    return `${words === '' ? '' : `${words}: `}${names.get(from)} ${how} ${names.get(to)}`;
  });
}
