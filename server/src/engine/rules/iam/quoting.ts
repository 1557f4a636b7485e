import type { Resource } from '../../model/resource';

/** `a`, `b` and `c`, each in backticks. */
export function spoken(names: readonly string[]): string {
  const marked = names.map(quoted);
  return marked.length < 2 ? marked.join('') : `${marked.slice(0, -1).join(', ')} and ${marked.at(-1)}`;
}

export function quoted(name: string): string {
  return `\`${name}\``;
}

/** The subject of a sentence about a principal; a policy that nothing attaches stands for whoever gets it. */
export function calling({ kind, label }: Resource): string {
  return kind === 'policy' ? `whoever gets ${quoted(label)}` : quoted(label);
}
