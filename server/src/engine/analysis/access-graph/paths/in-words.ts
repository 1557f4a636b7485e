import type { AccessEdge, AccessNode } from '../access-graph';

/** What is said of an edge besides its ends. */
export type Said = Pick<AccessEdge, 'says' | 'conditions'> & { readonly asked: readonly { readonly action: string }[] };

/** `` `Developers` may assume `Ci` (`sts:AssumeRole`) ``, with the conditions of it. */
export function hopInWords(from: AccessNode, { says, asked, conditions }: Said, to: AccessNode): string {
  const actions = [...new Set(asked.map(({ action }) => `\`${action}\``))];
  const by = actions.length > 0 ? ` (${actions.join(', ')})` : '';
  const where = conditions.length > 0 ? `, where ${conditions.join(' and ')}` : '';
  return `${called(from)} ${says} ${called(to)}${by}${where}`;
}

/** Whoever has no name is described. */
export function called({ kind, label, resource }: AccessNode): string {
  return described.has(kind) || (kind === 'repository' && !resource) ? label : `\`${label}\``;
}

const described: ReadonlySet<AccessNode['kind']> = new Set(['federated', 'anyone', 'administrator', 'account']);
