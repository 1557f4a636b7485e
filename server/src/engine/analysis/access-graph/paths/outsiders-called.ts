/** What people type for whom no document defines: a service by its first word, a repository or whatever else a token is said to be of. */
import { anything, glob, intersect, isEmpty, type Language, union } from '../../../policy/language';
import type { AccessGraph, AccessNode } from '../access-graph';

/** `lambda`; `repo:acme/shop`, `acme/shop`, `repo:acme/shop:ref:refs/heads/main`: those whose tokens may be such. */
export function outsidersCalled(name: string, { nodes }: Pick<AccessGraph, 'nodes'>): readonly AccessNode[] {
  const tokens = union(...[name, `repo:${name}`].flatMap(subject => [glob(subject), glob(`${subject}:*`)]));
  const isMeant = (node: AccessNode) => {
    if (node.kind === 'service') return node.label.toLowerCase() === `${name.toLowerCase()}.amazonaws.com`;
    return node.kind === 'federated' && isEmpty(intersect(subjectsOf(node), tokens)) !== 'yes';
  };
  return /^[\s*]*$/.test(name) ? [] : [...nodes.values()].filter(isMeant);
}

/** Of the tokens that let in; the graph has these in its ids, `federated:token.actions.githubusercontent.com:repo:acme/shop:*`. */
function subjectsOf({ id }: AccessNode): Language {
  const [, subject = '*', claims = ''] = /^federated:[^: ]*(?::([^ ]*))?(?: (.*))?$/.exec(id) ?? [];
  const [, repository] = /(?:^| )repository=([^ ,]+)/.exec(claims) ?? [];
  const ofRepository = repository === undefined ? anything : glob(`repo:${repository}:*`);
  return intersect(glob(subject), ofRepository);
}
