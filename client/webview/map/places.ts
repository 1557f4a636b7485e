/** Where things of the map are written. */
import type { MapPlace } from '../../../server/src/account-map';
import type { Item } from './outline';

const begin = { line: 0, character: 0 };

/** Undefined for what is written nowhere. */
export function placeOf(item: Item): MapPlace | undefined {
  switch (item.kind) {
    case 'account':
      return item.account.evidence[0] ?? fileOf(item.account.stacks[0]?.file);
    case 'stack':
      return fileOf(item.stack.file);
    case 'outside':
      return undefined;
    case 'resource': {
      const { file, range } = item.resource;
      return file === undefined ? undefined : { file, range: range ?? { start: begin, end: begin } };
    }
  }
}

function fileOf(file: string | undefined): MapPlace | undefined {
  return file === undefined ? undefined : { file, range: { start: begin, end: begin } };
}

/** `stacks/orders.yaml:42`, relative to the workspace where it is in there. */
export function placeInWords({ file, range }: MapPlace, roots: readonly string[]): string {
  const root = roots.find(candidate => file.startsWith(`${candidate}/`));
  const outside = file.includes('://') ? file.slice(file.lastIndexOf('/') + 1) : file;
  const path = root === undefined ? outside : file.slice(root.length + 1);
  return `${path}:${range.start.line + 1}`;
}
