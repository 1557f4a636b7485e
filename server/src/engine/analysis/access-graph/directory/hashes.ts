/** A number of 32 bits for what plain data says, wherever that stands: the same for the same, and mostly another for something else. */
export function hashOf(data: unknown, start: number): number {
  switch (typeof data) {
    case 'string':
      return hashOfText(data, start);
    case 'object':
      return data === null ? step(start, 1) : Array.isArray(data) ? hashOfList(data, start) : hashOfMap(data, start);
    default:
      return data === undefined ? step(start, 2) : hashOfText(String(data), start);
  }
}

function step(hash: number, value: number): number {
  return Math.imul(hash ^ value, 0x01000193);
}

function hashOfText(text: string, start: number): number {
  let hash = step(start, text.length);
  for (let i = 0; i < text.length; i++) hash = step(hash, text.charCodeAt(i));
  return hash;
}

function hashOfList(list: readonly unknown[], start: number): number {
  let hash = step(start, list.length + 3);
  for (const item of list) hash = hashOf(item, hash);
  return hash;
}

/** Places move with every edit above them. */
function hashOfMap(map: object, start: number): number {
  let hash = step(start, 5);
  for (const key in map) {
    if (key !== 'at') hash = hashOf(map[key as keyof typeof map], hashOfText(key, hash));
  }
  return hash;
}
