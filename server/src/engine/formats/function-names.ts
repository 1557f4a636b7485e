import type { Text } from '../model/text';

/** Without the version or alias after it, whose policy is told as the function's: `orders:live`, `arn:…:function:orders:live`. */
export function unqualified(name: Text): Text {
  const last = name.parts.at(-1);
  if (typeof last !== 'string') return name;
  const isAfterHole = name.parts.length > 1 && /^:[\w$-]+$/.test(last);
  if (isAfterHole) return { ...name, parts: name.parts.slice(0, -1) };
  const [, unqualified] = QUALIFIED.exec(last) ?? [];
  return unqualified === undefined ? name : { ...name, parts: [...name.parts.slice(0, -1), unqualified] };
}

const QUALIFIED = /^((?:.*:function:)?[\w-]+):[\w$-]+$/;
