import type { Text } from '../model/text';

/** What a task definition is called in each of its revisions: `orders` of `orders:3`, of its ARN alike. */
export function familyOf({ parts, at }: Text): Text {
  const last = parts.at(-1);
  const isNumber = typeof last === 'object' && parts.length > 1;
  const before = isNumber ? parts.slice(0, -1) : parts;
  const ending = before.at(-1);
  const family = typeof ending === 'string' ? ending.replace(isNumber ? /:$/ : /:\d+$/, '') : ending;
  if (family === ending) return { parts, at };
  return { parts: [...before.slice(0, -1), ...(family ? [family] : [])], at };
}
