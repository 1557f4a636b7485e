import type { AccountMap } from '../../../server/src/account-map';

/** What others read (`version` 1). `map`: without paths of the machine. */
export function jsonOf(map: AccountMap): string {
  return `${JSON.stringify(map, null, 2)}\n`;
}
