/** What people type for whom no document defines: a service by its first word, a repository or whatever else a token is said to be of. */
import { matchesWildcards } from '../../../model/text';
import {
  ANY_STRING,
  anything,
  glob,
  intersect,
  isEmpty,
  type Language,
  patternOf,
  union,
  wildcards,
} from '../../../policy/language';
import type { AccessGraph, AccessNode } from '../access-graph';

/** `lambda`; `repo:acme/shop`, `acme/shop`, `repo:acme/shop:ref:refs/heads/main`: those whose tokens may be such. */
export function outsidersCalled(name: string, { nodes }: Pick<AccessGraph, 'nodes'>): readonly AccessNode[] {
  const isTheirs = tokensCalled(name);
  const isMeant = (node: AccessNode) => {
    if (node.kind === 'service') return node.label.toLowerCase() === `${name.toLowerCase()}.amazonaws.com`;
    return node.kind === 'federated' && isTheirs(node);
  };
  return /^[\s*]*$/.test(name) ? [] : [...nodes.values()].filter(isMeant);
}

/** Nobody types a name that is open in more places, or is so long and open; those are compared with what a trust policy writes. */
const MOST_OPEN = 8;
const LONGEST_OPEN = 256;

function tokensCalled(name: string): (node: AccessNode) => boolean {
  const asked = [name, `repo:${name}`];
  const open = name.split(/[*?]+/).length - 1;
  if (open > MOST_OPEN || (open > 0 && name.length > LONGEST_OPEN)) {
    const patterns = asked.flatMap(subject => [subject, `${subject}:*`]);
    return ({ id }) => patterns.some(pattern => matchesWildcards(pattern, readSubject(id).subject));
  }
  const tokens = union(...asked.flatMap(tokensOf));
  return node => isEmpty(intersect(subjectsOf(node), tokens)) !== 'yes';
}

/** `repo:acme/*` is of repositories, whose names hold no colon: what is said of their branches is not part of them. */
function tokensOf(subject: string): readonly Language[] {
  return [patternOf(wildcards(subject, true)), patternOf([...wildcards(`${subject}:`, true), ANY_STRING])];
}

function subjectsOf({ id }: AccessNode): Language {
  const { subject, claims } = readSubject(id);
  const [, repository] = /(?:^| )repository=([^ ,]+)/.exec(claims) ?? [];
  const ofRepository = repository === undefined ? anything : glob(`repo:${repository}:*`);
  return intersect(glob(subject), ofRepository);
}

/** Of the tokens that let in; the graph has these in its ids, `federated:token.actions.githubusercontent.com:repo:acme/shop:*`. */
function readSubject(id: string): { readonly subject: string; readonly claims: string } {
  const [, subject = '*', claims = ''] = /^federated:[^: ]*(?::([^ ]*))?(?: (.*))?$/.exec(id) ?? [];
  return { subject, claims };
}
