import type { Resource } from '../../model/model';
import { type Given, standIns } from '../../policy/reading';
import { formsOf } from '../escalation/arns';
import { specsOf } from './data-kinds';
import { requestNames } from './names';

/** How a request names a resource: in the account of who asks, as far as it is known. */
export function arnIn(pattern: string, resource: Resource, given: Given): string {
  const { account, region, partition } = { ...standIns, ...given };
  const fields = pattern.split(':');
  const place = (field: string | undefined, value: string) => (field === '*' ? value : (field ?? ''));
  const ending = fields
    .slice(5)
    .join(':')
    .replace('*', () => requestNames(resource)[0]!);
  const places = [place(fields[1], partition), fields[2], place(fields[3], region), place(fields[4], account)];
  return ['arn', ...places, ending].join(':');
}

/** The same, for an action that works on it. */
export function requestArn(resource: Resource, action: string, account: string | undefined): string {
  const kind = specsOf(action).find(spec => spec.kind.types.includes(resource.type))?.kind;
  const form = kind?.arn ?? formsOf(action)[0];
  return form === undefined ? '*' : arnIn(form, resource, account === undefined ? {} : { account });
}
