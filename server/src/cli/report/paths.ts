import type { AccessEnd, AccessPath, AccessPaths } from '../../access-paths';
import type { Paint } from './paint';

/** Each path with its hops, each of these with the place that allows it. */
export function pathsReport({ paths }: AccessPaths, paint: Paint): string {
  if (paths.length === 0) return 'no paths\n';
  const count = `${paths.length} ${paths.length === 1 ? 'path' : 'paths'}\n`;
  return `${paths.map(path => pathText(path, paint)).join('\n')}\n${count}`;
}

function pathText({ from, to, certain, hops }: AccessPath, paint: Paint): string {
  const verb = certain ? 'reaches' : 'may reach';
  const lines = hops.map(({ message, because: [place] }, i) => {
    const where = place ? `${place.file}:${place.range.start.line + 1}:${place.range.start.character + 1}` : '';
    return `  ${i + 1}. ${message}\n     ${paint.dim(where)}\n`;
  });
  return `${paint.strong(endText(from))} ${verb} ${paint.strong(endText(to))}\n${lines.join('')}`;
}

/** `orders-prod (production, 111122223333)`. */
export function endText({ name, environment, account }: AccessEnd): string {
  const more = [environment, name.includes(account ?? '\n') ? null : account].filter(one => one !== null);
  return more.length > 0 ? `${name} (${more.join(', ')})` : name;
}
