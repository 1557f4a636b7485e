/** More items than this are counted, not named. */
export const mostItems = 6;

export function some(items: readonly string[]): string {
  if (items.length <= mostItems) return items.join(', ');
  return `${items.slice(0, mostItems).join(', ')} and ${items.length - mostItems} more`;
}

/** As code, on one line, and no longer than a person reads. */
export function code(text: string): string {
  const short = text.length > 120 ? `${text.slice(0, 120)}…` : text;
  return `\`${short.replace(/\s+/g, ' ').replaceAll('`', "'")}\``;
}

export function plain(text: string): string {
  return text.replace(/[\\`*_{}[\]()#+!|<>-]/g, '\\$&');
}
