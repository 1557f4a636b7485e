import type { Resource } from '../../model/model';
import { type Given, standIns } from '../../policy/reading';
import { type DataKind, dataKinds } from './data-kinds';
import { type Entry, requestNames } from './directory';

/** How a request names a resource: in the account of who asks, as far as it is known. */
export function arnIn(pattern: string, { resource }: Pick<Entry, 'resource'>, given: Given): string {
  const { account, region, partition } = { ...standIns, ...given };
  const fields = pattern.split(':');
  const place = (field: string | undefined, value: string) => (field === '*' ? value : (field ?? ''));
  const ending = fields
    .slice(5)
    .join(':')
    .replace('*', () => requestNames(resource)[0]!);
  return [
    'arn',
    place(fields[1], partition),
    fields[2],
    place(fields[3], region),
    place(fields[4], account),
    ending,
  ].join(':');
}

/** How a request for an action names a resource of the graph. */
export function requestArn(resource: Resource | undefined, action: string, account: string): string {
  const kind = resource && dataKinds.find(one => one.types.includes(resource.type) && touches(one, action));
  return kind ? arnIn(kind.arn, { resource }, { account }) : '*';
}

function touches({ touches: all }: DataKind, action: string): boolean {
  return Object.values(all).some(actions => actions.includes(action));
}
