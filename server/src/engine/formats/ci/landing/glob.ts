/** Whether a pattern of `cdk deploy` means a stack: `Prod/*`, `**`. */
export function matchesGlob(pattern: string, name: string): boolean {
  if (pattern.length > 256 || pattern.split('*').length > MAX_STARS) return false;
  const source = pattern
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replace(/\*+|\?/g, wild => (wild === '?' ? '[^/]' : wild.length > 1 ? '.*' : '[^/]*'));
  return new RegExp(`^${source}$`, 's').test(name);
}

/** Of more nobody can tell quickly what they mean together. */
const MAX_STARS = 8;
