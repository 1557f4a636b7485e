/**
 * 16 hexadecimal digits that are equal for equal parts: enough to tell the findings of one document apart, and the same on every
 * machine. Not a cryptographic hash (two rounds of FNV-1a over UTF-16 code units with different offsets).
 */
export function fingerprint(...parts: readonly string[]): string {
  const text = parts.join('\u0000');
  return fnv(text, 0x811c9dc5) + fnv(text, 0x01000193);
}

function fnv(text: string, offset: number): string {
  let hash = offset;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return (hash >>> 0).toString(16).padStart(8, '0');
}
