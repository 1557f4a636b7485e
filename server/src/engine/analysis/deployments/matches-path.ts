/** Whether a glob (`*`, `?`, `**`) relative to a folder means a path in it. */
export function matchesPath(pattern: string, path: string): boolean {
  const source = pattern
    .replace(/^\.\//, '')
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replace(/\*\*\/|\*\*|\*|\?/g, wild => ({ '**/': '(?:[^/]+/)*', '**': '.*', '*': '[^/]*', '?': '[^/]' })[wild]!);
  return new RegExp(`^${source}$`, 's').test(path);
}
