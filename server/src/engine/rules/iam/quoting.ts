/** `a`, `b` and `c`, each in backticks. */
export function spoken(names: readonly string[]): string {
  const marked = names.map(quoted);
  return marked.length < 2 ? marked.join('') : `${marked.slice(0, -1).join(', ')} and ${marked.at(-1)}`;
}

export function quoted(name: string): string {
  return `\`${name}\``;
}
