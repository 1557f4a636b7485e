/** What statements say, wherever they stand and however their lists are ordered. */
import type { PolicyStatement, Principal } from './statement';
import { type Patterns, show } from './text';

/** Equal JSON for statements that say the same, whatever their `Sid` is. */
export function contentOf({ effect, principals, actions, resources, conditions }: PolicyStatement) {
  return [
    effect,
    principals ? [principals.mode, principals.list.map(wordOf).sort()] : null,
    patternsOf(actions).map(word => word.toLowerCase()),
    patternsOf(resources),
    conditions.map(({ operator, key, values }) => JSON.stringify([operator, key, values.map(show).sort()])).sort(),
  ];
}

function patternsOf({ mode, list }: Patterns): readonly string[] {
  return [mode, ...list.map(show).sort()];
}

/** As a policy names it; an account with the word before it. */
export function wordOf(principal: Principal): string {
  switch (principal.kind) {
    case 'anyone':
      return '*';
    case 'account':
      return `account ${show(principal.account)}`;
    case 'identity':
      return show(principal.arn);
    case 'service':
      return show(principal.name);
    case 'federated':
      return show(principal.provider);
    case 'canonical':
      return show(principal.id);
  }
}
